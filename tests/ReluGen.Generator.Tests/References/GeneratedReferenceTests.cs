using System;
using System.Linq;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Formats;
using ReluGen.Formats.Tests;
using ReluGen.Tests.Shared;
using ReluGen.Tool.Engines;

namespace ReluGen.Generator.Tests.References;

/// <summary>The generated code of every covered network of the shared data against its float64 reference.</summary>
public sealed class GeneratedReferenceTests
{
    private const double PatternMargin = 1e-4;

    public static TheoryData<string> Networks => Coverage.Covered;

    [DataTheory]
    [MemberData(nameof(Networks))]
    public void Outputs_patterns_and_affine_maps_agree_with_the_reference(string name)
    {
        ReferenceFile reference = ReferenceFile.Read(name);
        ImportedModel model = ModelFile.Read(reference.ModelPath);
        using CompiledNetwork compiled = CompiledNetwork.Compile(model.Document);
        Network network = model.Network;
        var output = new float[network.OutputCount];
        var pattern = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        foreach (ReferenceCase c in reference.Cases)
        {
            float[] input = (c.XRaw ?? c.X).Select(static value => (float)value).ToArray();
            compiled.Forward(input, output, pattern);
            AssertClose(c.Target ?? c.YRaw ?? c.Y, output, OutputTolerance(name));
            AssertCanonical(network, input, output, pattern);
            if (c.Margin > PatternMargin)
            {
                AssertPattern(c, model, pattern);
            }

            // A network without neurons has no margin.
            if ((c.Margin ?? 1) > PatternMargin)
            {
                AssertAffineMap(name, reference, c, compiled, network, pattern);
            }

            if (c.Target is not null && reference.HeadIgnored is null)
            {
                compiled.Predict(input, output);
                AssertClose(c.Y, output, OutputTolerance(name));
            }
        }
    }

    /// <summary>The same bits as the scalar loop.</summary>
    private static void AssertCanonical(Network network, float[] input, float[] output, ulong[] pattern)
    {
        var expected = new float[output.Length];
        var expectedPattern = new ulong[pattern.Length];
        CanonicalForward.Run(network, input, expected, expectedPattern);
        Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), output.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(expectedPattern, pattern);
    }

    private static void AssertPattern(ReferenceCase c, ImportedModel model, ulong[] words)
    {
        BitPattern pattern = BitPattern.From(model.Network.HiddenNeuronCount, words);
        Assert.Equal(c.Pattern, ReferencePattern.Of(model, pattern));
    }

    private static void AssertAffineMap(string name, ReferenceFile reference, ReferenceCase c, CompiledNetwork compiled, Network network, ulong[] pattern)
    {
        if (c.B is null)
        {
            return;
        }

        var weights = new float[network.OutputCount * network.InputCount];
        var bias = new float[network.OutputCount];
        compiled.AffineMap(pattern, weights, bias);
        if (c.XRaw is not null)
        {
            // The reference's map is of the network without normalisation; both give the same value at the case's point.
            AssertClose(c.YRaw!, Apply(weights, bias, c.XRaw), 1e-4);
            return;
        }

        double tolerance = name.EndsWith("float16", StringComparison.Ordinal) ? 1e-3 : 1e-4;
        double[] expected = c.A?.SelectMany(static row => row).ToArray() ?? c.Ad!;
        double scale = expected.Concat(c.B).Max(Math.Abs);
        double[] actual = c.A is not null ? [.. weights.Select(static w => (double)w)] : Apply(weights, new float[bias.Length], reference.Direction!);
        AssertClose(expected, actual, tolerance, scale);
        AssertClose(c.B, [.. bias.Select(static b => (double)b)], tolerance, scale);
    }

    private static double OutputTolerance(string name) => name.EndsWith("float16", StringComparison.Ordinal) ? 1e-3 : 1e-5;

    private static double[] Apply(float[] weights, float[] bias, double[] x) =>
        [.. bias.Select((b, o) => b + x.Select((value, j) => weights[o * x.Length + j] * value).Sum())];

    private static void AssertClose(double[] expected, float[] actual, double tolerance) =>
        AssertClose(expected, [.. actual.Select(static value => (double)value)], tolerance);

    /// <summary>Within tolerance · scale, which is by default max(1, largest magnitude of the reference).</summary>
    private static void AssertClose(double[] expected, double[] actual, double tolerance, double? scale = null)
    {
        Assert.Equal(expected.Length, actual.Length);
        double allowed = tolerance * (scale ?? Math.Max(1, expected.Max(Math.Abs)));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"element {i}: expected {expected[i]:R}, got {actual[i]:R}, allowed {allowed:R}");
        }
    }
}
