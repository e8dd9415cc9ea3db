using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Analysis.Degeneracy.Checking;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Formats;
using ReluGen.Tests.Shared;

namespace ReluGen.Core.Tests.Analysis.Degeneracy;

/// <summary>Networks that other people trained: what is said about neurons survives random points, and the checker accepts it.</summary>
public sealed class StableNeuronDataTests
{
    private const int Points = 2_000;

    [DataTheory]
    [InlineData("acasxu_1_1", -0.5, 0.5)]
    [InlineData("acasxu_3_3", 0.3, 0.35)]
    [InlineData("acasxu_eran_2_2", -0.5, 0.5)]
    [InlineData("mnist5x20_leaky", 0.48, 0.5)]
    [InlineData("mnist2x10", 0.4, 0.45)]
    [InlineData("fc1", -1, 1)]
    [InlineData("vdp", -1, 1)]
    public void Stable_neurons_survive_points_and_the_checker(string id, double low, double high)
    {
        Network network = ModelFile.Read(DataFolder.Of("nets/" + id + "/model.onnx")).Network;
        var box = new InputBox([.. Enumerable.Repeat(low, network.InputCount)], [.. Enumerable.Repeat(high, network.InputCount)]);
        var options = new DegeneracyOptions { Box = box, RegionBudget = 2_000, SearchBudget = 10_000_000, ProgramBudget = 10_000_000 };
        DegeneracyReport report = DegeneracyAnalysis.Run(network, options);

        List<Fact> stable = [.. report.Facts.Where(static fact => fact.Kind == FactKinds.DeadNeuron || fact.Kind == FactKinds.AlwaysActiveNeuron)];
        Assert.Equal(report.Stages.Sum(static stage => stage.Dead + stage.AlwaysActive), stable.Count);
        AssertSurvives(network, box, stable, Points);
        var checker = new FactChecker(network, box);
        Assert.All(report.Facts, fact => Assert.Equal("", checker.Check(fact).Reason));
    }

    /// <summary>Deeper stages do have stable neurons in narrow boxes, so that the test above is about something.</summary>
    [DataFact]
    public void Narrow_boxes_have_stable_neurons_in_all_stages()
    {
        Network network = ModelFile.Read(DataFolder.Of("nets/acasxu_1_9/model.onnx")).Network;
        var box = new InputBox([.. Enumerable.Repeat(-0.02, 5)], [.. Enumerable.Repeat(0.02, 5)]);
        DegeneracyReport report = DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box, RegionBudget = 0 });
        Assert.All(report.Stages, static stage => Assert.True(stage.Dead + stage.AlwaysActive > 0));
        var checker = new FactChecker(network, box);
        Assert.All(report.Facts, fact => Assert.Equal("", checker.Check(fact).Reason));
    }

    private static void AssertSurvives(Network network, InputBox box, List<Fact> stable, int count)
    {
        var random = new Random(7);
        var point = new double[box.Count];
        var output = new double[network.OutputCount];
        var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        for (int p = 0; p < count; p++)
        {
            for (int j = 0; j < point.Length; j++)
            {
                point[j] = box.Lower[j] + (random.NextDouble() * (box.Upper[j] - box.Lower[j]));
            }

            ReferenceForward.Run(network, point, output, words);
            BitPattern pattern = BitPattern.From(network.HiddenNeuronCount, words);
            foreach (Fact fact in stable)
            {
                Assert.Equal(fact.Kind == FactKinds.AlwaysActiveNeuron, pattern[network.FirstBitOf(fact.Stage) + fact.Neurons[0]]);
            }
        }
    }
}
