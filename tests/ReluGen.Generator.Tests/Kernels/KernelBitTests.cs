using System;
using System.Linq;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;
using ReluGen.Generator.Planning;
using ReluGen.Generator.Tests.Harness;
using ReluGen.Tool.Engines;
using static ReluGen.Generator.Tests.Harness.CompiledShapes;

namespace ReluGen.Generator.Tests.Kernels;

/// <summary>Generated code computes, bit for bit, what the scalar loop computes, for every shape of network.</summary>
public sealed class KernelBitTests
{
    private const int Rows = 43;

    // More than one whole tile, and a rest that is computed as a tile.
    private const int BatchRows = 64 + 60;

    public static TheoryData<string, string> Shapes => new()
    {
        { "chain", "3,1,1" },
        { "chain", "2,3,2" },
        { "chain", "6,4,3,1" },
        { "chain", "7,15,17,3" },
        { "chain", "5,33,63,65,4" },
        { "chain", "9,64,64,10" },
        { "chain", "4,129,128,7" },
        { "chain", "4,200,70,130" },
        { "chain", "5,3" },
        { "chain", "200,200" }, // a lane an output, without hidden stages
        { "chain", "1,300,1" },
        { "chain", "1,9000,2" },
        { "leaky", "1030,1020,3" }, // more numbers than fit literals
        { "chain", "2,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,2" },
        { "leaky", "6,4,3,1" },
        { "leaky", "5,65,129,33,4" },
        { "leaky", "20,200,260,5" }, // a lane an output, with slopes
        { "dense-leaky", "9,230,13,200,70" },
        { "dense", "4,7,9,2" },
        { "dense", "5,66,3,70,5" },
        { "dense-leaky", "5,66,13,70,5" },
        { "sparse", "30,50,40,6" },
        { "sparse-dense-leaky", "9,66,13,70,5" },
        { "chain", "16,32,16,4" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Outputs_and_patterns_have_the_bits_of_the_scalar_loop(string kind, string shape)
    {
        (Network network, CompiledNetwork compiled) = Compiled(kind, shape);
        var random = new Random(5);
        for (int row = 0; row < Rows; row++)
        {
            float[] input = RandomNetworks.Input(random, network.InputCount);
            (float[] expected, ulong[] expectedPattern) = Canonical(network, input);
            var output = new float[network.OutputCount];
            var pattern = new ulong[expectedPattern.Length];
            compiled.Forward(input, output, pattern);
            Assert.Equal(Bits(expected), Bits(output));
            Assert.Equal(expectedPattern, pattern);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_vector_width_has_the_same_bits(string kind, string shape)
    {
        (Network network, CompiledNetwork compiled) = Compiled(kind, shape);
        var random = new Random(8);
        for (int row = 0; row < Rows; row++)
        {
            float[] input = RandomNetworks.Input(random, network.InputCount);
            (float[] expected, ulong[] expectedPattern) = Canonical(network, input);
            foreach (int width in new[] { 128, 256, 512 })
            {
                var output = new float[network.OutputCount];
                var pattern = new ulong[expectedPattern.Length];
                compiled.ForwardAt(width, input, output, pattern);
                Assert.Equal(Bits(expected), Bits(output));
                Assert.Equal(expectedPattern, pattern);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Tiles_of_every_vector_width_have_the_same_bits(string kind, string shape)
    {
        (Network network, CompiledNetwork compiled) = Compiled(kind, shape);
        int words = BitPattern.WordCountOf(network.HiddenNeuronCount);
        foreach (int width in new[] { 128, 256, 512 })
        {
            // A whole tile, and tiles that end within a vector of samples.
            int whole = compiled.TileRowsAt(width);
            foreach (int rows in new[] { Math.Max(3, whole / 8), Math.Max(4, whole / 8 + 1), whole - whole / 3, whole })
            {
                float[] inputs = RandomNetworks.Input(new Random(width), network.InputCount * rows);
                var outputs = new float[network.OutputCount * rows];
                var patterns = new ulong[Math.Max(words, 1) * rows];
                compiled.TileAt(width, inputs, outputs, patterns);
                AssertCanonical(network, inputs, outputs, patterns);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_batch_has_the_bits_of_its_rows(string kind, string shape)
    {
        (Network network, CompiledNetwork compiled) = Compiled(kind, shape);
        float[] inputs = RandomNetworks.Input(new Random(6), network.InputCount * BatchRows);
        var outputs = new float[network.OutputCount * BatchRows];
        var patterns = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount) * BatchRows];
        compiled.ForwardBatch(inputs, outputs, patterns);
        AssertCanonical(network, inputs, outputs, patterns);
    }

    [Theory]
    [InlineData("chain", "3,1,1")]
    [InlineData("chain", "7,15,17,3")]
    [InlineData("chain", "5,33,63,65,4")]
    [InlineData("chain", "4,200,70,130")]
    [InlineData("leaky", "5,65,129,33,4")]
    [InlineData("dense-leaky", "9,230,13,200,70")]
    [InlineData("chain", "16,32,16,4")]
    [InlineData("sparse-dense-leaky", "9,66,13,70,5")]
    [InlineData("chain", "5,3")]
    public void Fused_sums_have_the_bits_of_the_fused_scalar_loop_at_every_width(string kind, string shape)
    {
        (Network network, CompiledNetwork compiled) = Compiled(kind, shape, fma: true);
        int words = BitPattern.WordCountOf(network.HiddenNeuronCount);
        float[] inputs = RandomNetworks.Input(new Random(10), network.InputCount * BatchRows);
        var outputs = new float[network.OutputCount * BatchRows];
        var patterns = new ulong[words * BatchRows];
        compiled.ForwardBatch(inputs, outputs, patterns);
        AssertCanonical(network, inputs, outputs, patterns, fma: true);
        foreach (int width in new[] { 128, 256, 512 })
        {
            int rows = compiled.TileRowsAt(width);
            var tileOutputs = new float[network.OutputCount * rows];
            var tilePatterns = new ulong[Math.Max(words, 1) * rows];
            compiled.TileAt(width, inputs[..(rows * network.InputCount)], tileOutputs, tilePatterns);
            Assert.Equal(Bits(outputs[..tileOutputs.Length]), Bits(tileOutputs));
            for (int row = 0; row < 5; row++)
            {
                var output = new float[network.OutputCount];
                var pattern = new ulong[words];
                compiled.ForwardAt(width, inputs.AsSpan(row * network.InputCount, network.InputCount).ToArray(), output, pattern);
                Assert.Equal(Bits(outputs[(row * output.Length)..((row + 1) * output.Length)]), Bits(output));
                Assert.Equal(patterns[(row * words)..((row + 1) * words)], pattern);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Affine_maps_and_gradients_agree_with_double_precision(string kind, string shape)
    {
        (Network network, CompiledNetwork compiled) = Compiled(kind, shape);
        var random = new Random(7);
        for (int row = 0; row < 3; row++)
        {
            (_, ulong[] pattern) = Canonical(network, RandomNetworks.Input(random, network.InputCount));
            AffineMap64 expected = AffineMap64.Of(network, BitPattern.From(network.HiddenNeuronCount, pattern));
            var weights = new float[network.OutputCount * network.InputCount];
            var bias = new float[network.OutputCount];
            compiled.AffineMap(pattern, weights, bias);
            double scale = Math.Max(1, expected.Weights.Max(Math.Abs));
            Assert.All(weights.Zip(expected.Weights), pair => Assert.InRange(pair.First - pair.Second, -1e-4 * scale, 1e-4 * scale));
            Assert.All(bias.Zip(expected.Bias), pair => Assert.InRange(pair.First - pair.Second, -1e-4 * scale, 1e-4 * scale));
            int output = network.OutputCount - 1;
            var gradient = new float[network.InputCount];
            compiled.Gradient(pattern, output, gradient);
            Assert.Equal(weights[^network.InputCount..], gradient);
        }
    }

    /// <summary>
    /// Margins of the generated code against the exact geometry. Shapes whose exact forms take too long are left out.
    /// </summary>
    [Theory]
    [InlineData("chain", "7,15,17,3")]
    [InlineData("chain", "5,33,63,65,4")]
    [InlineData("leaky", "6,4,3,1")]
    [InlineData("dense-leaky", "5,66,13,70,5")]
    public void Margins_agree_with_the_exact_geometry(string kind, string shape)
    {
        (Network network, CompiledNetwork compiled) = Compiled(kind, shape);
        var random = new Random(9);
        for (int row = 0; row < 3; row++)
        {
            float[] input = RandomNetworks.Input(random, network.InputCount);
            (_, ulong[] pattern) = Canonical(network, input);
            var normals = new double[network.HiddenNeuronCount * network.InputCount];
            var offsets = new double[network.HiddenNeuronCount];
            compiled.Boundaries(pattern, normals, offsets);
            var down = new double[input.Length];
            var up = new double[input.Length];
            RegionMargin margin = RegionMargin.Of(input, normals, offsets, down, up);
            RegionGeometry exact = RegionGeometry.At(network, Array.ConvertAll(input, static value => (double)value));
            Assert.Equal(exact.Distance, margin.Distance, 1e-9);
            Assert.Equal(exact.MaximumDistance, margin.MaximumDistance, 1e-9);
            NeuronAddress nearest = exact.Boundaries[0].Neurons[0];
            Assert.Equal(network.FirstBitOf(nearest.Stage) + nearest.Neuron, margin.Neuron);
            for (int j = 0; j < down.Length; j++)
            {
                Assert.Equal(exact.Ranges[j].Down, down[j], 1e-9 * Math.Max(1, Math.Min(down[j], 1e9)));
                Assert.Equal(exact.Ranges[j].Up, up[j], 1e-9 * Math.Max(1, Math.Min(up[j], 1e9)));
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(3e38f)]
    public void A_row_that_overflows_gives_NaN_in_every_output_and_an_empty_pattern(float value)
    {
        Network network = RandomNetworks.Chain(11, false, 5, 33, 20, 3);
        using CompiledNetwork compiled = CompiledNetwork.Compile(new NetworkDocument(network));
        float[] input = [0.5f, value, 1, value, value];
        var output = new float[3];
        var pattern = new ulong[1];
        pattern[0] = 7;
        compiled.Forward(input, output, pattern);
        Assert.All(output, static y => Assert.True(float.IsNaN(y)));
        Assert.Equal(0UL, pattern[0]);
    }

    [Fact]
    public void A_large_row_that_does_not_overflow_takes_the_slow_path_to_the_same_bits()
    {
        Network network = RandomNetworks.Chain(12, true, 5, 33, 20, 3);
        float limit = InputLimit.Of(network);
        using CompiledNetwork compiled = CompiledNetwork.Compile(new NetworkDocument(network));
        float[] input = [limit * 1.5f, 1, 1, 1, 1];
        (float[] expected, ulong[] expectedPattern) = Canonical(network, input);
        var output = new float[3];
        var pattern = new ulong[1];
        compiled.Forward(input, output, pattern);
        Assert.All(output, static y => Assert.True(float.IsFinite(y)));
        Assert.Equal(Bits(expected), Bits(output));
        Assert.Equal(expectedPattern, pattern);
    }

    [Fact]
    public void Fused_sums_differ_from_rounded_ones()
    {
        (Network network, CompiledNetwork compiled) = Compiled("chain", "5,33,63,65,4", fma: true);
        float[] input = RandomNetworks.Input(new Random(11), network.InputCount);
        var output = new float[network.OutputCount];
        compiled.Forward(input, output, new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)]);
        Assert.NotEqual(Bits(Canonical(network, input).Output), Bits(output));
    }

    [Fact]
    public void A_large_fused_row_takes_the_slow_path_to_the_same_bits()
    {
        Network network = RandomNetworks.Chain(12, true, 5, 33, 20, 3);
        using CompiledNetwork compiled = CompiledNetwork.Compile(new NetworkDocument(network), new CodeOptions { Fma = true });
        float[] input = [InputLimit.Of(network) * 1.5f, 1, 1, 1, 1];
        (float[] expected, ulong[] expectedPattern) = Canonical(network, input, fma: true);
        var output = new float[3];
        var pattern = new ulong[1];
        compiled.Forward(input, output, pattern);
        Assert.Equal(Bits(expected), Bits(output));
        Assert.Equal(expectedPattern, pattern);
    }
}
