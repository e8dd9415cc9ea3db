using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Tests.Shared;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Data;

/// <summary>--graph-inputs and --graph-outputs, and class labels, on models of the shared data.</summary>
public class GraphSelectionTests
{
    [DataFact]
    public async Task Convert_takes_the_chosen_tensors()
    {
        // sub = x_3d - y_2d, and sub_1 of two further inputs.
        string model = DataFolder.Of("op_zoo/burn_ops/sub_broadcast/model.onnx");
        using var folder = new TemporaryFolder();
        string output = folder.Of("out.relunet");

        (await ToolResult.OfAsync("convert", model, "-o", output)).Refused("'x_3d', 'y_2d', 'a_2d', 'b_3d'");
        (await ToolResult.OfAsync("convert", model, "--graph-inputs", "y_2d; x_3d", "--graph-outputs", "sub", "-o", output)).Done();

        Network network = NetworkReader.Read(File.ReadAllText(output)).Network;
        Assert.Equal((12 + 24, 24), (network.InputCount, network.OutputCount));
        Assert.Equal([-1, 1], network.Output.Blocks[0].Row(0).ToArray().Where(static w => w != 0));
    }

    [DataFact]
    public async Task Inspect_lists_class_labels()
    {
        ToolResult result = (await ToolResult.OfAsync("inspect", DataFolder.Of("variants/argmax_head/model.onnx"), "--json")).Done();
        Assert.Equal(["0", "1", "2"], result.Json.GetProperty("classLabels").EnumerateArray().Select(static l => l.GetString()));
        Assert.Contains("'y' is a class", result.Json.GetProperty("notes")[0].GetString());
    }
}
