using System;
using System.Linq;
using ReluGen.Core.Analysis.Equivalence.Difference;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Analysis.Equivalence;

public class OutputDifferenceTests
{
    private static readonly (Network First, Network Second)[] Pairs =
    [
        (Nets.Random(1, 2, 6, 2), Nets.Random(2, 2, 4, 3, 2)),
        (Nets.Random(3, 1, 5, 4, 1), Nets.Random(4, 1, 1)),
        (Nets.Random(5, 3, 5, 1), Skipping(6)),
        (Skipping(7), Skipping(8)),
        (Nets.Random(9, 2, 1), Nets.Random(10, 2, 1)),
    ];

    /// <summary>Against exact programs in every region, against random points, and at the point itself.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_largest_difference_is_attained_and_never_exceeded(int pair)
    {
        (Network first, Network second) = Pairs[pair];
        RegionDomain domain = RegionDomain.Cube(first.InputCount, -1.5, 2);

        DifferenceReport report = OutputDifference.Run(first, second, domain);

        Assert.True(report.Complete);
        Assert.Equal(Everywhere(first, second, domain), report.Largest);
        double largest = report.Largest.ToDouble();
        Assert.Equal(largest, Difference(first, second, [.. report.Point!.Select(static x => x.ToDouble())], report.Output), 9);
        var random = new Random(1);
        for (int sample = 0; sample < 2000; sample++)
        {
            double[] point = [.. Enumerable.Range(0, first.InputCount).Select(_ => -1.5 + (3.5 * random.NextDouble()))];
            for (int o = 0; o < first.OutputCount; o++)
            {
                Assert.InRange(Difference(first, second, point, o), 0, largest + 1e-9);
            }
        }
    }

    [Fact]
    public void The_report_does_not_depend_on_threads_and_its_bounds_hold_when_the_budget_is_spent()
    {
        Network first = Nets.Random(1, 2, 16, 2);
        Network second = Nets.Random(2, 2, 12, 2);
        RegionDomain domain = RegionDomain.Cube(2, -1, 1);
        DifferenceReport one = OutputDifference.Run(first, second, domain, new RegionOptions { Threads = 1 });
        DifferenceReport two = OutputDifference.Run(first, second, domain, new RegionOptions { Threads = 2 });
        Assert.Equal((one.Largest, one.Output, one.Nodes), (two.Largest, two.Output, two.Nodes));
        Assert.Equal(one.Point, two.Point);

        foreach (long nodes in (long[])[1, 30, 100, 300])
        {
            DifferenceReport spent = OutputDifference.Run(first, second, domain, new RegionOptions { NodeBudget = nodes });
            Assert.False(spent.Complete);
            Assert.False(spent.Largest > one.Largest);
            Assert.True(spent.UpperBound >= one.Largest.ToDouble());
            Assert.InRange(spent.UpperBound, 0, 100);
        }
    }

    /// <summary>Biases whose difference float32 does not hold, outputs that read inputs, and a feature that the domain holds at one value.</summary>
    [Fact]
    public void Differences_that_float32_does_not_hold_are_exact()
    {
        Network first = Nets.Chain(([[1, 3]], [1 << 24]));
        Network second = Nets.Chain(([[1, Math.ScaleB(1, -30)]], [Math.ScaleB(1, -24)]));

        DifferenceReport report = OutputDifference.Run(first, second, new RegionDomain([-1, 2], [1, 2]));

        // 2^24 − 2^-24 + 2 · (3 − 2^-30)
        Assert.Equal(Ratio.Of(Dyadic.Of(1 << 24) - Dyadic.Of(Math.ScaleB(1, -24)) + Dyadic.Of(6) - Dyadic.Of(Math.ScaleB(1, -29)), Dyadic.Of(1)), report.Largest);
        Assert.Equal(1, report.Regions);
    }

    [Fact]
    public void Networks_that_cannot_be_compared_are_refused()
    {
        RegionDomain domain = RegionDomain.Cube(2, -1, 1);
        Assert.Contains("2 and 3 inputs", Assert.Throws<ArgumentException>(() => OutputDifference.Run(Nets.Random(1, 2, 1), Nets.Random(1, 3, 1), domain)).Message);
        Assert.Throws<ArgumentException>(() => OutputDifference.Run(Nets.Random(1, 3, 1), Nets.Random(1, 3, 1), domain));
    }

    private static Ratio Everywhere(Network first, Network second, RegionDomain domain)
    {
        var joint = new SideBySide(first, second);
        var maps = new ExactAffineMaps(joint.Network);
        var largest = new LargestForm(joint, domain, default);
        foreach (Region region in RegionEnumerator.Run(joint.Network, domain).Regions)
        {
            for (int o = 0; o < first.OutputCount; o++)
            {
                largest.Add(region, maps.Of(region.Pattern), o, positive: true);
                largest.Add(region, maps.Of(region.Pattern), o, positive: false);
            }
        }

        return largest.Value;
    }

    private static double Difference(Network first, Network second, double[] point, int output)
    {
        return Math.Abs(Output(first) - Output(second));

        double Output(Network network)
        {
            var outputs = new double[network.OutputCount];
            ReferenceForward.Run(network, point, outputs, new ulong[(network.HiddenNeuronCount + 63) / 64]);
            return outputs[output];
        }
    }

    /// <summary>Three inputs, a leaky stage, a stage that reads it and the inputs, and an output that reads everything.</summary>
    private static Network Skipping(int seed)
    {
        var random = new Random(seed);
        return new Network(
            InputFeature.Unnamed(3),
            [
                new HiddenStage([Block(0, 4, 3)], Values(4), [0.25f, 0, -0.5f, 1]),
                HiddenStage.Relu([Block(0, 3, 3), Block(1, 3, 4)], Values(3)),
            ],
            new AffineStage([Block(0, 1, 3), Block(1, 1, 4), Block(2, 1, 3)], Values(1)));

        WeightBlock Block(int source, int rows, int columns) => new(source, rows, columns, Values(rows * columns));

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5) * 2)];
    }
}
