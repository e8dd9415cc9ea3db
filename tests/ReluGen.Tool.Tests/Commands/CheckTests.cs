using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tests.Shared;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

/// <summary><c>check</c>: findings, exit codes, and the three forms of output.</summary>
public sealed class CheckTests
{
    /// <summary>Over [0, 1]²: neuron 0 is dead, 1 and 2 are twins (factor 2), 3 is unread; nothing reads input b. Neuron 0 stands on line 6.</summary>
    private const string Defects =
        """
        relunet 1
        link identity
        input "a"
        input "b"
        stage 4 0
        d -2 0 1 0
        d -0.5 0 1 0
        d -1 0 2 0
        d -0.25 0 1 0
        output 1 1
        d 0.5 1 1 1 0
        end

        """;

    private const string Clean =
        """
        relunet 1
        link identity
        input "a"
        input "b"
        stage 2 0
        d -0.5 0 1 0.25
        d -0.75 0 0.5 1
        output 1 1
        d 0.5 1 1
        end

        """;

    [Fact]
    public async Task Json_lists_every_finding()
    {
        using var folder = new TemporaryFolder();
        ToolResult result = await ToolResult.OfAsync("check", folder.Write("m.relunet", Defects), "--domain", "0,1", "--json");

        Assert.Equal(1, result.ExitCode);
        string[] findings = [.. result.Json.GetProperty("diagnostics").EnumerateArray().Where(static d => d.GetProperty("severity").GetString() != "info").Select(Line)];
        Assert.Equal(
            [
                "RLG2021 unused-input 0 [1] always",
                "RLG2019 rank-deficient-stage 1 [] always",
                "RLG2003 dead-neuron 1 [0] domain",
                "RLG2012 twin-neurons 1 [1,2] always",
                "RLG2005 zero-outgoing-weights 1 [3] always",
            ],
            findings);
        JsonElement dead = result.Json.GetProperty("diagnostics").EnumerateArray().Single(static d => d.GetProperty("kind").GetString() == "dead-neuron");
        Assert.Equal(0, dead.GetProperty("neuron").GetInt32());
        Assert.Contains("never active", dead.GetProperty("message").GetString());
        Assert.Contains("the bit is constant", dead.GetProperty("proof").GetString());
        JsonElement stage = Assert.Single(result.Json.GetProperty("stages").EnumerateArray());
        Assert.Equal((4, 1, 0, 3, 0), (Count("neurons"), Count("dead"), Count("alwaysActive"), Count("crossing"), Count("undecided")));
        JsonElement saved = result.Json.GetProperty("simplification");
        // Two neurons with two weights, a bias and a reader each; and the weight with which the output reads neuron 3.
        Assert.Equal((2, 9, 7), (saved.GetProperty("neurons").GetInt32(), saved.GetProperty("parameters").GetInt32(), saved.GetProperty("macs").GetInt32()));

        int Count(string name) => stage.GetProperty(name).GetInt32();
    }

    [Theory]
    [InlineData(Defects, 1)]
    [InlineData(Defects, 1, "--fail-on", "info")]
    [InlineData(Defects, 0, "--fail-on", "error")]
    [InlineData(Clean, 0)]
    [InlineData(Clean, 0, "--fail-on", "info")]
    [InlineData(Models.NotFinite, 1, "--fail-on", "error")]
    public async Task The_exit_code_says_whether_there_is_something_severe(string model, int code, params string[] options)
    {
        using var folder = new TemporaryFolder();
        ToolResult result = await ToolResult.OfAsync(["check", folder.Write("m.relunet", model), "--domain", "0,1", .. options]);
        Assert.Equal(code, result.ExitCode);
        Assert.Contains(code == 0 && model == Clean ? "0 errors, 0 warnings, 0 notes." : "RLG20", result.Output);
    }

    [Fact]
    public async Task Without_a_domain_only_what_always_holds_is_found()
    {
        using var folder = new TemporaryFolder();
        ToolResult result = await ToolResult.OfAsync("check", folder.Write("m.relunet", Defects), "--json");
        Assert.All(result.Json.GetProperty("diagnostics").EnumerateArray(), static d => Assert.Equal("always", d.GetProperty("condition").GetString()));
        Assert.DoesNotContain("dead-neuron", result.Output);

        ToolResult table = await ToolResult.OfAsync("check", folder.Of("m.relunet"));
        Assert.Contains("No domain is known", table.Output);
    }

    [Fact]
    public async Task The_domain_of_the_model_counts()
    {
        using var folder = new TemporaryFolder();
        string bounded = Defects.Replace("input \"a\"", "input \"a\" 0 1").Replace("input \"b\"", "input \"b\" 0 1");
        ToolResult result = await ToolResult.OfAsync("check", folder.Write("m.relunet", bounded), "--json");
        Assert.Contains("dead-neuron", result.Output);
    }

    [Fact]
    public async Task Samples_give_the_domain_and_observations()
    {
        using var folder = new TemporaryFolder();

        // On the hull [0.5, 1]² of the rows neuron 0 (a + b/4 − 0.5) is active, and 0 at no row.
        string rows = folder.Write("x.csv", "0.5,0.5\n1,1\n1,0.5\n");
        ToolResult hull = await ToolResult.OfAsync("check", folder.Write("m.relunet", Clean), "--samples", rows, "--json");
        Assert.Contains("RLG2006 always-active-neuron 1 [0] domain", hull.Json.GetProperty("diagnostics").EnumerateArray().Select(Line));

        // On [0, 1]² both neurons take both signs, but no row activates neuron 1 (a/2 + b − 0.75); one lies on its hyperplane, one on that of neuron 0.
        string few = folder.Write("y.csv", "0.5,0\n1,0.125\n0.75,0.125\n1,0.25\n0.25,0.5\n");
        ToolResult result = await ToolResult.OfAsync("check", folder.Of("m.relunet"), "--samples", few, "--domain", "0,1", "--json");
        string[] observed = [.. result.Done().Json.GetProperty("diagnostics").EnumerateArray().Where(static d => d.GetProperty("condition").GetString() == "samples").Select(Line)];
        Assert.Equal(["RLG2026 tie-on-samples 1 [0] samples", "RLG2026 tie-on-samples 1 [1] samples", "RLG2034 inactive-on-samples 1 [1] samples"], observed);
    }

    [Fact]
    public async Task Sarif_names_rules_and_lines()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Defects);
        await ToolResult.OfAsync("check", model, "--domain", "0,1", "--sarif", folder.Of("out.sarif"));
        JsonElement log = JsonDocument.Parse(await File.ReadAllTextAsync(folder.Of("out.sarif"))).RootElement;
        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        JsonElement run = Assert.Single(log.GetProperty("runs").EnumerateArray());
        string?[] rules = [.. run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(static rule => rule.GetProperty("id").GetString())];
        Assert.Equal(rules.Distinct(), rules);
        Assert.All(run.GetProperty("results").EnumerateArray(), result => Assert.Contains(result.GetProperty("ruleId").GetString(), rules));
        JsonElement dead = run.GetProperty("results").EnumerateArray().Single(static result => result.GetProperty("ruleId").GetString() == "RLG2003");
        Assert.Equal("warning", dead.GetProperty("level").GetString());
        JsonElement place = dead.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal(6, place.GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.EndsWith("m.relunet", place.GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--fail-on 'never'", "--fail-on", "never")]
    [InlineData("--nodes '-1'", "--nodes", "-1")]
    [InlineData("--domain", "--domain", "1,0")]
    [InlineData("is the input of this command", "--sarif", "m.relunet")]
    public async Task Bad_usage_is_refused(string expected, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Clean);
        (await ToolResult.OfAsync(["check", model, .. options.Select(option => option == "m.relunet" ? model : option)])).Refused(expected);
    }

    /// <summary>The contract on the shared data: a domain file as it stands in truth.json.</summary>
    [DataTheory]
    [InlineData("multi_defect_1", 1)]
    [InlineData("clean_2", 0)]
    public async Task A_domain_file_is_the_domain(string id, int code)
    {
        using var folder = new TemporaryFolder();
        JsonElement truth = JsonDocument.Parse(await File.ReadAllTextAsync(DataFolder.Of("degenerate/" + id + "/truth.json"))).RootElement;
        string domain = folder.Write("d.json", truth.GetProperty("domain").GetRawText());
        ToolResult result = await ToolResult.OfAsync("check", DataFolder.Of("degenerate/" + id + "/model.onnx"), "--domain", domain, "--json");
        Assert.Equal(code, result.ExitCode);
    }

    private static string Line(JsonElement d) =>
        $"{d.GetProperty("id").GetString()} {d.GetProperty("kind").GetString()} {d.GetProperty("stage").GetInt32()} {d.GetProperty("neurons").GetRawText()} {d.GetProperty("condition").GetString()}";
}
