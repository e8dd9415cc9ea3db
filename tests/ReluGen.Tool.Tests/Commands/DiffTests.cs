using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tests.Shared;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

public class DiffTests
{
    /// <summary>y = x on [-1, 1], by one neuron that is always active there.</summary>
    private const string Shifted =
        """
        relunet 1
        link identity
        input "x" -1 1
        stage 1 0
        d 1 0 1
        output 1 1
        d -1 1
        end

        """;

    /// <summary>y = 4 relu(x) - 2 relu(-x) + 1/2.</summary>
    private const string Bent =
        """
        relunet 1
        link identity
        input "x" -1 1
        stage 2 0
        d 0 0 1
        d 0 0 -1
        output 1 1
        d 0.5 4 -2
        end

        """;

    public static TheoryData<string> Pairs => DataFolder.Root is null
        ? []
        : [.. Directory.GetDirectories(DataFolder.Of("pairs")).Select(static folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [DataTheory, MemberData(nameof(Pairs))]
    public async Task Json_of_a_pair_says_what_its_truth_says(string pair)
    {
        string folder = DataFolder.Of("pairs/" + pair);
        JsonElement truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "truth.json"))).RootElement;
        using var temporary = new TemporaryFolder();
        string domain = temporary.Write("d.json", truth.GetProperty("domain").GetRawText());

        JsonElement json = (await ToolResult.OfAsync("diff", Path.Combine(folder, "a.onnx"), Path.Combine(folder, "b.onnx"), "--domain", domain, "--json")).Done().Json;

        Assert.Equal(truth.GetProperty("equal_on_box").GetBoolean(), json.GetProperty("equal").GetBoolean());
        Assert.Equal(truth.GetProperty("max_abs_output_difference_on_box").GetDouble(), json.GetProperty("maxDifference").GetDouble());
        Assert.Equal(Numbers(truth.GetProperty("attained_at")), Numbers(json.GetProperty("attainedAt")));
        Assert.Equal(pair[..^2] switch
        {
            "permutation" => "permutation",
            "rescaling" => "rescaling",
            "permutation_rescaling" => "permutation-rescaling",
            "dead_outgoing_changed" or "twin_merged" => "same-function",
            _ => "different",
        }, json.GetProperty("relation").GetString());

        static double[]? Numbers(JsonElement list) =>
            list.ValueKind == JsonValueKind.Null ? null : list.EnumerateArray().Select(static value => value.GetDouble()).ToArray();
    }

    /// <summary>|x − y| with y = 4 x + 1/2 for x > 0 and 2 x + 1/2 below: 3.5 at 1, 0.5 at −1.</summary>
    [Fact]
    public async Task Networks_of_other_architectures_are_compared_on_the_domain_of_the_models()
    {
        using var folder = new TemporaryFolder();
        string shifted = folder.Write("a.relunet", Shifted);
        string bent = folder.Write("b.relunet", Bent);

        ToolResult result = (await ToolResult.OfAsync("diff", shifted, bent, "--json")).Done();

        Assert.Equal(
            "{\"equal\":false,\"maxDifference\":3.5,\"attainedAt\":[1],\"relation\":\"different\",\"linksDiffer\":false,\"complete\":true,\"bounds\":[3.5,3.5],\"output\":0,"
            + "\"exact\":{\"maxDifference\":\"7/2\",\"attainedAt\":[\"1\"]},\"regions\":2,\"nodes\":4,\"witness\":null,\"distinction\":\"Stage 1 has 1 and 2 neurons\",\"nearest\":null}",
            result.Output.TrimEnd());
        Assert.Equal("", result.Error);

        // x − (2 x + 1/2) = −x − 1/2, between 0 and 1/2 on [-1, -1/2].
        JsonElement left = (await ToolResult.OfAsync("diff", shifted, bent, "--domain=-1,-0.5", "--json")).Done().Json;
        Assert.Equal(0.5, left.GetProperty("maxDifference").GetDouble());
        Assert.Equal(-1, Assert.Single(left.GetProperty("attainedAt").EnumerateArray()).GetDouble());

        // At a single point.
        JsonElement point = (await ToolResult.OfAsync("diff", shifted, bent, "--domain=0.25,0.25", "--json")).Done().Json;
        Assert.Equal(1.25, point.GetProperty("maxDifference").GetDouble());
        Assert.True((await ToolResult.OfAsync("diff", shifted, bent, "--domain=-0.5,-0.5", "--json")).Done().Json.GetProperty("equal").GetBoolean());
    }

    [Fact]
    public async Task The_table_says_the_same()
    {
        using var folder = new TemporaryFolder();
        string shifted = folder.Write("a.relunet", Shifted);
        string bent = folder.Write("b.relunet", Bent);

        string[] lines = (await ToolResult.OfAsync("diff", shifted, bent)).Done().OutputLines;
        Assert.Contains("relation              different", lines);
        Assert.Contains("largest difference    3.5 on the domain, proved", lines);
        Assert.Contains("attained at           (1)", lines);

        // Both neurons exchanged, the first by 2.
        string other = folder.Write("c.relunet", Bent.Replace("d 0 0 1\nd 0 0 -1", "d 0 0 -1\nd 0 0 2").Replace("d 0.5 4 -2", "d 0.5 -2 2"));
        lines = (await ToolResult.OfAsync("diff", bent, other)).Done().OutputLines;
        Assert.Equal(["relation              permutation-rescaling", "largest difference    0, for every input", "stage 1               2 of 2 neurons moved, 1 rescaled by 2 to 2"], lines);
    }

    [Fact]
    public async Task A_spent_budget_leaves_proved_bounds()
    {
        using var folder = new TemporaryFolder();
        string random = RegionModels.Random(3, 24);
        string a = folder.Write("a.relunet", random);
        string b = folder.Write("b.relunet", random.Replace("output 1 1\nd 0 ", "output 1 1\nd 0.25 "));

        JsonElement json = (await ToolResult.OfAsync("diff", a, b, "--domain=-1,1", "--nodes", "40", "--json")).Done().Json;

        Assert.False(json.GetProperty("complete").GetBoolean());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("maxDifference").ValueKind);
        double[] bounds = json.GetProperty("bounds").EnumerateArray().Select(static value => value.GetDouble()).ToArray();
        Assert.InRange(0.25, bounds[0], bounds[1]);
        Assert.Contains("at least ", (await ToolResult.OfAsync("diff", a, b, "--domain=-1,1", "--nodes", "40")).Done().Output);
        Assert.Equal(0.25, (await ToolResult.OfAsync("diff", a, b, "--domain=-1,1", "--json")).Done().Json.GetProperty("maxDifference").GetDouble());
    }

    [Fact]
    public async Task Nearest_neurons_are_an_estimate_that_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        string bent = folder.Write("b.relunet", Bent);
        string other = folder.Write("c.relunet", Bent.Replace("d 0 0 1\nd 0 0 -1", "d 0.01 0 -1\nd 0 0 2").Replace("d 0.5 4 -2", "d 0.5 -2 2"));

        JsonElement json = (await ToolResult.OfAsync("diff", bent, other, "--nearest", "--json")).Done().Json;

        JsonElement nearest = json.GetProperty("nearest");
        Assert.Equal("[[1,0]]", nearest.GetProperty("permutations").GetRawText());
        Assert.InRange(nearest.GetProperty("largestDistance").GetDouble(), 0.009, 0.011);
        Assert.Contains("(estimate)", (await ToolResult.OfAsync("diff", bent, other, "--nearest")).Done().Output);
    }

    [Fact]
    public async Task Outputs_before_the_links_are_compared_and_a_note_says_so()
    {
        using var folder = new TemporaryFolder();
        string bent = folder.Write("b.relunet", Bent);
        string other = folder.Write("c.relunet", Bent.Replace("link identity", "link sigmoid"));

        ToolResult result = (await ToolResult.OfAsync("diff", bent, other, "--json")).Done();

        Assert.Equal("identical", result.Json.GetProperty("relation").GetString());
        Assert.Contains("its link is sigmoid", result.Error);
        Assert.True(result.Json.GetProperty("linksDiffer").GetBoolean());
    }

    [Fact]
    public async Task What_cannot_be_compared_is_refused()
    {
        using var folder = new TemporaryFolder();
        string shifted = folder.Write("a.relunet", Shifted);
        string unbounded = folder.Write("b.relunet", Bent.Replace("input \"x\" -1 1", "input \"x\""));
        string wider = folder.Write("c.relunet", Bent.Replace("input \"x\" -1 1", "input \"x\" -2 1"));
        string three = folder.Write("d.relunet", RegionModels.Quadrants);

        (await ToolResult.OfAsync("diff", shifted, three)).Refused("1 input and 1 output", "3 and 1");
        (await ToolResult.OfAsync("diff", shifted, wider)).Refused("different domains", "--domain");
        (await ToolResult.OfAsync("diff", unbounded, folder.Write("e.relunet", Shifted.Replace(" -1 1\nstage", "\nstage")))).Refused("does not bound its inputs", "--domain");
        (await ToolResult.OfAsync("diff", shifted, folder.Of("none.onnx"))).Refused("none.onnx", "does not exist");
        (await ToolResult.OfAsync("diff", shifted)).Refused("diff");

        // One domain is enough, and none is needed where every input has equal outputs; but one that is given must be right.
        Assert.Equal(3.5, (await ToolResult.OfAsync("diff", unbounded, shifted, "--json")).Done().Json.GetProperty("maxDifference").GetDouble());
        Assert.Equal("identical", (await ToolResult.OfAsync("diff", unbounded, unbounded, "--json")).Done().Json.GetProperty("relation").GetString());
        (await ToolResult.OfAsync("diff", unbounded, unbounded, "--domain", "1,-1")).Refused("--domain");
    }
}
