using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

public class ClusterTests
{
    // Two rows in the region 11, one in 01.
    private const string Rows = "1,0\n0,1\n1,0\n";

    [Fact]
    public async Task Json_has_a_cluster_a_pattern_the_largest_first()
    {
        using var folder = new TemporaryFolder();

        JsonElement result = (await ToolResult.OfAsync("cluster", folder.Write("m.relunet", Models.Leaky), "--samples", folder.Write("x.csv", Rows), "--json")).Done().Json;

        Assert.Equal((3, 0, 2), (result.GetProperty("rows").GetInt32(), result.GetProperty("rejected").GetInt32(), result.GetProperty("count").GetInt32()));
        // The maps are those that RunTests has by hand.
        Assert.Equal(
            """{"pattern":"11","support":2,"share":0.6666666666666666,"mean":[1,0],"variance":[0,0],"positive":0,"classes":[2,0],"meanOutput":[-3.625],"weights":[[-5,-4]],"bias":[1.375],"importance":{"raw":[-5,-4],"scaled":[-2.3570226039551585,-1.8856180831641267],"range":[-5,-4],"commonShiftRemoved":false}}""",
            result.GetProperty("clusters")[0].GetRawText());
        Assert.Equal("01", result.GetProperty("clusters")[1].GetProperty("pattern").GetString());
    }

    [Fact]
    public async Task Max_clusters_folds_the_others_and_says_what_that_costs()
    {
        using var folder = new TemporaryFolder();

        JsonElement result = (await ToolResult.OfAsync("cluster", folder.Write("m.relunet", Models.Leaky), "--samples", folder.Write("x.csv", Rows), "--json", "--max-clusters", "1")).Done().Json;

        Assert.Equal((1, 2, "fold-small"), (result.GetProperty("count").GetInt32(), result.GetProperty("patterns").GetInt32(), result.GetProperty("merge").GetString()));
        JsonElement all = Assert.Single(result.GetProperty("clusters").EnumerateArray());
        Assert.Equal(("11", 3, false), (all.GetProperty("pattern").GetString(), all.GetProperty("support").GetInt32(), all.GetProperty("exact").GetBoolean()));
        Assert.Equal("[[-5,-4]]", all.GetProperty("weights").GetRawText());

        // The row (0, 1) gives -2.125, by the map of 11 it would be -2.625: one row of three is off, and none changes its sign.
        Assert.Equal((1, 0.5, 0.5 / 3), (Fidelity("agreement"), Fidelity("largestError"), Fidelity("meanError")));

        double Fidelity(string name) => result.GetProperty("fidelity").GetProperty(name).GetDouble();
    }

    [Fact]
    public async Task The_table_shows_support_means_and_importance()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = (await ToolResult.OfAsync("cluster", folder.Write("m.relunet", Models.Leaky), "--samples", folder.Write("x.csv", "a,b\n" + Rows))).Done();

        Assert.StartsWith("3 rows in 2 clusters\n\n11  support 2 (66.7 %), positive 0.0 %\n", result.Output);
        Assert.Contains("weights times standard deviations over all rows", result.Output);
    }

    [Fact]
    public async Task Equal_maps_go_together_without_loss()
    {
        using var folder = new TemporaryFolder();

        // Below 0 and beyond 2 the bump is 0.
        JsonElement result = (await ToolResult.OfAsync("cluster", folder.Write("m.relunet", RegionModels.Bump), "--samples", folder.Write("x.csv", "-1\n0.5\n3\n"), "--json", "--merge", "equal")).Done().Json;

        Assert.Equal((2, "equal-maps", JsonValueKind.Null), (result.GetProperty("count").GetInt32(), result.GetProperty("merge").GetString(), result.GetProperty("fidelity").ValueKind));
        Assert.Equal("""["000","111"]""", result.GetProperty("clusters")[0].GetProperty("patterns").GetRawText());
        Assert.True(result.GetProperty("clusters")[0].GetProperty("exact").GetBoolean());
    }

    [Fact]
    public async Task The_tree_goes_stage_by_stage()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.TwoStages), rows = folder.Write("x.csv", "1\n2\n-3\n0.25\n");

        JsonElement root = (await ToolResult.OfAsync("cluster", model, "--samples", rows, "--json", "--tree")).Done().Json.GetProperty("tree");
        string text = (await ToolResult.OfAsync("cluster", model, "--samples", rows, "--tree")).Done().Output;

        Assert.Equal("0/:4(1/10:3(2/1:2 2/0:1) 1/01:1(2/1:1))", Outline(root));
        Assert.Contains("stage 1 10  3 (75.0 %)", text);
        Assert.Contains("stage 2 0  1 (25.0 %)", text);

        static string Outline(JsonElement node)
        {
            string children = string.Join(' ', node.GetProperty("children").EnumerateArray().Select(Outline));
            return $"{node.GetProperty("stage")}/{node.GetProperty("bits").GetString()}:{node.GetProperty("support")}" + (children.Length > 0 ? $"({children})" : "");
        }
    }

    [Theory]
    [InlineData("--merge fold", "--max-clusters")]
    [InlineData("--merge equal --max-clusters 2", "--merge fold")]
    [InlineData("--merge nearest", "nearest")]
    [InlineData("--tree --max-clusters 2", "--tree")]
    public async Task Options_that_contradict_are_refused(string options, string expected)
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync(["cluster", folder.Write("m.relunet", Models.Leaky), "--samples", folder.Write("x.csv", Rows), .. options.Split(' ')])).Refused(expected);
    }

    [Theory]
    [InlineData("1,0\n1,x\n", "x.csv(2,3): error RLG")]
    [InlineData("", "x.csv")]
    public async Task Bad_rows_are_one_error(string rows, string expected)
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync("cluster", folder.Write("m.relunet", Models.Leaky), "--samples", folder.Write("x.csv", rows))).Refused(expected);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("abc")]
    public async Task Max_clusters_is_a_number_of_at_least_one(string most)
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync("cluster", folder.Write("m.relunet", Models.Leaky), "--samples", folder.Write("x.csv", Rows), "--max-clusters", most)).Refused("--max-clusters");
    }
}
