namespace ReluGen.Core.Analysis.Regions;

/// <summary>How far an enumeration may go and what it keeps.</summary>
public sealed record RegionOptions
{
    private const long StandardNodes = 100_000_000;
    private const long LeastStandardNodes = 10_000;
    private const int CheapDimensions = 8;

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
    public long NodeBudget { get; init; } = StandardNodes;

    /// <summary>Number of threads; 0 is one a processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>True to keep the proofs that make up a <see cref="Certificates.RegionCertificate"/>: some tens of bytes a node.</summary>
    public bool KeepCertificate { get; init; }

    /// <summary>
    /// A budget that takes minutes and not days: 100 million nodes where up to 8 features vary. A node costs about the square to the cube
    /// of their number d, so beyond that it is 100 million · (8/d)³, but at least 10,000.
    /// </summary>
    public static long StandardBudget(RegionDomain domain)
    {
        long varying = 0;
        for (int j = 0; j < domain.FeatureCount; j++)
        {
            varying += domain.Lower[j] < domain.Upper[j] ? 1 : 0;
        }

        // In integers, so that it is the same on every machine; more than a million features need no further fall.
        long d = System.Math.Min(System.Math.Max(varying, CheapDimensions), 1_000_000);
        return System.Math.Max(LeastStandardNodes, StandardNodes * CheapDimensions * CheapDimensions * CheapDimensions / (d * d * d));
    }

    /// <summary>True to decide everything in exact arithmetic from the start. Slow; for tests of the fast search.</summary>
    internal bool ExactOnly { get; init; }
}

/// <summary>How far an enumeration has come.</summary>
/// <param name="Nodes">Nodes decided so far.</param>
/// <param name="Regions">Regions found so far.</param>
public readonly record struct RegionProgress(long Nodes, long Regions);
