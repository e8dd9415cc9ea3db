using ReluGen.Core.Analysis.Identifiability.Global;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Analysis.Identifiability.Shallow;

namespace ReluGen.Core.Analysis.Identifiability;

/// <summary>Whether the parameters of a network can be recovered from what it computes.</summary>
/// <param name="Shallow">The criterion for one hidden stage; null for other networks.</param>
/// <param name="Local">From the outputs at the samples, or at points of the domain where there are none: among parameters near those of the network.</param>
/// <param name="FunctionalDimension">The rank at a decisive sample of the domain, or at random points of it; the same as <paramref name="Local"/> where there are no samples.</param>
/// <param name="IsDecisive">True if the points of <paramref name="FunctionalDimension"/> span every region of the domain, so that its rank is the functional dimension if it is exact.</param>
/// <param name="RegionCount">Number of regions of the domain; null where they were not enumerated.</param>
/// <param name="Global">The conditions for global identifiability.</param>
public sealed record IdentifiabilityFindings(
    ShallowReport? Shallow, RankReport Local, RankReport FunctionalDimension, bool IsDecisive, int? RegionCount, GlobalReport Global)
{
    /// <summary>True if the functional dimension is proved: the rank is the largest possible, or exact at a decisive sample.</summary>
    public bool IsDimensionExact => FunctionalDimension.Rank == FunctionalDimension.Expected || (IsDecisive && FunctionalDimension.IsExact);
}
