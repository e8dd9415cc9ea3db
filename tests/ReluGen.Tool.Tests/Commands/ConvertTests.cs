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
}
