using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Analysis.Identifiability.Checking;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Analysis.Identifiability;

/// <summary>Every budget ends in an answer that says so, and never in a wrong one.</summary>
public sealed class IdentifiabilityBudgetTests
{
    /// <summary>Two hidden stages with bends of the later one across the box, and a deficit.</summary>
    private static readonly Network Deep = Nets.Random(7, 2, 4, 3, 1);

    [Fact]
    public void The_conditions_say_that_their_budget_was_spent()
    {
        Condition ample = Of(new IdentifiabilityOptions(), "P.d", 1);
        Assert.DoesNotContain("budget", ample.Reason, System.StringComparison.Ordinal);

        // Enough for the first region, not for the second: a product a parameter, input and half.
        Condition scarce = Of(new IdentifiabilityOptions { ConditionBudget = 60 }, "P.d", 1);
        Assert.Equal(ConditionState.Unknown, scarce.State);
        Assert.Contains("the budget of 60 exact products was spent", scarce.Reason, System.StringComparison.Ordinal);

        Condition hidden = Of(new IdentifiabilityOptions { ConditionBudget = 1 }, "P.c", 1);
        Assert.Equal(ConditionState.Unknown, hidden.State);
        Assert.Contains("the budget of 1 exact products", hidden.Reason, System.StringComparison.Ordinal);
        Assert.Equal(ConditionState.Proved, Of(new IdentifiabilityOptions { ConditionBudget = 1 }, "P.d", 2).State);
    }

    [Fact]
    public void The_products_of_one_hidden_stage_have_a_budget()
    {
        Network network = Nets.Random(1, 2, 3, 1);
        Condition spent = Run(network, new IdentifiabilityOptions { ProductBudget = 5 }).Shallow!.Conditions.Single(static condition => condition.Name == "c");
        Assert.Equal(ConditionState.Unknown, spent.State);
        Assert.Equal("there are more than 5 products of outgoing and incoming weights", spent.Reason);
        Assert.Equal(ConditionState.Proved, Run(network, new IdentifiabilityOptions { ProductBudget = 6 }).Shallow!.Conditions.Single(static condition => condition.Name == "c").State);
    }

    [Fact]
    public void Without_solutions_the_bounds_stay_apart()
    {
        RankReport exact = Run(Deep, new IdentifiabilityOptions()).FunctionalDimension;
        Assert.True(exact.IsExact);
        Assert.True(exact.Rank < exact.Expected);
        Assert.Equal(exact.Rank, exact.AtMost);

        RankReport open = Run(Deep, new IdentifiabilityOptions { SolutionBudget = 0 }).FunctionalDimension;
        Assert.Equal(exact.Rank, open.Rank);
        Assert.False(open.IsExact);
        Assert.InRange(open.AtMost, exact.Rank + 1, exact.Expected);
    }

    [Fact]
    public void More_work_proves_more()
    {
        var scarce = new IdentifiabilityOptions { SolutionBudget = 50_000 };
        Assert.False(Run(Deep, scarce).FunctionalDimension.IsExact);
        Assert.True(Run(Deep, scarce.Times(1000)).FunctionalDimension.IsExact);
    }

    [Fact]
    public void Without_checks_nothing_is_claimed()
    {
        RankReport open = Run(Deep, new IdentifiabilityOptions { CheckBudget = 0 }).FunctionalDimension;
        Assert.Empty(open.NullVectors);
        Assert.Equal(open.Expected, open.AtMost);
        Assert.Equal(IdentifiabilityVerdict.Undecided, open.Verdict);
        Assert.Contains("more work to prove than the budgets allow", open.Reason, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_sample_is_not_decisive()
    {
        IdentifiabilityFindings cut = Run(Nets.Random(7, 3, 9, 7, 2), new IdentifiabilityOptions { EliminationBudget = 1 });
        Assert.True(cut.FunctionalDimension.IsCut);
        Assert.False(cut.IsDecisive);
        Assert.False(cut.IsDimensionExact);
    }

    [Fact]
    public void What_costs_most_is_given_up_first()
    {
        // relu(x) is never active here, which costs nothing to see; relu(-x) is active, and its weight is seen with large numbers.
        Network network = OracleNets.Line([1, -1], [0, 0], [1, 1]);
        NullVector silent = One(new NetworkParameter(1, 0, 0, 0), 1);
        NullVector none = One(new NetworkParameter(2, 0, 1, 0), 1);
        NullVector seen = One(new NetworkParameter(1, 1, 0, 0), 1);
        var checker = new NullVectorChecker(network);
        Dyadic[][] points = [.. Enumerable.Range(1, 40).Select(static x => (Dyadic[])[Dyadic.Of(-x)])];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = 2 };
        Assert.Equal([true, true, false], checker.AreNull(points, [silent, none, seen], long.MaxValue / 4, threads));

        // The forward passes of all points, and no product besides: `none` multiplies once at each point.
        long forward = 40 * 33 * network.ParameterCount;
        Assert.Equal([true, null, false], checker.AreNull(points, [silent, none, seen], forward + (2 * 16 * 33 * 2), threads));
    }

    /// <summary>A neuron that nothing reads has a scale of its own, which adds nothing: the upper bound is at most P - H.</summary>
    [Fact]
    public void The_upper_bound_is_never_above_the_largest_rank()
    {
        Network network = OracleNets.Line([1, 1], [0, -1], [1, 0]);
        IEnumerable<float[]> rows = Enumerable.Range(0, 40).Select(static x => (float[])[(x / 10f) - 1.95f]);
        RankReport report = RankAnalysis.Run(network, SamplePoints.Of(network, rows), new RankOptions { CheckBudget = 0 });
        Assert.Empty(report.NullVectors);
        Assert.True(report.Rank < report.Expected);
        Assert.Equal(report.Expected, report.AtMost);
    }

    /// <summary>The only derivative is 2^61 - 1: not 0 for the search, 0 for the checker.</summary>
    [Fact]
    public void A_minor_that_the_checker_refuses_is_no_defect_and_proves_nothing()
    {
        double[] large = [System.Math.Pow(2, 61) - System.Math.Pow(2, 37), System.Math.Pow(2, 37) - System.Math.Pow(2, 13), System.Math.Pow(2, 13) - 1];
        Assert.Equal((BigInteger.One << 61) - 1, large.Aggregate(BigInteger.Zero, static (sum, value) => sum + new BigInteger(value)));
        Network network = Nets.Chain(([[1]], [0]), ([[1], [1], [1]], [0, 0, 0]), ([large], [0]));
        RankReport report = RankAnalysis.Run(network, SamplePoints.Of(network, [[1f]]), new RankOptions());
        Assert.Equal(IdentifiabilityVerdict.Undecided, report.Verdict);
        Assert.False(report.IsExact);
        Assert.Contains("modulo 2^61 - 1", report.Reason, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Every_step_tells_how_far_it_is_and_stops_when_asked()
    {
        var steps = new HashSet<IdentifiabilityStep>();
        var options = new IdentifiabilityOptions { Box = new InputBox([-2, -2], [2, 2]) };
        IdentifiabilityAnalysis.Run(Deep, options, new Steps(steps, null));
        IdentifiabilityStep[] expected = [IdentifiabilityStep.Rank, IdentifiabilityStep.Minor, IdentifiabilityStep.Directions, IdentifiabilityStep.Checks, IdentifiabilityStep.Conditions];
        Assert.Superset(new HashSet<IdentifiabilityStep>(expected), steps);
        foreach (IdentifiabilityStep step in expected[..^1])
        {
            using var source = new CancellationTokenSource();
            Assert.ThrowsAny<System.OperationCanceledException>(() => IdentifiabilityAnalysis.Run(Deep, options, new Steps([], (step, source)), source.Token));
        }
    }

    private static NullVector One(NetworkParameter parameter, int value) => new(parameter, [new NullEntry(parameter, value)]);

    private static Condition Of(IdentifiabilityOptions options, string name, int stage) =>
        Run(Deep, options).Global.Conditions.Single(condition => condition.Name == name && condition.Stage == stage);

    private static IdentifiabilityFindings Run(Network network, IdentifiabilityOptions options)
    {
        double[] bound = [.. Enumerable.Repeat(2.0, network.InputCount)];
        return IdentifiabilityAnalysis.Run(network, options with { Box = new InputBox([.. bound.Select(static b => -b)], bound) });
    }

    private sealed class Steps(HashSet<IdentifiabilityStep> seen, (IdentifiabilityStep Step, CancellationTokenSource Source)? stop) : System.IProgress<IdentifiabilityProgress>
    {
        public void Report(IdentifiabilityProgress value)
        {
            lock (seen)
            {
                seen.Add(value.Step);
            }

            if (stop is { } at && at.Step == value.Step)
            {
                at.Source.Cancel();
            }
        }
    }
}
