using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tests.Shared;
using ReluGen.Tests.Shared.Pages;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Data;

/// <summary>
/// docs/preprocessing.md, step by step, with Keras models of other people: scikit-learn is a stand-in whose scalers have the
/// attributes of fitted ones. Their numbers are powers of two, so that rows in original units scale to the rows of the references exactly.
/// </summary>
public sealed class PreprocessingPageTests : IDisposable
{
    private const double Tolerance = 1e-5;

    /// <summary>Margin of a neuron below which rounding may decide its bit.</summary>
    private const double PatternMargin = 1e-4;

    private const string JobLib = "import pickle\ndef load(path):\n    return pickle.load(open(path, 'rb'))\n";

    private const string Scalers = "class StandardScaler: pass\nclass MinMaxScaler: pass\n";

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Models => [.. ReferenceFile.Networks("other_formats/keras")];

    public void Dispose() => folder.Dispose();

    [ScriptDataTheory]
    [MemberData(nameof(Models))]
    public Task A_standard_scaler_and_a_Keras_model(string name) => Follow(
        ReferenceFile.Read(name),
        "StandardScaler",
        static (scales, offsets) => $"s.with_mean = s.with_std = True\ns.mean_ = {List(offsets)}\ns.scale_ = {List(scales)}\n");

    [ScriptDataTheory]
    [InlineData("other_formats/keras/single_pendulum")]
    public Task A_min_max_scaler_and_a_Keras_model(string name) => Follow(
        ReferenceFile.Read(name),
        "MinMaxScaler",
        static (scales, offsets) => $"s.feature_range, s.clip = (0, 1), False\ns.data_min_ = {List(offsets)}\ns.data_max_ = {List([.. offsets.Zip(scales, static (o, s) => o + s)])}\n");

    /// <summary>The steps of the page; <paramref name="attributes"/> spells (x - offset) / scale as the scaler's attributes.</summary>
    private async Task Follow(ReferenceFile reference, string scaler, Func<double[], double[], string> attributes)
    {
        ReferenceCase[] cases = reference.Cases;
        double[] scales = [.. cases[0].X.Select(static (_, j) => Math.Pow(2, (j % 5) - 2))];
        double[] offsets = [.. cases[0].X.Select(static (_, j) => (j - 3) / 2.0)];
        double[][] rows = [.. cases.Select(c => c.X.Select((x, j) => (x * scales[j]) + offsets[j]).ToArray())];
        Assert.All(rows, static row => Assert.All(row, static x => Assert.Equal(x, (float)x)));

        // What the user has: the model, and a pickled scaler that was fitted on a DataFrame.
        string model = folder.Of("model" + Path.GetExtension(reference.ModelPath));
        File.WriteAllBytes(model, File.ReadAllBytes(reference.ModelPath));
        Directory.CreateDirectory(folder.Of("sklearn"));
        folder.Write("sklearn/preprocessing.py", Scalers);
        folder.Write("joblib.py", JobLib);
        folder.Write("fit.py", $"import pickle\nfrom sklearn.preprocessing import {scaler}\ns = {scaler}()\ns.n_features_in_ = {scales.Length}\ns.feature_names_in_ = ['f%d' % j for j in range({scales.Length})]\n{attributes(scales, offsets)}pickle.dump(s, open('scaler.pkl', 'wb'))\n");
        DocumentedScript.Run(folder.Of(""), "fit.py");

        // Step 1: the script of the page.
        folder.Write("dump.py", DocumentedScript.Of("preprocessing.md", "scaler.pkl"));
        DocumentedScript.Run(folder.Of(""), "dump.py");

        // Step 2.
        ToolResult inspected = (await ToolResult.OfAsync("inspect", model)).Done();
        Assert.Contains("f0", inspected.Output);
        Assert.Contains("'model.features.json'", inspected.Error);

        // Step 3. What a head makes of the outputs is not in the reference.
        string[] link = reference.HeadIgnored is null ? ["--link"] : [];
        string table = folder.Write("X.csv", string.Join(",", scales.Select(static (_, j) => $"f{j}")) + "\n" + string.Join("\n", rows.Select(static row => string.Join(",", row.Select(Number)))) + "\n");
        JsonElement[] predictions = (await ToolResult.OfAsync(["run", model, "--inputs", table, .. link])).Done().JsonLines;
        AssertClose([.. cases.Select(static c => c.Y)], [.. predictions.Select(static line => Doubles(line.GetProperty("outputs")))]);

        // Step 5: by the reference's map A of scaled values, feature j contributes A_j / scale_j for each of its units.
        JsonElement[] explanations = (await ToolResult.OfAsync("explain", model, "--inputs", table, "--no-radius", "--json")).Done().JsonLines;
        for (int i = 0; i < cases.Length; i++)
        {
            if (cases[i].Margin < PatternMargin)
            {
                continue;
            }

            double[][] expected = [.. cases[i].A!.Select(row => row.Select((a, j) => a / scales[j] * rows[i][j]).ToArray())];
            AssertClose(expected, [.. explanations[i].GetProperty("contributions").EnumerateArray().Select(Doubles)]);
        }
    }

    private static void AssertClose(double[][] expected, double[][] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach ((double[] e, double[] a) in expected.Zip(actual))
        {
            double allowed = Tolerance * Math.Max(1, e.Max(Math.Abs));
            Assert.Equal(e.Length, a.Length);
            Assert.All(e.Zip(a), pair => Assert.InRange(pair.Second, pair.First - allowed, pair.First + allowed));
        }
    }

    private static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(static v => v.GetDouble())];

    private static string List(double[] values) => "[" + string.Join(", ", values.Select(Number)) + "]";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
