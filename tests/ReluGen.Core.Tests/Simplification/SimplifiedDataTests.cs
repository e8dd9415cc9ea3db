using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Networks;
using ReluGen.Core.Simplification;
using ReluGen.Core.Tests.Analysis.Degeneracy;
using ReluGen.Formats;
using ReluGen.Formats.Tests;
using ReluGen.Tests.Shared;

namespace ReluGen.Core.Tests.Simplification;

/// <summary>The networks of the data, simplified on a domain: the same outputs and patterns. With RELUGEN_LONG=1 at 100,000 points each.</summary>
public sealed class SimplifiedDataTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RELUGEN_LONG") == "1";

    [DataTheory]
    [MemberData(nameof(DegenerateDataTests.Networks), MemberType = typeof(DegenerateDataTests))]
    public void Degenerate_networks_lose_their_defects_only(string id)
    {
        (Network network, InputBox box, JsonElement truth) = DegenerateDataTests.Read(id);
        SimplifiedNetwork simplified = NetworkSimplifier.Run(network, DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box }));
        Agreement.Check(simplified, box, IsLong ? 100_000 : 2_000, seed: 1);

        // Dead neurons, constants and the second of two proportional ones go; always-active ones where that saves weights.
        var removable = new HashSet<(int, int)>();
        foreach (string kind in new[] { "dead", "zero_incoming" })
        {
            removable.UnionWith(truth.GetProperty(kind).EnumerateArray().Select(static pair => (pair[0].GetInt32(), pair[1].GetInt32())));
        }

        removable.UnionWith(truth.GetProperty("functionally_proportional_pairs_on_box").EnumerateArray()
            .Select(static pair => (pair.GetProperty("layer").GetInt32(), pair.GetProperty("j").GetInt32())));
        int active = truth.GetProperty("stably_active").GetArrayLength();
        bool isAffine = truth.GetProperty("regions").GetInt32() == 1;
        Assert.InRange(simplified.SavedNeurons, isAffine ? network.HiddenNeuronCount : removable.Count, removable.Count + active);
        bool hasUnread = truth.GetProperty("zero_outgoing").GetArrayLength() > 0;
        Assert.True(simplified.IsUnchanged || removable.Count + active > 0 || hasUnread);
        Assert.True(!simplified.IsUnchanged || (removable.Count == 0 && !hasUnread));
    }

    [DataTheory]
    [MemberData(nameof(Coverage.Covered), MemberType = typeof(Coverage))]
    public void Networks_compute_the_same(string name)
    {
        ReferenceFile reference = ReferenceFile.Read(name);
        Network network = ModelFile.Read(reference.ModelPath).Network;
        InputBox box = BoxOf(network, reference);
        var options = new DegeneracyOptions { Box = box, RegionBudget = 0, SearchBudget = 0, ProgramBudget = 0, SymbolicBudget = 20_000_000 };
        SimplifiedNetwork simplified = NetworkSimplifier.Run(network, DegeneracyAnalysis.Run(network, options));
        if (!simplified.IsUnchanged)
        {
            Agreement.Check(simplified, box, IsLong ? 100_000 : (int)Math.Clamp(20_000_000 / network.ParameterCount, 10, 1000), seed: 2);
        }
    }

    /// <summary>The domain of the model, or where it has none what the cases of the reference span.</summary>
    private static InputBox BoxOf(Network network, ReferenceFile reference)
    {
        InputBox own = InputBox.Of(network);
        double[] Bounds(Func<double, double, double> choose, IReadOnlyList<double> stated) =>
            [.. stated.Select((bound, j) => double.IsInfinity(bound) ? reference.Cases.Select(c => c.X[j]).Aggregate(choose) : bound)];
        return new InputBox(Bounds(Math.Min, own.Lower), Bounds(Math.Max, own.Upper));
    }
}
