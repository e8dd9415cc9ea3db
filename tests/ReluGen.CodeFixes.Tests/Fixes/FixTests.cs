using System.Threading.Tasks;
using ReluGen.CodeFixes.Tests.Harness;

namespace ReluGen.CodeFixes.Tests.Fixes;

/// <summary>What an editor writes when a fix is taken; the result compiles and the diagnostic is gone.</summary>
public sealed class FixTests
{
    [Theory]
    [InlineData("[ReluGen.ReluNetwork(\"net.onnx\")] public class Net;", "[ReluGen.ReluNetwork(\"net.onnx\")] public partial class Net;")]
    [InlineData("[ReluGen.ReluNetwork(\"net.onnx\")]\n// Mine.\nclass Net // here\n{\n}\n", "[ReluGen.ReluNetwork(\"net.onnx\")]\n// Mine.\npartial class Net // here\n{\n}\n")]
    [InlineData("namespace N\n{\n    [ReluGen.ReluNetwork(\"net.onnx\")]\n    internal sealed class Net\n    {\n    }\n}\n", "namespace N\n{\n    [ReluGen.ReluNetwork(\"net.onnx\")]\n    internal sealed partial class Net\n    {\n    }\n}\n")]
    public Task A_class_becomes_partial(string source, string expected) => Check("RLG3001", source, expected);

    [Theory]
    [InlineData("\"nett.onnx\"", "\"net.onnx\"")]
    [InlineData("\"Net.onnx\"", "\"net.onnx\"")]
    [InlineData("\"net\"", "\"net.onnx\"")]
    [InlineData("file: @\"models\\odd.onnx\" /* old */", "file: \"odds.onnx\" /* old */")]
    [InlineData("\"models/nrth/twin.onnx\"", "\"models/north/twin.onnx\"")]
    [InlineData("\"models/suth/twin.onnx\"", "\"models/south/twin.onnx\"")]
    [InlineData("\"oddsratio-final.onnx\"", "\"odds.onnx\"")]
    public Task A_file_that_is_not_there_becomes_the_closest(string name, string expected) =>
        Check("RLG1001", $"using ReluGen;\n[ReluNetwork({name})] public partial class C;", $"using ReluGen;\n[ReluNetwork({expected})] public partial class C;");

    [Theory]
    [InlineData("Net.Predict(new float[2], any);", "Net.Predict(new float[Net.InputCount], any);")]
    [InlineData("Net.Predict(any, stackalloc float[1 /* one */]);", "Net.Predict(any, stackalloc float[Net.OutputCount /* one */]);")]
    [InlineData("var input = new float[2]; Net.Predict(input, any);", "var input = new float[Net.InputCount]; Net.Predict(input, any);")]
    [InlineData("Net.Gradient(default, 0, new float[1]);", "Net.Gradient(default, 0, new float[Net.InputCount]);")]
    [InlineData("Net.AffineMapOf(default, new float[5], any);", "Net.AffineMapOf(default, new float[Net.OutputCount * Net.InputCount], any);")]
    [InlineData("Net.ForwardBatch(new float[9], new float[3], default);", "Net.ForwardBatch(new float[9], new float[3 * Net.OutputCount], default);")]
    [InlineData("Net.ForwardBatch(new float[9], any, new Net.Pattern[2]);", "Net.ForwardBatch(new float[9], any, new Net.Pattern[3]);")]
    public Task A_size_becomes_that_of_the_network(string call, string expected) => Check("RLG3007", Body(call), Body(expected));

    [Fact]
    public Task A_size_is_as_short_as_the_place_allows() => Check(
        "RLG3007",
        "namespace Models\n{\n" + Networks.Classes + "}\nnamespace Far\n{\n    static class C { static void M(float[] any) => Models.Net.Predict(new float[2], any); }\n}\n",
        "namespace Models\n{\n" + Networks.Classes + "}\nnamespace Far\n{\n    static class C { static void M(float[] any) => Models.Net.Predict(new float[Models.Net.InputCount], any); }\n}\n");

    [Theory]
    [InlineData("Net.Forward(any, any);", "Net.Predict(any, any);")]
    [InlineData("System.Action later = () => global::Net . Forward (any, any);", "System.Action later = () => global::Net . Predict (any, any);")]
    public Task A_call_of_Forward_becomes_one_of_Predict(string call, string expected) => Check("RLG3008", Body(call), Body(expected));

    [Theory]
    [InlineData("Net.Predict([1, 2], any);")]
    [InlineData("Net.Predict(any.AsSpan(0, 2), any);")]
    [InlineData("Net.ForwardBatch(new float[7], any, default);")]
    public async Task Where_only_a_person_knows_better_no_fix_is_offered(string call)
    {
        var project = new EditorProject(Body(call));
        Assert.Empty(await project.Actions(Assert.Single(await project.Diagnostics())));
    }

    private static async Task Check(string id, string source, string expected)
    {
        EditorProject mended = await new EditorProject(source).Fix(id);
        Assert.Equal(expected, mended.Text);
        Assert.Empty(await mended.CompilerDiagnostics());
        Assert.Empty(await mended.Diagnostics());
    }

    private static string Body(string statements) => "using System;\n" + Networks.Classes + "static class C { static void M(float[] any) { " + statements + " } }";
}
