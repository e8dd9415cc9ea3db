using System;
using System.IO;
using System.Linq;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Tests.References;

/// <summary>The complete table of samples/Titanic against the network, row by row.</summary>
public sealed class TableMapTests
{
    private const double UnitRoundoff = 1.0 / (1 << 24);

    [Fact]
    public void The_map_of_the_table_agrees_with_forward_within_the_bound_that_the_docs_state()
    {
        string csv = Sample("titanic.csv");
        ImportedModel model = SampledModel.Read(Sample("titanic.onnx"), csv, null, new TableRequest { Content = TableContent.All });
        Network network = model.Network;
        RegionTablePlan plan = RegionTablePlan.Of(model.Document, default);
        Assert.True(plan.IsComplete);
        Assert.Equal(8, plan.Regions.Count);
        Assert.Equal(plan.SampleCount, plan.Regions.Sum(static region => region.Count));

        var output = new float[1];
        var words = new ulong[1];
        foreach (float[] row in SampleFile.Read(csv, network))
        {
            CanonicalForward.Run(network, row, output, words);
            BitPattern pattern = BitPattern.From(network.HiddenNeuronCount, words);
            int index = plan.Regions.Select(static region => region.Pattern).ToList().IndexOf(pattern);
            double y = plan.Biases[index];
            for (int j = 0; j < row.Length; j++)
            {
                y += (double)plan.Weights[(index * row.Length) + j] * row[j];
            }

            // One rounding more: the coefficients are rounded too.
            double bound = (Roundings(network) + 1) * UnitRoundoff * Magnitude(network, row, pattern);
            Assert.InRange(y - output[0], -bound, bound);
        }
    }

    private static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Titanic", name);

    private static int Roundings(Network network) =>
        network.Stages.Append<AffineStage>(network.Output).Sum(static stage => stage.FanIn + 1);

    /// <summary>Sum of the magnitudes of the terms of the output of a chain of ReLU stages.</summary>
    private static double Magnitude(Network network, float[] row, BitPattern pattern)
    {
        double[] values = Array.ConvertAll(row, static value => (double)Math.Abs(value));
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            double[] sums = Sums(network.Stages[l - 1], values);
            values = sums.Select((sum, i) => pattern[network.FirstBitOf(l) + i] ? sum : 0).ToArray();
        }

        return Sums(network.Output, values)[0];
    }

    private static double[] Sums(AffineStage stage, double[] values) =>
        Enumerable.Range(0, stage.Width)
            .Select(i => Math.Abs(stage.Bias[i]) + stage.Blocks[0].Row(i).ToArray().Zip(values, static (w, v) => Math.Abs(w) * v).Sum())
            .ToArray();
}
