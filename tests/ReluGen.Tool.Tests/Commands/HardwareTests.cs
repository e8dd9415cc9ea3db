using System.IO;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

/// <summary>Generated code gives the same bytes on processors with less: the runtime is told not to use what this one has.</summary>
public class HardwareTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512=0")]
    [InlineData("DOTNET_EnableAVX2=0")]
    [InlineData("DOTNET_EnableHWIntrinsic=0")]
    public async Task Outputs_patterns_and_affine_maps_are_the_same_bytes(string setting)
    {
        string titanic = Path.Combine(Repository(), "samples", "Titanic");
        string[] run = ["run", Path.Combine(titanic, "titanic.onnx"), "--inputs", Path.Combine(titanic, "titanic.csv")];
        string[] wide = ["run", Path.Combine(Repository(), "tests", "ReluGen.Tests", "Networks", "wide.relunet"), "--inputs", Path.Combine(titanic, "titanic.csv"), "--link"];
        foreach (string[] command in new[] { run, wide })
        {
            string expected = (await ToolProcess.RunAsync(command)).Done().Output;
            Assert.Equal(1309, expected.Split('\n').Length - 1);
            Assert.Equal(expected, (await ToolProcess.RunWithAsync(setting, command)).Done().Output);
        }
    }

    private static string Repository([CallerFilePath] string caller = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "../../.."));
}
