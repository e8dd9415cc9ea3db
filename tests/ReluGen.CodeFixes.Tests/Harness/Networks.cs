namespace ReluGen.CodeFixes.Tests.Harness;

/// <summary>The networks of the test projects, all with three inputs.</summary>
internal static class Networks
{
    private const string Inputs = "input \"a\"\ninput \"b\"\ninput \"c\"\nstage 1 0\nd 0 0 1 -1 2\n";
    private const string TwoOutputs = "output 2 1\nd 0 1\nd 0 -1\nend\n";

    /// <summary>The classes that stand for them: Net has two outputs and no link, Odds one output and a sigmoid.</summary>
    public const string Classes = """
        [ReluGen.ReluNetwork("net.onnx")] public partial class Net;
        [ReluGen.ReluNetwork("odds.onnx")] public partial class Odds;

        """;

    /// <summary>Path in the project, and text form.</summary>
    public static readonly (string Path, string Text)[] All =
    [
        ("models/net.onnx", "relunet 1\n" + Inputs + TwoOutputs),
        ("odds.onnx", "relunet 1\nlink sigmoid\n" + Inputs + "output 1 1\nd 0 1\nend\n"),
        ("models/north/twin.onnx", "relunet 1\n" + Inputs + TwoOutputs),
        ("models/south/twin.onnx", "relunet 1\n" + Inputs + TwoOutputs),
    ];
}
