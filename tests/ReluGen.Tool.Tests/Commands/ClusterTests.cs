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
    public async Task Max_clusters_lists_the_largest()
    {
        using var folder = new TemporaryFolder();

        JsonElement result = (await ToolResult.OfAsync("cluster", folder.Write("m.relunet", Models.Leaky), "--samples", folder.Write("x.csv", Rows), "--json", "--max-clusters", "1")).Done().Json;

        Assert.Equal(2, result.GetProperty("count").GetInt32());
        Assert.Equal("11", Assert.Single(result.GetProperty("clusters").EnumerateArray()).GetProperty("pattern").GetString());
    }

    [Fact]
    public async Task The_table_shows_support_means_and_importance()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = (await ToolResult.OfAsync("cluster", folder.Write("m.relunet", Models.Leaky), "--samples", folder.Write("x.csv", "a,b\n" + Rows))).Done();

        Assert.StartsWith("3 rows in 2 clusters\n\n11  support 2 (66.7 %), positive 0.0 %\n", result.Output);
        Assert.Contains("weights times standard deviations over all rows", result.Output);
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
