using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Simplification;
using ReluGen.Core.Text;
using ReluGen.Formats;
using ReluGen.Generator.Tests.Harness;
using ReluGen.Tests.Shared;
using ReluGen.Tool.Engines;

namespace ReluGen.Generator.Tests.Kernels;

/// <summary>A class of a simplified network shows the patterns of the network before, in every call; outputs and maps are those of the simplified one.</summary>
public sealed class PatternLayoutTests
{
    private const int Rows = 70;

    public static TheoryData<string> Shapes => ["3,1,1", "6,4,3,1", "5,33,63,65,4", "4,200,70,130", "20,200,260,5", "5,3", "1,2300,2"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Patterns_come_and_go_in_the_layout(string shape)
    {
        Network network = RandomNetworks.Chain(1, false, [.. shape.Split(',').Select(int.Parse)]);
        PatternLayout layout = RandomLayout(network.HiddenNeuronCount, new Random(3));
        float[] inputs = RandomNetworks.Input(new Random(6), network.InputCount * Rows);
        BitPattern[] kept = [.. Enumerable.Range(0, Rows).Select(row => Canonical(network, inputs, row))];
        KnownRegion[] regions = [.. kept.Distinct().Take(5).Select(pattern => new KnownRegion(layout.Expand(pattern), 1, new double[network.InputCount]))];
        NetworkDocument document = NetworkReader.Read(NetworkWriter.Write(
            new NetworkDocument(network).WithRegions(new SampleSummary("s", Rows, 5), regions).Simplified(network, layout)));
        using CompiledNetwork plain = CompiledNetwork.Compile(new NetworkDocument(network));
        using CompiledNetwork compiled = CompiledNetwork.Compile(document);

        int words = BitPattern.WordCountOf(layout.BitCount);
        var outputs = new float[network.OutputCount * Rows];
        var expected = new float[network.OutputCount * Rows];
        var patterns = new ulong[words * Rows];
        compiled.ForwardBatch(inputs, outputs, patterns);
        plain.ForwardBatch(inputs, expected, new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount) * Rows]);
        Assert.Equal(expected, outputs);
        for (int row = 0; row < Rows; row++)
        {
            ulong[] whole = layout.Expand(kept[row]).Words.ToArray();
            Assert.Equal(whole, patterns.AsSpan(row * words, words).ToArray());
            var pattern = new ulong[words];
            compiled.Forward(inputs.AsSpan(row * network.InputCount, network.InputCount).ToArray(), new float[network.OutputCount], pattern);
            Assert.Equal(whole, pattern);
            int region = Array.FindIndex(regions, known => known.Pattern.Equals(layout.Expand(kept[row])));
            Assert.Equal(region, compiled.Region(whole));
            AssertSameMap(network, plain, compiled, kept[row].Words.ToArray(), whole, region >= 0);
            AssertSameForms(network, plain, compiled, layout, kept[row], whole, inputs.AsSpan(row * network.InputCount, network.InputCount).ToArray());
        }
    }

    /// <summary>A stage that nothing reads, a skip connection, no stage at all, and fewer neurons.</summary>
    [DataTheory]
    [InlineData("zero_outgoing_1")]
    [InlineData("stably_active_first_layer_1")]
    [InlineData("all_stable_linear_1")]
    [InlineData("multi_defect_1")]
    public void Simplified_networks_have_the_patterns_of_the_network_before(string id)
    {
        Network original = ModelFile.Read(DataFolder.Of($"degenerate/{id}/model.onnx")).Network;
        var box = new InputBox([.. original.Inputs.Select(static _ => -2.0)], [.. original.Inputs.Select(static _ => 2.0)]);
        SimplifiedNetwork simplified = NetworkSimplifier.Run(original, DegeneracyAnalysis.Run(original, new DegeneracyOptions { Box = box }));
        using CompiledNetwork before = CompiledNetwork.Compile(new NetworkDocument(original));
        using CompiledNetwork after = CompiledNetwork.Compile(new NetworkDocument(original).Simplified(simplified.Network, simplified.Layout));
        var random = new Random(9);
        float[] inputs = [.. Enumerable.Range(0, original.InputCount * Rows).Select(_ => (4 * random.NextSingle()) - 2)];
        int words = BitPattern.WordCountOf(original.HiddenNeuronCount);
        ulong[] expectedPatterns = new ulong[words * Rows], patterns = new ulong[words * Rows];
        float[] expected = new float[original.OutputCount * Rows], outputs = new float[expected.Length];
        before.ForwardBatch(inputs, expected, expectedPatterns);
        after.ForwardBatch(inputs, outputs, patterns);
        Assert.Equal(expectedPatterns, patterns);
        Assert.All(expected.Zip(outputs), static pair => Assert.InRange(pair.First - pair.Second, -1e-5, 1e-5));
        var map = new float[original.OutputCount * original.InputCount];
        var expectedMap = new float[map.Length];
        before.AffineMap(expectedPatterns[..words], expectedMap, new float[original.OutputCount]);
        after.AffineMap(expectedPatterns[..words], map, new float[original.OutputCount]);
        Assert.All(expectedMap.Zip(map), static pair => Assert.InRange(pair.First - pair.Second, -1e-5, 1e-5));
    }

    [Fact]
    public void A_row_that_overflows_leaves_constant_bits_unset_too()
    {
        Network network = RandomNetworks.Chain(1, false, 3, 4, 2);
        var layout = new PatternLayout(4, [PatternLayout.One, 0, 1, 2, 3, 0]);
        using CompiledNetwork compiled = CompiledNetwork.Compile(new NetworkDocument(network).Simplified(network, layout));
        ulong[] pattern = [7];
        compiled.Forward([1, float.NaN, 1], new float[2], pattern);
        Assert.Equal([0UL], pattern);
    }

    private static void AssertSameMap(Network network, CompiledNetwork plain, CompiledNetwork compiled, ulong[] kept, ulong[] whole, bool isKnown)
    {
        float[] expected = new float[network.OutputCount * network.InputCount], weights = new float[expected.Length];
        float[] expectedBias = new float[network.OutputCount], bias = new float[network.OutputCount];
        plain.AffineMap(kept, expected, expectedBias);
        compiled.AffineMap(whole, weights, bias);

        // The table has maps that are rounded once, and not those of the kernels.
        float tolerance = isKnown ? 1e-4f * Math.Max(1, expected.Concat(expectedBias).Max(Math.Abs)) : 0;
        Assert.All(expected.Concat(expectedBias).Zip(weights.Concat(bias)), pair => Assert.InRange(pair.First - pair.Second, -tolerance, tolerance));
        var gradient = new float[network.InputCount];
        compiled.Gradient(whole, 0, gradient);
        Assert.Equal(expected[..network.InputCount], gradient);
    }

    /// <summary>Pre-activations, their bounds and their forms stand where the bits of their neurons do.</summary>
    private static void AssertSameForms(Network network, CompiledNetwork plain, CompiledNetwork compiled, PatternLayout layout, BitPattern kept, ulong[] whole, float[] input)
    {
        int n = network.InputCount, m = network.OutputCount;
        (double[] normals, double[] offsets, double[] values, double[] errors) = Forms(plain, kept.Words.ToArray(), layout.KeptCount);
        (double[] allNormals, double[] allOffsets, double[] allValues, double[] allErrors) = Forms(compiled, whole, layout.BitCount);
        for (int bit = 0; bit < layout.BitCount; bit++)
        {
            int place = layout.PlaceOf(bit);
            double constant = place == PatternLayout.One ? 1 : -1;
            Assert.Equal(place < 0 ? new double[n] : normals[(place * n)..((place + 1) * n)], allNormals[(bit * n)..((bit + 1) * n)]);
            Assert.Equal(place < 0 ? constant : offsets[place], allOffsets[bit]);
            Assert.Equal(place < 0 ? (constant * double.PositiveInfinity, 0) : (values[place], errors[place]), (allValues[bit], allErrors[bit]));
        }

        Assert.Equal(values[layout.KeptCount..], allValues[layout.BitCount..]);
        Assert.Equal(errors[layout.KeptCount..], allErrors[layout.BitCount..]);

        (double[] Normals, double[] Offsets, double[] Values, double[] Errors) Forms(CompiledNetwork code, ulong[] pattern, int bits)
        {
            var forms = (new double[bits * n], new double[bits], new double[bits + m], new double[bits + m]);
            code.Boundaries(pattern, forms.Item1, forms.Item2);
            code.ErrorBounds(input, forms.Item3, forms.Item4);
            return forms;
        }
    }

    private static BitPattern Canonical(Network network, float[] inputs, int row)
    {
        var pattern = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        CanonicalForward.Run(network, inputs.AsSpan(row * network.InputCount, network.InputCount).ToArray(), new float[network.OutputCount], pattern);
        return BitPattern.From(network.HiddenNeuronCount, pattern);
    }

    /// <summary>Constants and repeated bits among the kept ones, some of which have changed places.</summary>
    private static PatternLayout RandomLayout(int kept, Random random)
    {
        var places = new List<int> { PatternLayout.Zero };
        for (int next = 0; next < kept; next++)
        {
            while (random.Next(4) == 0)
            {
                places.Add(random.Next(3) switch { 0 => PatternLayout.Zero, 1 => PatternLayout.One, _ => random.Next(next + 1) });
            }

            places.Add(next);
        }

        for (int swap = 0; swap < kept / 8; swap++)
        {
            int a = random.Next(places.Count), b = random.Next(places.Count);
            (places[a], places[b]) = (places[b], places[a]);
        }

        return new PatternLayout(kept, [.. places]);
    }
}
