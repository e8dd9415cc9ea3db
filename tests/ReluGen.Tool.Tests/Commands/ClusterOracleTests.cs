using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

/// <summary>Oracles F1, F2, F4 and F5 of design/math.md 8.4 by the command line; F3 is in ErrorBoundTests, F6 in MergedClusterTests.</summary>
public class ClusterOracleTests
{
    private static readonly string Corners = string.Concat(Enumerable.Range(0, 32).Select(static i => $"{i & 1},{i >> 1 & 1},{i >> 2 & 1},{i >> 3 & 1},{i >> 4}\n"));

    [Fact]
    public async Task F1_noise_has_no_importance_at_all_and_is_called_unused()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Model([5, 2, 1], [[1, 0, 1, 0, 0], [0, 1, -1, 0, 0]], [-1, 0], [[1, 1]], [0]));
        string rows = folder.Write("x.csv", Corners);

        JsonElement[] clusters = await ClustersAsync(model, rows);
        JsonElement findings = (await ToolResult.OfAsync("check", model, "--domain", "0,1", "--json", "--fail-on", "error")).Done().Json.GetProperty("diagnostics");

        Assert.Equal(["00 16 [0,0,0,0,0]", "01 8 [0,1,-1,0,0]", "10 8 [1,0,1,0,0]"], clusters.Select(static c => $"{c.GetProperty("pattern")} {c.GetProperty("support")} {Raw(c)}"));
        Assert.Equal(2, findings.EnumerateArray().Count(static d => d.GetProperty("kind").GetString() == "unused-input"));
    }

    // On [0, 1]^2 every pre-activation is positive, so the network is W3 W2 W1 x + W3 (W2 b1 + b2) + b3.
    [Fact]
    public async Task F2_a_linear_network_in_disguise_has_one_cluster()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Model([2, 2, 2, 1], [[1, -1], [2, 1]], [2, 1], [[1, 2], [3, -1]], [1, 4], [[2, -1]], [5]));

        JsonElement cluster = Assert.Single(await ClustersAsync(model, folder.Write("x.csv", "0,0\n1,0\n0,1\n1,1\n0.5,0.25\n")));
        JsonElement findings = (await ToolResult.OfAsync("check", model, "--domain", "0,1", "--json", "--fail-on", "error")).Done().Json.GetProperty("diagnostics");

        // W2 W1 = [[5, 1], [1, -4]], W2 b1 + b2 = [5, 9]: A = [9, 6], b = 10 - 9 + 5.
        Assert.Equal(("1111", 5, "[9,6]", "[6]"), (cluster.GetProperty("pattern").GetString(), cluster.GetProperty("support").GetInt32(), Raw(cluster), cluster.GetProperty("bias").GetRawText()));
        Assert.Equal([1, 2], findings.EnumerateArray().Where(static d => d.GetProperty("kind").GetString() == "affine-stage").Select(static d => d.GetProperty("stage").GetInt32()));
    }

    [Fact]
    public async Task F4_rescaling_changes_no_bit_and_permuting_only_the_order_of_neurons()
    {
        using var folder = new TemporaryFolder();
        string rows = folder.Write("x.csv", string.Concat(Enumerable.Range(0, 40).Select(static i => FormattableString.Invariant($"{i % 8 - 3.5},{i / 8 - 2.25}\n"))));
        double[][] first = [[1, -2], [3, 1], [-1, -1]], second = [[2, -3, 1]];
        double[] bias = [0.5, -1, 2];

        JsonElement[] before = await ClustersAsync(folder.Write("a.relunet", Model([2, 3, 1], first, bias, second, [1])), rows);
        JsonElement[] scaled = await ClustersAsync(folder.Write("b.relunet", Model([2, 3, 1], [[4, -8], [3, 1], [-0.25, -0.25]], [2, -1, 0.5], [[0.5, -3, 4]], [1])), rows);
        JsonElement[] permuted = await ClustersAsync(folder.Write("c.relunet", Model([2, 3, 1], [first[2], first[0], first[1]], [2, 0.5, -1], [[1, 2, -3]], [1])), rows);

        Assert.True(before.Length > 3);
        Assert.Equal(before.Select(static c => c.GetRawText()), scaled.Select(static c => c.GetRawText()));
        Assert.Equal(before.Select(static c => Text(c, [2, 0, 1])).Order(), permuted.Select(static c => Text(c, [0, 1, 2])).Order());
    }

    [Fact]
    public async Task F5_the_unit_of_an_input_changes_its_raw_importance_only()
    {
        using var folder = new TemporaryFolder();
        string rows = folder.Write("x.csv", "1,8\n2,16\n5,-8\n-1,24\n"), small = folder.Write("s.csv", "1,1\n2,2\n5,-1\n-1,3\n");

        JsonElement[] before = await ClustersAsync(folder.Write("a.relunet", Model([2, 2, 1], [[1, 0.5], [-1, 2]], [0, 1], [[1, -2]], [0])), rows);
        JsonElement[] after = await ClustersAsync(folder.Write("b.relunet", Model([2, 2, 1], [[1, 4], [-1, 16]], [0, 1], [[1, -2]], [0])), small);

        Assert.Equal(before.Select(static c => c.GetProperty("importance").GetProperty("scaled").GetRawText()), after.Select(static c => c.GetProperty("importance").GetProperty("scaled").GetRawText()));
        Assert.Equal(before.Select(static c => 8 * Second(c)), after.Select(static c => Second(c)));

        static double Second(JsonElement cluster) => cluster.GetProperty("importance").GetProperty("raw")[1].GetDouble();
    }

    /// <summary>A cluster with its bits in another order.</summary>
    private static string Text(JsonElement cluster, int[] order)
    {
        string pattern = cluster.GetProperty("pattern").GetString()!;
        return string.Concat(order.Select(i => pattern[i])) + cluster.GetRawText()[cluster.GetRawText().IndexOf(",\"support\"", StringComparison.Ordinal)..];
    }

    private static string Raw(JsonElement cluster) => cluster.GetProperty("importance").GetProperty("raw").GetRawText();

    private static async Task<JsonElement[]> ClustersAsync(string model, string rows) =>
        [.. (await ToolResult.OfAsync("cluster", model, "--samples", rows, "--json")).Done().Json.GetProperty("clusters").EnumerateArray()];

    /// <summary>A chain of two or three layers.</summary>
    private static string Model(int[] widths, double[][] w1, double[] b1, double[][] w2, double[] b2, double[][]? w3 = null, double[]? b3 = null)
    {
        string text = "relunet 1\n" + string.Concat(Enumerable.Range(0, widths[0]).Select(static j => $"input \"x{j}\"\n"));
        for (int l = 1; l < widths.Length; l++)
        {
            (double[][] weights, double[] bias) = l == 1 ? (w1, b1) : l == 2 ? (w2, b2) : (w3!, b3!);
            text += FormattableString.Invariant($"{(l == widths.Length - 1 ? "output" : "stage")} {widths[l]} {l - 1}\n");
            string slope = l == widths.Length - 1 ? "" : " 0";
            text += string.Concat(bias.Select((b, i) => FormattableString.Invariant($"d {b}{slope} ") + string.Join(' ', weights[i].Select(static w => w.ToString(CultureInfo.InvariantCulture))) + "\n"));
        }

        return text + "end\n";
    }
}
