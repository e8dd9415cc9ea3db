using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Analysis.Degeneracy.Checking;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Analysis.Degeneracy;

/// <summary>Every kind of fact on a network by hand that shows it; the expected facts follow from the definitions of math.md section 6.</summary>
public sealed class FactKindTests
{
    private static readonly double[][] Sum2 = [[1, 1]];

    public static TheoryData<string> Kinds => [.. Cases().Select(static item => item.Kind.Slug).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_network_that_shows_it_is_found_and_the_proof_accepted(string slug)
    {
        foreach (Case item in Cases().Where(item => item.Kind.Slug == slug))
        {
            DegeneracyReport report = DegeneracyAnalysis.Run(item.Network, item.Options);
            string[] found = [.. report.Facts.Where(fact => fact.Kind == item.Kind).Select(static fact => $"{fact.Stage}:{string.Join(",", fact.Neurons)} {fact.Condition}")];
            Assert.Equal(item.Expected, found);
            var checker = new FactChecker(item.Network, item.Options.Box);
            foreach (Fact fact in report.Facts.Where(static fact => fact.Condition != FactCondition.Samples || fact.Kind == FactKinds.TieOnSamples))
            {
                Assert.True(checker.Check(fact).Accepted, fact.Message);
            }
        }
    }

    [Fact]
    public void Every_kind_has_a_case() =>
        Assert.Equal(FactKinds.All.Select(static kind => kind.Id).Order(StringComparer.Ordinal), Cases().Select(static item => item.Kind.Id).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Slugs_and_ids_are_unique_and_documented()
    {
        Assert.Equal(FactKinds.All.Count, FactKinds.All.Select(static kind => kind.Slug).Distinct().Count());
        Assert.Equal(FactKinds.All.Count, FactKinds.All.Select(static kind => kind.Id).Distinct().Count());
        string manual = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../../docs/tool.md"));
        Assert.All(FactKinds.All, kind => Assert.Contains($"`{kind.Slug}`", manual));
    }

    /// <summary>lo = hi: the second feature is folded, which makes the two neurons twins on the domain and only parallel without it.</summary>
    [Fact]
    public void Features_of_one_value_are_folded_first()
    {
        Network network = Nets.Shallow([[1, 2], [2, 0]], [-1, 1]);
        Assert.DoesNotContain(DegeneracyAnalysis.Run(network).Facts, static fact => fact.Proof is FactorProof);
        var options = new DegeneracyOptions { Box = new InputBox([-2, 0.75], [2, 0.75]) };
        Fact twins = Assert.Single(DegeneracyAnalysis.Run(network, options).Facts, static fact => fact.Kind == FactKinds.TwinNeurons);
        Assert.Equal((FactCondition.Domain, "2"), (twins.Condition, ((FactorProof)twins.Proof).Factor));
        Assert.True(new FactChecker(network, options.Box).Check(twins).Accepted);
        Assert.False(new FactChecker(network, new InputBox([-2, 0.5], [2, 0.5])).Check(twins).Accepted);
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private static IEnumerable<Case> Cases()
    {
        yield return new(FactKinds.NonFiniteWeight, Nets.Shallow([[1, double.NaN], [1, 2]], [0, double.PositiveInfinity]), ["1:0 Always", "1:1 Always"]);
        yield return new(FactKinds.SubnormalWeight, Nets.Shallow([[1, 1e-40], [1, 2]], [0, 0]), ["1:0 Always"]);
        yield return new(FactKinds.RankDeficit, Nets.Shallow([[1, 1], [-1, 0]], [-2, 0.5]), ["0: Domain"], Unit(2));
        yield return new(FactKinds.DeadNeuron, Nets.Shallow([[1, 1], [-1, 0]], [-2, 0.5]), ["1:0 Domain"], Unit(2));
        yield return new(FactKinds.DeadNeuron, Nets.Chain(([[1, 0], [0, 1]], [0, 0]), ([[-1, -2], [1, -1]], [0, 0]), (Sum2, [0])), ["2:0 Always"]);
        yield return new(FactKinds.ZeroIncomingWeights, Nets.Shallow([[0, 0], [1, 2]], [3, 0]), ["1:0 Always"]);
        yield return new(FactKinds.ZeroOutgoingWeights, Nets.Chain(([[1, 0], [0, 1]], [0, 0]), ([[0, 1]], [0])), ["1:0 Always"]);
        yield return new(FactKinds.AlwaysActiveNeuron, Nets.Shallow([[1, 1], [1, -1]], [0, 0]), ["1:0 Domain"], Unit(2));
        yield return new(FactKinds.AlwaysActiveNeuron, Nets.Chain(([[1, 0], [0, 1]], [0, 0]), ([[1, 2], [1, -1]], [0, 0]), (Sum2, [0])), ["2:0 Always"]);
        yield return new(FactKinds.AffineStage, Nets.Shallow([[1, 1], [-1, -1]], [1, 0]), ["1: Domain"], Unit(2));
        yield return new(FactKinds.DependentAlwaysActive, Nets.Shallow([[1, 0], [0, 1], [1, 2]], [1, 1, 1]), ["1:2,0,1 Domain"], Unit(2));
        yield return new(FactKinds.StageOff, Nets.Shallow([[1, 1], [-1, -1]], [-2, 0]), ["1: Domain"], Unit(2));
        yield return new(FactKinds.ConstantOutput, Nets.Chain(([[1, 0], [0, 1]], [0, 0]), ([[0, 0], [1, 1]], [5, 0])), ["2:0 Always"]);
        yield return new(FactKinds.ConstantOutput, Nets.Chain(([[1, 0], [0, 1]], [-1, 0]), ([[1, 0], [1, 1]], [5, 0])), ["2:0 Domain"], Unit(2));

        // relu(x) - relu(-x) - relu(x + 1) = -1 on [-1, 1]: only the list of regions shows it.
        yield return new(FactKinds.ConstantOutput, Nets.Chain(([[1], [-1], [1]], [0, 0, 1]), ([[1, -1, -1]], [0])), ["2:0 Domain"], Cube(1, -1, 1));
        yield return new(FactKinds.TwinNeurons, Nets.Shallow([[1, -2], [3, 1], [2, -4]], [0.5, 0, 1]), ["1:0,2 Always"]);
        yield return new(FactKinds.OppositeTwinNeurons, Nets.Shallow([[1, -2], [3, 1], [-2, 4]], [0.5, 0, -1]), ["1:0,2 Always"]);
        yield return new(FactKinds.ParallelHyperplanes, Nets.Shallow([[1, -2], [3, 1], [-2, 4]], [0.5, 0, 1]), ["1:0,2 Always"]);
        yield return new(FactKinds.HyperplaneTouchesBoundary, Nets.Shallow([[1, 1], [1, -1]], [-2, 0]), ["1:0 Domain"], Unit(2));
        yield return new(FactKinds.RankDeficientStage, Nets.Shallow([[1, 2, 3], [4, 5, 6], [7, 8, 9]], [1, 2, 4]), ["1: Always"]);
        yield return new(FactKinds.Bottleneck, Nets.Shallow([[1, 2, 3]], [0]), ["1: Always"]);
        yield return new(FactKinds.UnusedInput, Nets.Shallow([[1, 0], [2, 0]], [0, 1]), ["0:1 Always"]);
        yield return new(FactKinds.UnusedInput, Nets.Shallow([[1, 0], [0, 1]], [0.5, -1]), ["0:1 Domain"], Unit(2));

        // y = relu(a + b) - relu(-a - b) - b - relu(b) + relu(-b) …: the weights reach b, the maps of all regions do not.
        yield return new(
            FactKinds.UnusedInput,
            Nets.Chain(([[1, 1], [-1, -1], [0, 1], [0, -1]], [0, 0, 0, 0]), ([[1, -1, -1, 1]], [0])),
            ["0:1 Domain"],
            Cube(2, -1, 1));
        yield return new(FactKinds.ConstantInput, Nets.Shallow([[1, 1]], [0]), ["0:1 Domain"], new InputBox([0, 3], [1, 3]));
        yield return new(FactKinds.WideningStage, Nets.Shallow([[1], [2]], [0, 1]), ["1: Always"]);
        yield return new(FactKinds.BadScaling, Nets.Shallow([[1, 0], [0, 1e8]], [0, 1]), ["1: Always"]);
        yield return new(FactKinds.HugePathNorm, Nets.Chain(([[1e20]], [0]), ([[1e20]], [0])), ["0: Always"]);
        yield return new(FactKinds.TieOnSamples, Nets.Shallow([[1, 1]], [-1]), ["1:0 Samples"], Unit(2), [[0.25f, 0.75f], [1, 1]]);
        yield return new(FactKinds.InactiveOnSamples, Nets.Shallow([[1, 1]], [-1]), ["1:0 Samples"], Unit(2), [[0.25f, 0.5f]]);
        yield return new(FactKinds.ActiveOnSamples, Nets.Shallow([[1, 1]], [-1]), ["1:0 Samples"], Unit(2), [[0.75f, 0.5f]]);

        // The tent map (oracle R9): left of 0 the first neuron of the second stage is 0 everywhere. The other stage-2 neuron is below 0 there.
        yield return new(FactKinds.IdenticallyZeroPreActivation, Tent(), ["2:0 Domain"], Cube(1, -1, 2));

        // Oracle I4: relu(x) - relu(x - 1) equals 1 + relu(-x) - relu(1 - x).
        yield return new(FactKinds.FlipSet, Nets.Chain(([[1], [1]], [0, -1]), ([[1, -1]], [0])), ["1:0,1 Always"]);
        yield return new(FactKinds.RedundantStage, Nets.Chain(([[1, 2], [3, 1]], [0, 1]), ([[0, 2], [1, 0]], [0, 0]), (Sum2, [0])), ["2: Always"]);
        yield return new(FactKinds.RegionBudgetExceeded, Nets.Random(3, 3, 8, 8, 8, 1), ["0: Domain"], Cube(3, -0.01, 0.01), Budget: 1, Search: 0);
        yield return new(FactKinds.OutputTwins, Nets.Chain(([[1, 2], [3, 1]], [0, 1]), ([[1, 2], [-2, -4]], [1, -2])), ["2:0,1 Always"]);

        // The twins of stage 1 (relu(x) and 2·relu(x)) are read with other weights, but the activations of stage 2 are equal.
        yield return new(
            FactKinds.DuplicateNeurons,
            Nets.Chain(([[1, 1], [2, 2], [1, -1]], [0, 0, 0]), ([[2, 0, -1], [0, 1, -1]], [0, 0]), ([[1, 2]], [0])),
            ["2:0,1 Domain"],
            Cube(2, -1, 1));
    }

    private static Network Tent() => Nets.Chain(([[1], [1]], [0, -0.5]), ([[2, -4], [2, -4]], [0, -0.5]), ([[2, -4]], [0]));

    private static InputBox Unit(int count) => Cube(count, 0, 1);

    private static InputBox Cube(int count, double low, double high) => new([.. Enumerable.Repeat(low, count)], [.. Enumerable.Repeat(high, count)]);

    private sealed record Case(
        FactKind Kind, Network Network, string[] Expected, InputBox? Box = null, float[][]? Rows = null, long Budget = 100_000, long Search = 1_000_000)
    {
        public DegeneracyOptions Options => new()
        {
            Box = Box,
            Samples = Rows?.Select(static row => new SampleRow(row)),
            RegionBudget = Budget,
            FindRankDeficit = Kind == FactKinds.RankDeficit,
            SearchBudget = Search,
            ProgramBudget = Search,
            SymbolicBudget = Budget == 1 ? 0 : 1_000_000,
        };
    }
}
