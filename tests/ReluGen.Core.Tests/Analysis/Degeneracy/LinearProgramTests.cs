using System;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Analysis.Degeneracy.Checking;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Analysis.Degeneracy;

/// <summary>The linear program over the relaxation, against its optimum in one dimension, where that lies at an end or at a bend.</summary>
public sealed class LinearProgramTests
{
    private const int Width = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void It_decides_near_its_optimum(int seed)
    {
        Network random = Nets.Random(seed, 1, Width, 1, 1);
        double optimum = Optimum(random);
        double simple = BoundsAnalysis.Run(random, Box).Stages[1].Upper[0];

        // Moved so that the optimum is a twentieth of the way below 0: the steps come that near. Above its optimum no program decides.
        double scale = Math.Max(simple - optimum, 0.01);
        Fact? below = DeadOf(Moved(random, -optimum - (0.05 * scale)), out FactChecker checker);
        Assert.NotNull(below);
        Assert.True(checker.Check(below).Accepted);

        // Interval arithmetic may know more than the program; only that could decide above its optimum.
        Fact? above = DeadOf(Moved(random, -optimum + (0.01 * scale)), out _);
        Assert.True(above is null or { Proof: IntervalProof });
    }

    [Fact]
    public void Changed_lines_of_a_program_are_rejected()
    {
        for (int seed = 1; seed < 50; seed++)
        {
            Network random = Nets.Random(seed, 1, Width, 1, 1);
            double optimum = Optimum(random);
            double simple = BoundsAnalysis.Run(random, Box).Stages[1].Upper[0];
            if (DeadOf(Moved(random, -optimum - (0.05 * (simple - optimum))), out FactChecker checker) is { Proof: RelaxationProof { Lines: { } lines } } fact)
            {
                Assert.True(checker.Check(fact).Accepted);
                Array.Fill(lines[0].LowerSlope, 2);
                Assert.False(checker.Check(fact).Accepted);
                return;
            }
        }

        Assert.Fail("No network needed a program.");
    }

    private static InputBox Box => new([-1], [1]);

    private static Fact? DeadOf(Network network, out FactChecker checker)
    {
        checker = new FactChecker(network, Box);
        return DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = Box, RegionBudget = 0 }).Facts
            .SingleOrDefault(static fact => fact.Kind == FactKinds.DeadNeuron && fact.Stage == 2);
    }

    private static Network Moved(Network network, double change) => new(
        network.Inputs,
        [network.Stages[0], HiddenStage.Relu(network.Stages[1].Blocks, [(float)(network.Stages[1].Bias[0] + change)])],
        network.Output);

    /// <summary>max over x of the second stage's neuron, where a positive weight meets the chord and a negative one the ReLU itself.</summary>
    private static double Optimum(Network network)
    {
        HiddenStage first = network.Stages[0];
        double[] w = [.. first.Blocks[0].Values.ToArray().Select(static value => (double)value)];
        double[] b = [.. first.Bias.ToArray().Select(static value => (double)value)];
        double[] v = [.. network.Stages[1].Blocks[0].Values.ToArray().Select(static value => (double)value)];
        double[] places = [-1, 1, .. Enumerable.Range(0, Width).Select(k => -b[k] / w[k]).Where(static x => Math.Abs(x) < 1)];
        return network.Stages[1].Bias[0] + places.Max(x => Enumerable.Range(0, Width).Sum(k =>
        {
            double z = (w[k] * x) + b[k];
            double low = b[k] - Math.Abs(w[k]);
            double high = b[k] + Math.Abs(w[k]);
            return v[k] * (low >= 0 ? z : high <= 0 ? 0 : v[k] > 0 ? high * (z - low) / (high - low) : Math.Max(0, z));
        }));
    }
}
