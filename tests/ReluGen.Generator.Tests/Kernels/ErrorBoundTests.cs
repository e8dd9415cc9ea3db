using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;
using ReluGen.Explanations;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Generator.Tests.Harness;
using ReluGen.Tests.Shared;
using ReluGen.Tool.Engines;

namespace ReluGen.Generator.Tests.Kernels;

/// <summary>Bounds on rounding errors against exact arithmetic: oracle F3 of design/math.md 8.4, and its section 1.5.</summary>
public sealed class ErrorBoundTests
{
    private const double ShareOfFloat64 = 1.0 / (1 << 28);
    private const int Rows = 12;

    public static TheoryData<string, bool, bool> Shapes => new()
    {
        { "3,5,2", false, false },
        { "6,4,3,1", false, false },
        { "5,33,63,65,4", false, false },
        { "4,9,7,2", true, false },
        { "4,9,7,2", false, true },
        { "4,9,7,2", true, true },
        { "5,3", false, false },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Exact_values_lie_within_the_bounds(string shape, bool leaky, bool dense)
    {
        int[] widths = [.. shape.Split(',').Select(int.Parse)];
        Network network = dense ? RandomNetworks.Dense(2, leaky, widths) : RandomNetworks.Chain(2, leaky, widths);
        using CompiledNetwork compiled = CompiledNetwork.Compile(new NetworkDocument(network));
        float[] inputs = RandomNetworks.Input(new Random(3), network.InputCount * Rows);
        for (int row = 0; row < Rows; row++)
        {
            AssertBounds(network, compiled, inputs.AsSpan(row * network.InputCount, network.InputCount).ToArray());
        }
    }

    // Lattice data, where pre-activations are exactly 0 or nearly so.
    [Fact]
    public void A_tie_is_not_certified()
    {
        Network network = RandomNetworks.Chain(4, false, 2, 3, 1);
        var tied = new Network(network.Inputs, [HiddenStage.Relu([new WeightBlock(0, 3, 2, [1, -1, 0.1f, 0.2f, 1, 1])], [0, 0, 0.5f])], network.Output);
        using CompiledNetwork compiled = CompiledNetwork.Compile(new NetworkDocument(tied));
        double[] values = new double[4], errors = new double[4];

        compiled.ErrorBounds([0.1f, 0.1f], values, errors);

        var certified = new bool[3];
        BitMargins margins = BitMargins.Of(values.AsSpan(0, 3), errors.AsSpan(0, 3), certified);
        Assert.Equal([false, true, true], certified);
        Assert.Equal((2, 3, 0, 0.0, false), (margins.CertifiedCount, margins.BitCount, margins.Weakest, margins.LeastRatio, margins.IsCertified));
    }

    [Fact]
    public void A_steep_slope_that_overflows_certifies_nothing_that_reads_it()
    {
        // h = 1000 · −2^120 is infinite in float32, though 2^-30 times it would not be.
        var stages = new[]
        {
            new HiddenStage([new WeightBlock(0, 1, 1, [-1])], [0], [1000]),
            HiddenStage.Relu([new WeightBlock(1, 1, 1, [1f / (1 << 30)])], [0]),
        };
        var network = new Network(InputFeature.Unnamed(1), stages, new AffineStage([new WeightBlock(2, 1, 1, [1])], [0]));
        using CompiledNetwork compiled = CompiledNetwork.Compile(new NetworkDocument(network));
        double[] values = new double[3], errors = new double[3];

        compiled.ErrorBounds([MathF.ScaleB(1, 120)], values, errors);

        Assert.True(double.IsFinite(errors[0]));
        Assert.All(errors[1..], static error => Assert.Equal(double.PositiveInfinity, error));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.MaxValue)]
    public void Nothing_is_certified_where_float32_may_overflow(float value)
    {
        Network network = RandomNetworks.Chain(1, false, 2, 4, 3, 2);
        using CompiledNetwork compiled = CompiledNetwork.Compile(new NetworkDocument(network));
        double[] values = new double[9], errors = new double[9];

        compiled.ErrorBounds([value, value], values, errors);

        Assert.Equal(0, BitMargins.Of(values.AsSpan(0, 7), errors.AsSpan(0, 7)).CertifiedCount);
        Assert.All(errors, static error => Assert.False(double.IsFinite(error)));
    }

    /// <summary>Every row of the paper's data: certified bits are the exact ones, and contributions add up to the exact network's output within the stated bound.</summary>
    [DataTheory]
    [InlineData("titanic_paper", "data/titanic_paper_encoding_891.csv")]
    [InlineData("iris", "data/iris.csv")]
    public void Contributions_add_up_within_the_stated_bound(string name, string rows)
    {
        Network network = ModelFile.Read(DataFolder.Of($"trained/{name}/model.onnx")).Network;
        NetworkDocument document = SampledModel.Read(DataFolder.Of($"trained/{name}/model.onnx"), DataFolder.Of(rows), null, new()).Document;
        using CompiledNetwork compiled = CompiledNetwork.Compile(document);
        using CompiledNetwork without = CompiledNetwork.Compile(new NetworkDocument(network));
        foreach (float[] row in SampleFile.Read(DataFolder.Of(rows), network))
        {
            AssertBounds(network, compiled, row);
            AssertSums(network, compiled, row);
            AssertSums(network, without, row);
        }
    }

    private static void AssertBounds(Network network, CompiledNetwork compiled, float[] input)
    {
        int neurons = network.HiddenNeuronCount, outputs = network.OutputCount;
        (double[] values, double[] errors) = Bounds(network, compiled, input);
        Dyadic[] exact = Exact(network, input);
        var found = new float[outputs];
        var pattern = new ulong[BitPattern.WordCountOf(neurons)];
        compiled.Forward(input, found, pattern);
        var certified = new bool[neurons];
        BitMargins.Of(values.AsSpan(0, neurons), errors.AsSpan(0, neurons), certified);
        for (int i = 0; i < exact.Length; i++)
        {
            AssertNear(exact[i], values[i], errors[i] * ShareOfFloat64);
            if (i >= neurons)
            {
                AssertNear(exact[i], found[i - neurons], errors[i]);

                // Not vacuous: float32 has 24 bits.
                Assert.InRange(errors[i], 0, 1e-3 * (1 + Math.Abs(values[i])));
            }
            else if (certified[i])
            {
                Assert.Equal(exact[i].Sign > 0, (pattern[i >> 6] >> (i & 63) & 1) != 0);
            }
        }

        Assert.True(neurons == 0 || certified.Count(static c => c) > neurons / 2);
    }

    private static void AssertSums(Network network, CompiledNetwork compiled, float[] row)
    {
        int inputs = network.InputCount, outputs = network.OutputCount, neurons = network.HiddenNeuronCount;
        (double[] values, double[] errors) = Bounds(network, compiled, row);
        Dyadic[] exact = Exact(network, row);
        var pattern = new ulong[BitPattern.WordCountOf(neurons)];
        var found = new float[outputs];
        float[] weights = new float[outputs * inputs], bias = new float[outputs];
        compiled.Forward(row, found, pattern);
        compiled.AffineMap(pattern, weights, bias);
        var contributions = new double[inputs];
        double[] reference = [.. Enumerable.Range(0, inputs).Select(static j => 0.3 * j)];
        for (int o = 0; o < outputs; o++)
        {
            foreach (double[] from in new[] { [], reference })
            {
                Attribution attribution = Attribution.Of(new AffineMap(weights, bias, inputs), o, row, ContributionReference.Of(from), contributions);
                double bound = attribution.ErrorBound(values.AsSpan(neurons), errors.AsSpan(neurons));
                Dyadic sum = contributions.Append(attribution.Baseline).Aggregate(Dyadic.Zero, static (total, part) => total + Dyadic.Of(part));
                AssertNear(exact[neurons + o] - sum, 0, bound);
                Assert.InRange(bound, 0, 1e-5 * (1 + Math.Abs(values[neurons + o])));
                Assert.InRange(Math.Abs(attribution.Sum - found[o]), 0, bound + errors[neurons + o]);
            }
        }
    }

    private static (double[] Values, double[] Errors) Bounds(Network network, CompiledNetwork compiled, float[] input)
    {
        var bounds = (new double[network.HiddenNeuronCount + network.OutputCount], new double[network.HiddenNeuronCount + network.OutputCount]);
        compiled.ErrorBounds(input, bounds.Item1, bounds.Item2);
        return bounds;
    }

    private static void AssertNear(Dyadic exact, double value, double error)
    {
        Dyadic difference = exact - Dyadic.Of(value);
        Assert.False((difference.Sign < 0 ? -difference : difference) > Dyadic.Of(error), $"{exact.ToDouble():R} is not {value:R} ± {error:R}.");
    }

    /// <summary>All pre-activations, then the outputs, exactly, by the definition.</summary>
    private static Dyadic[] Exact(Network network, float[] input)
    {
        List<Dyadic[]> sources = [Array.ConvertAll(input, static value => Dyadic.Of(value))];
        var all = new List<Dyadic>();
        foreach (HiddenStage stage in network.Stages)
        {
            Dyadic[] z = Stage(stage, sources);
            all.AddRange(z);
            sources.Add([.. z.Select((value, i) => value.Sign > 0 ? value : Dyadic.Of(stage.Slopes[i]) * value)]);
        }

        return [.. all, .. Stage(network.Output, sources)];
    }

    private static Dyadic[] Stage(AffineStage stage, List<Dyadic[]> sources) => [.. Enumerable.Range(0, stage.Width).Select(i =>
    {
        Dyadic sum = Dyadic.Of(stage.Bias[i]);
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(i);
            for (int k = 0; k < row.Length; k++)
            {
                sum += Dyadic.Of(row[k]) * sources[block.Source][k];
            }
        }

        return sum;
    })];
}
