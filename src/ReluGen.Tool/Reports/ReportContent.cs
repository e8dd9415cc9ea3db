using System.Collections.Generic;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Simplification;
using ReluGen.Formats;
using ReluGen.Tool.Clusters;

namespace ReluGen.Tool.Reports;

/// <summary>All that a report says.</summary>
/// <param name="ModelFile">Name of the model file.</param>
/// <param name="SamplesFile">Name of the sample file.</param>
/// <param name="Model">The model.</param>
/// <param name="Domain">The box that the statements about neurons and regions hold in.</param>
/// <param name="IsDomainOfSamples">True if that is the smallest box that holds the samples.</param>
/// <param name="Clusters">The largest clusters of the samples.</param>
/// <param name="Map">The map; null where fewer than two inputs vary.</param>
/// <param name="Rows">Rows and their explanation.</param>
/// <param name="Facts">What is degenerate about the network.</param>
/// <param name="Simplified">What could be left out of it.</param>
/// <param name="Identifiability">Whether its parameters can be recovered; null for a network of more than <see cref="MostIdentifiedParameters"/>.</param>
internal sealed record ReportContent(
    string ModelFile,
    string SamplesFile,
    ImportedModel Model,
    InputBox Domain,
    bool IsDomainOfSamples,
    ClusterReport Clusters,
    ReportMap? Map,
    ReportRows Rows,
    DegeneracyReport Facts,
    SimplifiedNetwork Simplified,
    IdentifiabilityFindings? Identifiability)
{
    /// <summary>Up to so many parameters the answer takes seconds.</summary>
    public const int MostIdentifiedParameters = 500;

    /// <summary>How many clusters are described in full.</summary>
    public required int DescribedClusters { get; init; }
}

/// <summary>A picture of regions and samples in the plane of two inputs.</summary>
/// <param name="Svg">The picture.</param>
/// <param name="X">Horizontal input.</param>
/// <param name="Y">Vertical input.</param>
/// <param name="IsChosen">True if the user chose the two inputs.</param>
/// <param name="IsAtMean">True if the others are held at their means, false if at values that the user gave.</param>
internal sealed record ReportMap(string Svg, int X, int Y, bool IsChosen, bool IsAtMean);
