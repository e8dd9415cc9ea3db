using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Text;
using ReluGen.Generator.Inputs;

namespace ReluGen.Generator.Facts;

/// <summary>What was found out about the network of a file. Equal if the files are, since the facts follow from them.</summary>
internal sealed class NetworkFacts : IEquatable<NetworkFacts>
{
    private NetworkFacts(NetworkFile file, IReadOnlyList<Fact> facts)
    {
        File = file;
        Facts = facts;
    }

    /// <summary>The file; its network can be read.</summary>
    public NetworkFile File { get; }

    /// <summary>By stage, neurons and id; none where the file's item asks for none; of a simplified network those about inputs and outputs.</summary>
    public IReadOnlyList<Fact> Facts { get; }

    public static NetworkFacts Of(NetworkFile file, CancellationToken cancellation)
    {
        if (file.Detail == FactDetail.None)
        {
            return new NetworkFacts(file, []);
        }

        NetworkDocument document = file.Document!;
        DegeneracyOptions options = QuickOptions.For(document.Network, RowsOf(document), file.Detail == FactDetail.Identifiability);
        IReadOnlyList<Fact> facts = DegeneracyAnalysis.Run(document.Network, options, cancellation).Facts;
        return new NetworkFacts(file, document.Layout is null ? facts : [.. facts.Where(IsAboutEnds)]);
    }

    /// <summary>Hidden neurons of a simplified network have other numbers than the model's, and what was wrong with those is gone; inputs and outputs are the same.</summary>
    private static bool IsAboutEnds(Fact fact) => fact.Stage == 0 || ReferenceEquals(fact.Kind, FactKinds.ConstantOutput);

    /// <summary>For each region that samples visit the row that stands for the others there; null where the document does not have them all.</summary>
    private static SampleRow[]? RowsOf(NetworkDocument document) =>
        document is { Samples: { } samples, Complete: null } && document.Regions.Count == samples.VisitedCount
            ? [.. document.Regions.Select(static region => new SampleRow([.. region.Witness.Select(static value => (float)value)], region.Count))]
            : null;

    public bool Equals(NetworkFacts? other) => other is not null && File.Equals(other.File);

    public override bool Equals(object? obj) => Equals(obj as NetworkFacts);

    public override int GetHashCode() => File.GetHashCode();
}
