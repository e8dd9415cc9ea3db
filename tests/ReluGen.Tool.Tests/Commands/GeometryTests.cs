using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

public class GeometryTests
{
    [Fact]
    public async Task Json_has_distances_facets_neighbours_and_the_ball()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Quadrants);
        string inputs = folder.Write("x.csv", "3,-4,0\n1,1,5\n");

        ToolResult result = (await ToolResult.OfAsync("geometry", model, "--inputs", inputs, "--json")).Done();

        JsonElement[] points = result.Json.GetProperty("points").EnumerateArray().ToArray();
        Assert.Equal(2, points.Length);
        Assert.Equal(
            "{'point':[3,-4,0],'pattern':'10','distance':3,'maximumDistance':3,'ranges':[{'down':3,'up':null},{'down':null,'up':4},{'down':null,'up':null}],"
            + "'facets':[{'neurons':[{'stage':1,'neuron':0}],'faces':[],'distance':3,'maximumDistance':3,'neighbour':'00'},"
            + "{'neurons':[{'stage':1,'neuron':1}],'faces':[],'distance':4,'maximumDistance':4,'neighbour':'11'}],'ball':null}",
            points[0].GetRawText().Replace('"', '\''));
        Assert.Equal("11", points[1].GetProperty("pattern").GetString());
    }

    [Fact]
    public async Task A_domain_bounds_the_region()
    {
        using var folder = new TemporaryFolder();

        JsonElement json = (await ToolResult.OfAsync("geometry", folder.Write("m.relunet", RegionModels.Absolute), "--at", "0.25", "--domain", "-1,1", "--json")).Done().Json;

        JsonElement point = json.GetProperty("points")[0];
        Assert.Equal("""{"centre":[0.5],"radius":0.5,"upperBound":0.5000000000000001}""", point.GetProperty("ball").GetRawText());
        Assert.Equal(["[]", """["largest x"]"""], point.GetProperty("facets").EnumerateArray().Select(static f => f.GetProperty("faces").GetRawText()));
        Assert.Equal(["01", null], point.GetProperty("facets").EnumerateArray().Select(static f => f.GetProperty("neighbour").GetString()));
    }

    [Fact]
    public async Task The_table_names_neurons_and_neighbours()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = (await ToolResult.OfAsync("geometry", folder.Write("m.relunet", RegionModels.Absolute), "--at", "0.25")).Done();

        Assert.Contains("stage 1 neuron 0 and stage 1 neuron 1, beyond 01", result.Output);
        Assert.Contains("may fall by 0.25 and rise by any amount", result.Output);
        Assert.All(result.OutputLines, static line => Assert.Equal(line.TrimEnd('\r').TrimEnd(), line.TrimEnd('\r')));
    }

    [Theory]
    [InlineData("--at or --inputs is missing", "--at v1", "--inputs")]
    [InlineData("--at 1,2", "2 values", "1 inputs")]
    [InlineData("--at x", "'x'", "finite")]
    [InlineData("--at nan", "'nan'", "finite")]
    [InlineData("--at 2 --domain -1,1", "point 1", "outside")]
    [InlineData("--at 2 --inputs x.csv", "--at v1", "--inputs")]
    public async Task What_is_no_point_is_refused(string arguments, params string[] parts)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Absolute);
        string[] words = arguments.Contains("missing") ? [] : arguments.Split(' ');

        (await ToolResult.OfAsync(["geometry", model, .. words])).Refused(parts);
    }
}
