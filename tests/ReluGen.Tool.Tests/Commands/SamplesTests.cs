using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ReluGen.Core.Text;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;
using ReluGen.Generator.Emission;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

/// <summary>--samples and --features: the network as a build sees it.</summary>
public class SamplesTests
{
    private const string Rows = "id,b,a\n7,0,1\n8,0,2\n9,1,0\n";

    [Fact]
    public async Task Emit_gives_the_source_of_the_text_that_the_build_hands_to_the_generator()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);
        string rows = folder.Write("rows.csv", Rows);

        string code = (await ToolResult.OfAsync("emit", model, "--samples", rows, "--features", "a; id", "--class", "M")).Done().Output;

        string text = NetworkWriter.Write(SampledModel.Read(model, rows, "a; id", new TableRequest()).Document);
        Assert.Equal(NetworkCode.Emit(NetworkReader.Read(text), "", "M"), code);
    }

    [Fact]
    public async Task Convert_writes_names_and_regions()
    {
        using var folder = new TemporaryFolder();
        string output = folder.Of("out.relunet");

        (await ToolResult.OfAsync("convert", folder.Write("m.relunet", Models.Leaky), "--samples", folder.Write("rows.csv", Rows), "-o", output)).Done();

        // (1, 0) and (2, 0) have both neurons active, (0, 1) the second.
        NetworkDocument document = NetworkReader.Read(File.ReadAllText(output));
        Assert.Equal(new SampleSummary("rows.csv", 3, 2), document.Samples);
        Assert.Equal(["11 2", "01 1"], document.Regions.Select(static region => $"{region.Pattern} {region.Count}"));
    }

    [Fact]
    public async Task Run_takes_columns_by_the_names_that_are_given()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);
        string rows = folder.Write("rows.csv", "id,q,p\n7,0,1\n");

        ToolResult result = (await ToolResult.OfAsync("run", model, "--inputs", rows, "--features", "p;q", "--samples", rows)).Done();

        Assert.StartsWith("""{"outputs":[-3.625],"pattern":"11",""", result.Output);
    }

    [Theory]
    [InlineData("absent.csv", "a;b", "absent.csv: error RLG1009: The sample file does not exist")]
    [InlineData("", "a;b;c", "m.relunet: error RLG1011: Features names 3 inputs")]
    [InlineData("", "a;a", "m.relunet: error RLG1011: ")]
    public async Task What_is_wrong_is_told_at_its_file(string samples, string features, string expected)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);
        string[] options = samples.Length > 0 ? ["--samples", folder.Of(samples)] : [];

        (await ToolResult.OfAsync(["emit", model, "--features", features, .. options])).Refused(expected);
    }

    [Fact]
    public async Task The_sample_file_is_never_the_output()
    {
        using var folder = new TemporaryFolder();
        string rows = folder.Write("rows.csv", Rows);

        (await ToolResult.OfAsync("emit", folder.Write("m.relunet", Models.Leaky), "--samples", rows, "-o", rows)).Refused("is the input of this command");
    }
}
