namespace ReluGen.Core.Analysis.Regions;

/// <summary>How far an enumeration may go and what it keeps.</summary>
public sealed record RegionOptions
{
    /// <summary>The defaults.</summary>
    public RegionOptions()
    {
    }

    /// <summary>The defaults with another budget and number of threads.</summary>
    public RegionOptions(long nodeBudget, int threads = 0)
    {
        NodeBudget = nodeBudget;
        Threads = threads;
    }

    /// <summary>Largest number of nodes (a node is one decision about one neuron in one cell); the enumeration is incomplete when it is spent.</summary>
    public long NodeBudget { get; init; } = 100_000_000;

    /// <summary>Number of threads; 0 is one a processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>True to keep the proofs that make up a <see cref="Certificates.RegionCertificate"/>: some tens of bytes a node.</summary>
    public bool KeepCertificate { get; init; }

    /// <summary>True to decide everything in exact arithmetic from the start. Slow; for tests of the fast search.</summary>
    internal bool ExactOnly { get; init; }
}

/// <summary>How far an enumeration has come.</summary>
/// <param name="Nodes">Nodes decided so far.</param>
/// <param name="Regions">Regions found so far.</param>
public readonly record struct RegionProgress(long Nodes, long Regions);
