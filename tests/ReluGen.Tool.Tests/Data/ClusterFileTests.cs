using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tests.Shared;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Data;

/// <summary>Clusters of whole data sets against those of the shared data, which were made in float64 elsewhere.</summary>
public class ClusterFileTests
{
    /// <summary>A row whose pre-activations come this close to zero may fall on the other side in float32.</summary>
    private const double PatternMargin = 1e-6;

    public static TheoryData<string> Networks => DataFolder.Root is null
        ? ["absent"]
        : [.. Directory.GetDirectories(DataFolder.Of("trained")).Where(static f => File.Exists(Path.Combine(f, "clusters.json"))).Select(static f => Path.GetFileName(f)).Order()];

    [DataTheory]
    [MemberData(nameof(Networks))]
    public async Task Clusters_are_those_of_the_reference(string name)
    {
        JsonElement reference = JsonDocument.Parse(File.ReadAllText(DataFolder.Of($"trained/{name}/clusters.json"))).RootElement;
        Dictionary<string, JsonElement> actual = await ClustersAsync(name, reference);
        JsonElement[] expected = reference.GetProperty("clusters").EnumerateArray().ToArray();

        if (reference.GetProperty("min_margin_over_data").GetDouble() > PatternMargin)
        {
            Assert.Equal(expected.Length, actual.Count);
        }

        foreach (JsonElement cluster in expected)
        {
            JsonElement found = actual[Pattern(cluster)];
            Assert.Equal(cluster.GetProperty("support").GetInt32(), found.GetProperty("support").GetInt32());
            AssertClose(Numbers(cluster.GetProperty("centroid")), Numbers(found.GetProperty("mean")), 1e-6);
            AssertClose(Numbers(cluster.GetProperty("mean_target")), Numbers(found.GetProperty("meanOutput")), 1e-4);
            AssertClose(Numbers(cluster.GetProperty("b")), Numbers(found.GetProperty("bias")), 1e-5);
            AssertClose(
                [.. cluster.GetProperty("A").EnumerateArray().SelectMany(Numbers)],
                [.. found.GetProperty("weights").EnumerateArray().SelectMany(Numbers)],
                1e-5);
            if (cluster.TryGetProperty("fraction_positive", out JsonElement positive))
            {
                Assert.Equal(positive.GetDouble(), found.GetProperty("positive").GetDouble(), 1e-12);
            }
            else if (cluster.TryGetProperty("argmax_counts", out JsonElement classes))
            {
                Assert.Equal(Numbers(classes), Numbers(found.GetProperty("classes")));
            }
        }
    }

    // What the design asks of a network of the paper's size on the paper's data: math.md 2.4.
    [DataFact]
    public async Task The_Titanic_study_tells_the_story_of_the_paper()
    {
        JsonElement reference = JsonDocument.Parse(File.ReadAllText(DataFolder.Of("trained/titanic_paper/clusters.json"))).RootElement;
        Dictionary<string, JsonElement> clusters = await ClustersAsync("titanic_paper", reference);
        string[] features = [.. reference.GetProperty("features").EnumerateArray().Select(static f => f.GetString()!)];

        Assert.InRange(clusters.Count, 2, 12);
        double[] largest = clusters.Values
            .Where(static c => Raw(c).Any(static w => w != 0))
            .OrderByDescending(static c => c.GetProperty("support").GetInt32())
            .Select(Raw)
            .First();
        Assert.True(largest[Array.IndexOf(features, "Pclass")] < 0);
        Assert.All(new[] { "Sex", "Title", "Embarked" }, feature => Assert.True(largest[Array.IndexOf(features, feature)] > 0));
        Assert.InRange(await AccuracyAsync("trained/titanic_paper/model.onnx", reference.GetProperty("data").GetString()!), 0.735, 0.824);
    }

    /// <summary>The share of rows that the network tells right; the last column says what is.</summary>
    private static async Task<double> AccuracyAsync(string model, string data)
    {
        using var folder = new TemporaryFolder();
        string output = folder.Of("out.jsonl");
        (await ToolResult.OfAsync("run", DataFolder.Of(model), "--inputs", DataFolder.Of(data), "-o", output)).Done();
        bool[] survived = [.. File.ReadLines(DataFolder.Of(data)).Skip(1).Select(static line => line.Split(',')[^1].Trim() == "1")];
        bool[] predicted = [.. File.ReadLines(output).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("outputs")[0].GetDouble() > 0)];
        Assert.Equal(survived.Length, predicted.Length);
        return survived.Zip(predicted).Count(static pair => pair.First == pair.Second) / (double)survived.Length;
    }

    private static double[] Raw(JsonElement cluster) => Numbers(cluster.GetProperty("importance").GetProperty("raw"));

    private static async Task<Dictionary<string, JsonElement>> ClustersAsync(string name, JsonElement reference)
    {
        JsonElement result = (await ToolResult.OfAsync(
            "cluster",
            DataFolder.Of($"trained/{name}/model.onnx"),
            "--samples",
            DataFolder.Of(reference.GetProperty("data").GetString()!),
            "--json")).Done().Json;
        Assert.Equal(reference.GetProperty("rows_evaluated").GetInt32(), result.GetProperty("rows").GetInt32());
        return result.GetProperty("clusters").EnumerateArray().ToDictionary(static c => c.GetProperty("pattern").GetString()!);
    }

    private static string Pattern(JsonElement cluster) => cluster.GetProperty("pattern").GetString()!.Replace("|", "", StringComparison.Ordinal);

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(static v => v.GetDouble())];

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 1 + expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, tolerance * scale));
    }
}
