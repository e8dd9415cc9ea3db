using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ReluGen.Core.Analysis.Equivalence;
using ReluGen.Core.Analysis.Equivalence.Difference;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Tests.Shared;

namespace ReluGen.Core.Tests.Analysis.Equivalence;

/// <summary>The pairs of the shared data: what is said about each against its truth.json.</summary>
public class PairDataTests
{
    public static TheoryData<string> Pairs => DataFolder.Root is null
        ? []
        : [.. Directory.GetDirectories(DataFolder.Of("pairs")).Select(static folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [DataTheory, MemberData(nameof(Pairs))]
    public void The_largest_difference_on_the_box_is_that_of_the_truth(string pair)
    {
        (Network a, Network b, JsonElement truth) = Read(pair);
        double[] lower = Numbers(truth.GetProperty("domain").GetProperty("lo"));
        double[] upper = Numbers(truth.GetProperty("domain").GetProperty("hi"));

        DifferenceReport report = OutputDifference.Run(a, b, new RegionDomain(lower, upper));

        Assert.True(report.Complete);
        Assert.Equal(truth.GetProperty("equal_on_box").GetBoolean(), report.AreEqual);
        Assert.Equal(truth.GetProperty("max_abs_output_difference_on_box").GetDouble(), report.Largest.ToDouble());
        JsonElement attained = truth.GetProperty("attained_at");
        Assert.Equal(attained.ValueKind == JsonValueKind.Null ? null : Numbers(attained), report.Point?.Select(static x => x.ToDouble()));
        Assert.Equal(truth.GetProperty("equal_on_box_of_half_width_2_pow_20").GetBoolean(), OutputDifference.Run(a, b, RegionDomain.Cube(2, -1 << 20, 1 << 20)).AreEqual);
    }

    [DataTheory, MemberData(nameof(Pairs))]
    public void The_relation_and_its_witness_are_those_of_the_truth(string pair)
    {
        (Network a, Network b, JsonElement truth) = Read(pair);
        string relation = truth.GetProperty("relation").GetString()!;

        EquivalenceVerdict verdict = NetworkEquivalence.Simplest(a, b);

        NetworkRelation? expected = relation switch
        {
            "permutation" => NetworkRelation.Permutation,
            "positive rescaling" => NetworkRelation.Rescaling,
            "permutation then positive rescaling" => NetworkRelation.PermutationAndRescaling,
            _ => null,
        };
        Assert.Equal(expected is null ? EquivalenceKind.NotEquivalent : EquivalenceKind.Equivalent, verdict.Kind);
        Assert.Equal(expected, verdict.Witness?.Relation);
        if (truth.TryGetProperty("b_neuron_k_is_a_neuron", out JsonElement permutations))
        {
            Assert.Equal(permutations.EnumerateArray().Select(Numbers), verdict.Witness!.Permutations.Select(static list => list.Select(static k => (double)k)));
        }

        if (truth.TryGetProperty("scale_of_b_neuron", out JsonElement scales))
        {
            Assert.Equal(scales.EnumerateArray().Select(Numbers), verdict.Witness!.Scales.Select(static list => list.Select(static scale => scale.ToDouble())));
        }
    }

    private static (Network A, Network B, JsonElement Truth) Read(string pair)
    {
        string folder = DataFolder.Of("pairs/" + pair);
        return (
            ModelFile.Read(Path.Combine(folder, "a.onnx")).Network,
            ModelFile.Read(Path.Combine(folder, "b.onnx")).Network,
            JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "truth.json"))).RootElement);
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(static value => value.GetDouble())];
}
