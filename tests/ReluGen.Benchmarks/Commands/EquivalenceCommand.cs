using System;
using System.CommandLine;
using System.Diagnostics;
using System.Linq;
using ReluGen.Benchmarks.Networks;
using ReluGen.Core.Analysis.Equivalence;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>equivalence</c>: how long it takes to decide whether two large networks are equal up to the order and scale of neurons.</summary>
internal static class EquivalenceCommand
{
    private const int Seed = 5;

    public static Command Create()
    {
        var widths = new Option<int[]>("--widths") { Description = "Inputs, hidden stages, outputs.", DefaultValueFactory = static _ => [784, 256, 256, 10], AllowMultipleArgumentsPerToken = true };
        var runs = new Option<int>("--runs") { Description = "How often.", DefaultValueFactory = static _ => 9 };
        var command = new Command("equivalence", "Times AreEquivalent on a network, permuted and rescaled, and with one weight changed by one ulp.") { widths, runs };
        command.SetAction(parsed => Run(parsed.GetValue(widths)!, parsed.GetValue(runs)));
        return command;
    }

    private static int Run(int[] widths, int runs)
    {
        var random = new Random(Seed);
        Network first = SeededNetwork.Of(Seed, widths);
        var witness = new EquivalenceWitness(
            [.. first.Stages.Select(stage => Permutation(random, stage.Width))],
            [.. first.Stages.Select(stage => Enumerable.Range(0, stage.Width).Select(_ => PowerOfTwo(random.Next(-8, 9))).ToArray())]);
        Network second = NetworkSymmetry.Applied(first, witness, out _);
        Network other = NetworkSymmetry.Applied(Nudged(first), witness, out _);
        Console.WriteLine(FormattableString.Invariant($"{string.Join('-', widths)}: {first.ParameterCount} parameters"));
        bool right = Time("equivalent, witness checked", first, second, EquivalenceKind.Equivalent, runs)
            & Time("one weight by one ulp", first, other, EquivalenceKind.NotEquivalent, runs);
        return right ? 0 : 1;
    }

    private static bool Time(string name, Network first, Network second, EquivalenceKind expected, int runs)
    {
        var milliseconds = new double[runs];
        bool right = true;
        for (int run = 0; run < runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            right &= NetworkEquivalence.AreEquivalent(first, second).Kind == expected;
            milliseconds[run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        double cold = milliseconds[0];
        Array.Sort(milliseconds);
        Console.WriteLine(FormattableString.Invariant($"{name}: first call {cold:0.0} ms, median {milliseconds[runs / 2]:0.0} ms, best {milliseconds[0]:0.0} ms{(right ? "" : ": WRONG VERDICT")}"));
        return right;
    }

    private static Network Nudged(Network network)
    {
        float[] bias = network.Output.Bias.ToArray();
        float[][] values = [.. network.Output.Blocks.Select(static block => block.Values.ToArray())];
        values[0][^1] = MathF.BitIncrement(values[0][^1]);
        return new Network(network.Inputs, network.Stages, new AffineStage([.. network.Output.Blocks.Select((block, b) => new WeightBlock(block.Source, block.Rows, block.Columns, values[b]))], bias));
    }

    private static int[] Permutation(Random random, int count)
    {
        int[] permutation = [.. Enumerable.Range(0, count)];
        random.Shuffle(permutation);
        return permutation;
    }

    private static Ratio PowerOfTwo(int exponent) => exponent < 0 ? new Ratio(1, 1 << -exponent) : new Ratio(1 << exponent, 1);
}
