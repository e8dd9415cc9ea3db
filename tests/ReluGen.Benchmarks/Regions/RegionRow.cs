namespace ReluGen.Benchmarks.Regions;

/// <summary>One kind of work on one case.</summary>
/// <param name="Network">The case.</param>
/// <param name="Domain">Its domain.</param>
/// <param name="Work">What was done.</param>
/// <param name="Regions">Number of regions, all proved.</param>
/// <param name="Nodes">Number of decisions about one neuron in one cell.</param>
/// <param name="OneCore">The median run on one thread.</param>
/// <param name="TwoCores">The median run on two threads.</param>
internal sealed record RegionRow(string Network, string Domain, string Work, long Regions, long Nodes, RegionTime OneCore, RegionTime TwoCores)
{
    /// <summary>How many times faster two threads are.</summary>
    public double SpeedUp => OneCore.Seconds / TwoCores.Seconds;
}

/// <summary>Time of a run.</summary>
/// <param name="Seconds">On the wall clock.</param>
/// <param name="ProcessorSeconds">Of all threads of the process, the garbage collector's included.</param>
internal sealed record RegionTime(double Seconds, double ProcessorSeconds)
{
    /// <summary>Number of cores that the run had on average.</summary>
    public double CoresHad => ProcessorSeconds / Seconds;
}
