using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Degeneracy;
using ReluGen.Formats;
using ReluGen.Tests.Shared;

namespace ReluGen.Core.Tests.Analysis.Identifiability;

/// <summary>Networks with known defects: what cannot be seen is what truth.json says is wrong with them.</summary>
public sealed class IdentifiabilityDataTests
{
    /// <summary>Ranks at decisive samples by rational elimination, computed with exact.py of the specification.</summary>
    private static readonly Dictionary<string, int> RationalRanks = new()
    {
        ["all_stable_linear_1"] = 6,
        ["almost_dead_decoy_1"] = 43,
        ["clean_1"] = 45,
        ["clean_2"] = 60,
        ["constant_output_structural_1"] = 46,
        ["dead_deep_1"] = 37,
        ["dead_first_layer_1"] = 40,
        ["duplicate_deep_1"] = 44,
        ["multi_defect_1"] = 33,
        ["near_twin_offset_decoy_1"] = 46,
        ["rank_deficient_1"] = 46,
        ["stably_active_deep_1"] = 44,
        ["stably_active_first_layer_1"] = 29,
        ["twin_opposite_sign_1"] = 44,
        ["twin_same_sign_1"] = 40,
        ["unused_feature_1"] = 38,
        ["zero_incoming_1"] = 38,
        ["zero_outgoing_1"] = 40,
    };

    public static TheoryData<string> Networks => DegenerateDataTests.Networks;

    [DataTheory]
    [MemberData(nameof(Networks))]
    public void Verdicts_agree_with_the_facts(string id)
    {
        (Network network, InputBox box, JsonElement truth) = DegenerateDataTests.Read(id);
        IdentifiabilityFindings report = IdentifiabilityAnalysis.Run(network, new IdentifiabilityOptions { Box = box });
        RankReport dimension = report.FunctionalDimension;

        Assert.Equal(truth.GetProperty("regions").GetInt32(), report.RegionCount);
        Assert.Equal(RationalRanks[id], dimension.Rank);
        Assert.True(report.IsDimensionExact);
        Assert.Equal(dimension.Deficit, dimension.Unseen.Sum(static cause => cause.Count));

        // A dead neuron costs its weights and bias and, less the one that is its scale, those that read it, unless the reader hides them already.
        HashSet<(int, int)> dead = [.. Pairs(truth, "dead")];
        Assert.Equal(dead.Order(), dimension.Unseen.Where(static cause => cause.Mechanism == UnseenMechanism.NeverActive).Select(static cause => (cause.Stage - 1, cause.Neuron)).Order());
        foreach ((int layer, int neuron) in Pairs(truth, "zero_outgoing").Except(dead))
        {
            Assert.Contains(dimension.Unseen, cause => (cause.Stage - 1, cause.Neuron, cause.Mechanism) == (layer, neuron, UnseenMechanism.NotRead));
        }

        // Whatever is dead, unread, always active or a twin leaves a parameter unseen.
        HashSet<(int, int)> degenerate = [.. dead, .. Pairs(truth, "zero_outgoing"), .. Pairs(truth, "zero_incoming"), .. Pairs(truth, "stably_active")];
        if (degenerate.Count > 0)
        {
            Assert.True(dimension.Deficit > 0);
            Assert.Equal(IdentifiabilityVerdict.NotIdentifiable, dimension.Verdict);
        }

        Assert.Equal(dimension.Deficit == 0, dimension.Verdict == IdentifiabilityVerdict.Identifiable);
        Assert.Equal(
            truth.GetProperty("rank").EnumerateArray().Take(network.Stages.Count).Select((rank, l) => rank.GetProperty("rank").GetInt32() == network.Stages[l].Width),
            report.Global.Conditions.Where(static condition => condition.Name == "P.a").Select(static condition => condition.State == ConditionState.Proved));
    }

    /// <summary>The networks of the samples; 23 of 51 is what the specification found in rational arithmetic for such networks of the Boolean study.</summary>
    [Theory]
    [InlineData("samples/BooleanStudy/boolean.relunet", 0, 1, 23, 51)]
    public void The_network_of_the_Boolean_study_shows_23_of_51_dimensions(string path, double low, double high, int rank, int expected)
    {
        Network network = ModelFile.Read(Path.Combine(Here(), "../../../..", path), default).Network;
        double[] lower = [.. Enumerable.Repeat(low, network.InputCount)];
        double[] upper = [.. Enumerable.Repeat(high, network.InputCount)];
        RankReport dimension = IdentifiabilityAnalysis.Run(network, new IdentifiabilityOptions { Box = new InputBox(lower, upper) }).FunctionalDimension;
        Assert.Equal((rank, expected, true), (dimension.Rank, dimension.Expected, dimension.IsExact));
        Assert.Equal(expected - rank, dimension.Unseen.Sum(static cause => cause.Count));
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static IEnumerable<(int Layer, int Neuron)> Pairs(JsonElement truth, string property) =>
        truth.GetProperty(property).EnumerateArray().Select(static pair => (pair[0].GetInt32(), pair[1].GetInt32()));
}
