using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Analysis.Degeneracy.Checking;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Formats;
using ReluGen.Tests.Shared;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>stable-neurons</c>: dead and always-active neurons of trained networks on their domains, against random points and the checker.</summary>
internal static class StableNeuronsCommand
{
    /// <summary>Networks of the shared data and bounds of their inputs.</summary>
    private static readonly (string Id, double Low, double High)[] Domains =
    [
        ("acasxu_1_1", -0.5, 0.5), ("acasxu_1_9", -0.5, 0.5), ("acasxu_3_3", -0.5, 0.5), ("acasxu_eran_2_2", -0.5, 0.5),
        ("mnist2x10", 0, 1), ("mnist5x20_leaky", 0, 1), ("mnist_dropout", 0, 1), ("mnist_relu_3_50", 0, 1), ("mnistfc_256x2", 0, 1),
    ];

    public static Command Create()
    {
        var points = new Option<int>("--points") { Description = "Random points a network.", DefaultValueFactory = static _ => 1_000_000 };
        var only = new Option<string?>("--network") { Description = "One network of the shared data only, such as acasxu_1_1." };
        var command = new Command("stable-neurons", "Checks what is said about dead and always-active neurons against random points and the checker.") { points, only };
        command.SetAction(parsed => Run(parsed.GetValue(points), parsed.GetValue(only)));
        return command;
    }

    private static int Run(int points, string? only)
    {
        bool survives = true;
        foreach ((string id, double low, double high) in Domains.Where(item => only is null || item.Id == only))
        {
            Network network = ModelFile.Read(DataFolder.Of("nets/" + id + "/model.onnx")).Network;
            var box = new InputBox([.. Enumerable.Repeat(low, network.InputCount)], [.. Enumerable.Repeat(high, network.InputCount)]);
            var clock = Stopwatch.StartNew();
            DegeneracyReport report = DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box });
            double analysis = clock.Elapsed.TotalSeconds;
            var checker = new FactChecker(network, box);
            int rejected = report.Facts.Count(fact => !checker.Check(fact).Accepted);
            int stable = report.Stages.Sum(static stage => stage.Dead + stage.AlwaysActive);
            long wrong = WrongBits(network, box, [.. report.Facts], points);
            survives &= wrong == 0 && rejected == 0;
            Console.WriteLine(FormattableString.Invariant(
                $"{id} on [{low}, {high}]: {report.Stages.Sum(static s => s.Dead)} dead, {report.Stages.Sum(static s => s.AlwaysActive)} always active, {report.Stages.Sum(static s => s.Undecided)} undecided of {network.HiddenNeuronCount}; analysis {analysis:0.00} s; {(stable == 0 ? 0 : points)} points, {wrong} wrong bits; {report.Facts.Count} facts, {rejected} rejected; {clock.Elapsed.TotalSeconds:0.0} s in all"));
        }

        return survives ? 0 : 1;
    }

    /// <summary>Bits at random points that contradict a fact.</summary>
    private static long WrongBits(Network network, InputBox box, List<Fact> facts, int points)
    {
        (int Bit, bool Active)[] stable = [.. facts
            .Where(static fact => fact.Kind == FactKinds.DeadNeuron || fact.Kind == FactKinds.AlwaysActiveNeuron)
            .Select(fact => (network.FirstBitOf(fact.Stage) + fact.Neurons[0], fact.Kind == FactKinds.AlwaysActiveNeuron))];
        long wrong = 0;
        Parallel.For(0, stable.Length == 0 ? 0 : Environment.ProcessorCount, part =>
        {
            var random = new Random(part);
            var point = new double[box.Count];
            var output = new double[network.OutputCount];
            var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
            long here = 0;
            for (int p = part; p < points; p += Environment.ProcessorCount)
            {
                for (int j = 0; j < point.Length; j++)
                {
                    point[j] = box.Lower[j] + (random.NextDouble() * (box.Upper[j] - box.Lower[j]));
                }

                ReferenceForward.Run(network, point, output, words);
                here += stable.Count(item => ((words[item.Bit >> 6] >> (item.Bit & 63) & 1) != 0) != item.Active);
            }

            System.Threading.Interlocked.Add(ref wrong, here);
        });
        return wrong;
    }
}
