using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats;
using ReluGen.Tests.Shared;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Data;

/// <summary>Both engines, from model file and CSV to JSON, against the float64 references of the shared data.</summary>
public class AgreementTests
{
    /// <summary>A pattern bit says something in float32 only where the pre-activations keep this distance from zero.</summary>
    private const double PatternMargin = 1e-4;

    /// <summary>Some of every kind. The generator's own tests compare the generated code of all networks; here it is the way from file to JSON.</summary>
    public static TheoryData<string> Networks => [.. ReferenceFile.Networks("nnet", "trained", "degenerate").Where(IsSupported)];

    [DataTheory]
    [MemberData(nameof(Networks))]
    public async Task Engines_agree_with_the_reference(string name)
    {
        ReferenceFile reference = ReferenceFile.Read(name);
        using var folder = new TemporaryFolder();
        string rows = folder.Write("x.csv", string.Join('\n', reference.Cases.Select(static c => Row(c.XRaw ?? c.X))));
        JsonElement[] groups = (await ToolResult.OfAsync("inspect", reference.ModelPath, "--json")).Done().Json.GetProperty("activations").EnumerateArray().ToArray();
        bool coarse = name.EndsWith("float16", StringComparison.Ordinal);
        foreach (string engine in new[] { "generated", "reference" })
        {
            JsonElement[] lines = (await ToolResult.OfAsync("run", reference.ModelPath, "--inputs", rows, "--engine", engine)).Done().JsonLines;
            Assert.Equal(reference.Cases.Length, lines.Length);
            for (int i = 0; i < lines.Length; i++)
            {
                ReferenceCase c = reference.Cases[i];
                AssertClose(c.Target ?? c.YRaw ?? c.Y, Numbers(lines[i].GetProperty("outputs")), coarse ? 1e-3 : 1e-5);
                if (c.Margin is null or > PatternMargin)
                {
                    Assert.Equal(c.Pattern, Pattern(lines[i].GetProperty("pattern").GetString()!, groups));
                    AssertMap(reference, c, lines[i].GetProperty("affine"), coarse ? 1e-3 : 1e-4);
                }
            }
        }
    }

    [DataFact]
    public async Task Link_gives_the_output_of_the_model()
    {
        ReferenceFile[] headed = ReferenceFile.Networks("trained").Select(ReferenceFile.Read).Where(static file => file.Cases[0].Target is not null).ToArray();
        Assert.NotEmpty(headed);
        foreach (ReferenceFile reference in headed)
        {
            using var folder = new TemporaryFolder();
            string rows = folder.Write("x.csv", string.Join('\n', reference.Cases.Select(static c => Row(c.X))));
            JsonElement[] lines = (await ToolResult.OfAsync("run", reference.ModelPath, "--inputs", rows, "--link")).Done().JsonLines;
            foreach ((ReferenceCase c, JsonElement line) in reference.Cases.Zip(lines))
            {
                AssertClose(c.Y, Numbers(line.GetProperty("outputs")), 1e-5);
            }
        }
    }

    private static bool IsSupported(string name)
    {
        try
        {
            ModelFile.Read(ReferenceFile.Read(name).ModelPath);
            return true;
        }
        catch (InputException e) when (e.Error.Id == InputErrorIds.Unsupported)
        {
            return false;
        }
    }

    /// <summary>The bits in the groups of the reference: one a node, its elements in order.</summary>
    private static string Pattern(string bits, JsonElement[] groups) =>
        string.Join('|', groups.Select(group => string.Concat(group.GetProperty("neurons").EnumerateArray().Select(neuron => bits[neuron.GetInt32()]))));

    private static void AssertMap(ReferenceFile reference, ReferenceCase c, JsonElement affine, double tolerance)
    {
        double[][] weights = affine.GetProperty("weights").EnumerateArray().Select(Numbers).ToArray();
        double[] bias = Numbers(affine.GetProperty("bias"));
        if (c.XRaw is not null)
        {
            // The reference's map is of the network without normalisation; at the case's point both give its outputs.
            AssertClose(c.YRaw!, Apply(weights, c.XRaw).Zip(bias, static (y, b) => y + b).ToArray(), tolerance);
        }
        else if (c.B is not null)
        {
            double[] expected = c.A?.SelectMany(static row => row).ToArray() ?? c.Ad!;
            double[] actual = c.A is not null ? weights.SelectMany(static row => row).ToArray() : Apply(weights, reference.Direction!);
            double scale = expected.Concat(c.B).Max(Math.Abs);
            AssertClose(expected, actual, tolerance, scale);
            AssertClose(c.B, bias, tolerance, scale);
        }
    }

    private static double[] Apply(double[][] weights, double[] x) =>
        weights.Select(row => row.Zip(x, static (w, value) => w * value).Sum()).ToArray();

    private static double[] Numbers(JsonElement array) => array.EnumerateArray().Select(static number => number.GetDouble()).ToArray();

    private static string Row(IEnumerable<double> values) =>
        string.Join(',', values.Select(static value => value.ToString("R", CultureInfo.InvariantCulture)));

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
