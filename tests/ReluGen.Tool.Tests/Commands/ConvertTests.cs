using System.IO;
using System.Threading.Tasks;
using ReluGen.Core.Text;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

public class ConvertTests
{
    [Fact]
    public async Task The_text_form_is_canonical()
    {
        using var folder = new TemporaryFolder();
        string once = folder.Of("once.relunet");
        string twice = folder.Of("twice.relunet");

        (await ToolResult.OfAsync("convert", folder.Write("m.relunet", Models.Leaky), "-o", once)).Done();
        (await ToolResult.OfAsync("convert", once, "-o", twice)).Done();

        Assert.Equal(File.ReadAllBytes(once), File.ReadAllBytes(twice));
        Assert.Equal(NetworkReader.Read(Models.Leaky).Network, NetworkReader.Read(File.ReadAllText(once)).Network);
    }

    [Fact]
    public async Task An_error_leaves_the_old_file()
    {
        using var folder = new TemporaryFolder();
        string output = folder.Write("out.relunet", "old");

        (await ToolResult.OfAsync("convert", folder.Write("bad.relunet", "relunet 1\nstage"), "-o", output)).Refused("bad.relunet(2,", "RLG1007");

        Assert.Equal("old", File.ReadAllText(output));
        Assert.Equal(["bad.relunet", "out.relunet"], folder.Files);
    }

    [Fact]
    public async Task Onnx_reads_back_as_the_same_network()
    {
        using var folder = new TemporaryFolder();
        string onnx = folder.Of("m.onnx");

        ToolResult written = (await ToolResult.OfAsync("convert", folder.Write("m.relunet", Models.Leaky), "-o", onnx)).Done();

        Assert.Contains("no place for the names and bounds", written.Error);
        Assert.Equal(NetworkReader.Read(Models.Leaky).Network.ContentHash, ReluGen.Formats.ModelFile.Read(onnx).Network.ContentHash);
        byte[] bytes = File.ReadAllBytes(onnx);
        (await ToolResult.OfAsync("convert", folder.Of("m.relunet"), "-o", onnx)).Done();
        Assert.Equal(bytes, File.ReadAllBytes(onnx));
    }

    [Fact]
    public async Task A_features_file_is_folded_once()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Skip);
        folder.Write("m.features.json", """{"features": [{"name": "x", "mean": 10, "scale": 2}]}""");

        (await ToolResult.OfAsync("convert", model, "-o", folder.Of("folded.relunet"))).Done();
        Assert.Contains("d 0 1 1", File.ReadAllText(model));
        Assert.Equal([0.5f], NetworkReader.Read(File.ReadAllText(folder.Of("folded.relunet"))).Network.Stages[0].Blocks[0].Values.ToArray());

        // Beside its features file the result would be folded again.
        (await ToolResult.OfAsync("convert", model, "-o", folder.Of("m.onnx"))).Refused("m.features.json", "once more");
        (await ToolResult.OfAsync("convert", model, "--features-file", "none", "-o", folder.Of("m.onnx"))).Done();
        (await ToolResult.OfAsync("convert", model, "--features", "y", "-o", folder.Of("n.onnx"))).Refused("leave Features out");
    }

    [Fact]
    public async Task A_wrong_features_file_is_the_error_of_every_command()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Skip);
        folder.Write("m.features.json", "{\"features\": [\n{\"name\": \"x\", \"scale\": 0}]}");

        (await ToolResult.OfAsync("convert", model, "-o", folder.Of("n.relunet"))).Refused("m.features.json(2,", "RLG1011");
        (await ToolResult.OfAsync("check", model)).Refused("m.features.json(2,", "RLG1011");
        (await ToolResult.OfAsync("inspect", model)).Refused("m.features.json(2,", "RLG1011");
    }
}
