using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

public class BenchTests
{
    [Fact]
    public async Task Json_has_a_row_a_batch_size()
    {
        using var folder = new TemporaryFolder();

        JsonElement json = (await ToolResult.OfAsync("bench", folder.Write("m.relunet", Models.Leaky), "--json")).Done().Json;

        Assert.Contains(json.GetProperty("vectorBits").GetInt32(), (int[])[128, 256, 512]);
        Assert.Equal([1, 64, 1024, 16384], json.GetProperty("rows").EnumerateArray().Select(static row => row.GetProperty("batch").GetInt32()));
        Assert.All(json.GetProperty("rows").EnumerateArray(), static row =>
        {
            double ns = row.GetProperty("ns").GetDouble();
            double reference = row.GetProperty("referenceNs").GetDouble();
            Assert.True(ns > 0 && reference > 0);
            Assert.Equal(reference / ns, row.GetProperty("ratio").GetDouble(), 1e-9 * reference / ns);
        });
    }

    [Fact]
    public async Task Rows_of_a_file_are_used_and_a_wrong_one_is_refused()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);

        Assert.Contains("16384", (await ToolResult.OfAsync("bench", model, "--inputs", folder.Write("x.csv", "1,2\n-3,4\n"))).Done().Output);
        ToolResult refused = await ToolResult.OfAsync("bench", model, "--inputs", folder.Write("y.csv", "1,2\n3,four\n"));
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("y.csv(2,3)", refused.Error);
        Assert.Equal("", refused.Output);
    }
}
