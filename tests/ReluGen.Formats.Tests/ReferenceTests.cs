using System;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests;

/// <summary>Every network of the shared data against its float64 reference.</summary>
public class ReferenceTests
{
    private const double PatternMargin = 1e-4;

    [DataTheory]
    [MemberData(nameof(Coverage.Covered), MemberType = typeof(Coverage))]
    public void Outputs_agree_with_the_reference(string name)
    {
        ReferenceFile reference = ReferenceFile.Read(name);
        Network network = ModelFile.Read(reference.ModelPath).Network;
        var output = new double[network.OutputCount];
        var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        foreach (ReferenceCase c in reference.Cases)
        {
            ReferenceForward.Run(network, c.XRaw ?? c.X, output, words);
            AssertClose(c.Target ?? c.YRaw ?? c.Y, output, OutputTolerance(name));
            if (c.Target is not null && reference.HeadIgnored is null)
            {
                ReferenceForward.ApplyLink(network.Link, output);
                AssertClose(c.Y, output, OutputTolerance(name));
            }
        }
    }

    [DataTheory]
    [MemberData(nameof(Coverage.Covered), MemberType = typeof(Coverage))]
    public void Patterns_agree_with_the_reference(string name)
    {
        ReferenceFile reference = ReferenceFile.Read(name);
        ImportedModel model = ModelFile.Read(reference.ModelPath);
        if (reference.Activations.Length > 0)
        {
            bool hasNames = reference.Activations[0].Node.Length > 0;
            Assert.Equal(reference.Activations.Select(a => (a.Node, a.Operator, a.Width)), ReferencePattern.Nodes(model).Select(a => (hasNames ? a[0].Node : "", a[0].Operator, a[0].Neurons.Count)));
        }

        foreach (ReferenceCase c in reference.Cases.Where(c => c.Margin > PatternMargin))
        {
            Assert.Equal(c.Pattern, ReferencePattern.Of(model, Pattern(model.Network, c)));
        }
    }

    [DataTheory]
    [MemberData(nameof(Coverage.Covered), MemberType = typeof(Coverage))]
    public void Affine_maps_agree_with_the_reference(string name)
    {
        ReferenceFile reference = ReferenceFile.Read(name);
        Network network = ModelFile.Read(reference.ModelPath).Network;
        double tolerance = name.EndsWith("float16", StringComparison.Ordinal) ? 1e-3 : 1e-4;
        foreach (ReferenceCase c in reference.Cases.Where(c => c.B is not null && (c.Margin ?? 1) > PatternMargin))
        {
            AffineMap64 map = AffineMap64.Of(network, Pattern(network, c));
            if (c.XRaw is not null)
            {
                // The reference's map is of the network without normalisation; the values at the case's point agree in raw units.
                AssertClose(c.YRaw!, Apply(map, c.XRaw), tolerance);
                continue;
            }

            double[] weights = c.A?.SelectMany(static row => row).ToArray() ?? c.Ad!;
            double[] actual = c.A is not null ? map.Weights : Apply(map, reference.Direction!).Select((value, i) => value - map.Bias[i]).ToArray();
            double scale = weights.Concat(c.B!).Max(Math.Abs);
            AssertClose(weights, actual, tolerance, scale);
            AssertClose(c.B!, map.Bias, tolerance, scale);
        }
    }

    [DataTheory]
    [MemberData(nameof(Coverage.Covered), MemberType = typeof(Coverage))]
    public void Text_form_round_trips_bit_for_bit(string name)
    {
        NetworkDocument document = ModelFile.Read(ReferenceFile.Read(name).ModelPath).Document;
        string text = NetworkWriter.Write(document);
        NetworkDocument again = NetworkReader.Read(text);
        Assert.Equal(document.Network, again.Network);
        Assert.Equal(document.Network.Origin, again.Network.Origin);
        Assert.Equal(text, NetworkWriter.Write(again));
    }

    [DataTheory]
    [MemberData(nameof(Coverage.Uncovered), MemberType = typeof(Coverage))]
    public void What_is_not_supported_is_named(string name)
    {
        var error = Assert.Throws<InputException>(() => ModelFile.Read(ReferenceFile.Read(name).ModelPath)).Error;
        Assert.Equal(InputErrorIds.Unsupported, error.Id);
        Assert.All(Coverage.Refused[name], expected => Assert.Contains(expected, error.Message));
        Assert.Matches("node", error.Message);
    }

    /// <summary>The output of such a file is the class whose score, which the network gives, is the greatest.</summary>
    [DataTheory]
    [MemberData(nameof(Coverage.Classifiers), MemberType = typeof(Coverage))]
    public void Scores_decide_as_the_reference(string name)
    {
        ReferenceFile reference = ReferenceFile.Read(name);
        ImportedModel model = ModelFile.Read(reference.ModelPath);
        var output = new double[model.Network.OutputCount];
        Assert.Equal(Enumerable.Range(0, output.Length).Select(i => $"{i}"), model.ClassLabels);
        foreach (ReferenceCase c in reference.Cases)
        {
            BitPattern pattern = Pattern(model.Network, c, output);
            Assert.Equal(c.Y[0], Array.IndexOf(output, output.Max()));
            Assert.Equal(c.Pattern, ReferencePattern.Of(model, pattern));
        }

        Assert.True(reference.Cases.Select(c => c.Y[0]).Distinct().Count() > 1);
    }

    private static double OutputTolerance(string name) => name.EndsWith("float16", StringComparison.Ordinal) ? 1e-3 : 1e-5;

    private static BitPattern Pattern(Network network, ReferenceCase c) => Pattern(network, c, new double[network.OutputCount]);

    private static BitPattern Pattern(Network network, ReferenceCase c, double[] output)
    {
        var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        ReferenceForward.Run(network, c.XRaw ?? c.X, output, words);
        return BitPattern.From(network.HiddenNeuronCount, words);
    }

    private static double[] Apply(AffineMap64 map, double[] x) =>
        Enumerable.Range(0, map.OutputCount)
            .Select(o => map.Bias[o] + Enumerable.Range(0, map.InputCount).Sum(j => map.Weights[o * map.InputCount + j] * x[j]))
            .ToArray();

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
