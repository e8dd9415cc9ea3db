using ReluGen.Core.Text;
using ReluGen.Generator.Emission;
using ReluGen.Generator.Tests.Harness;

namespace ReluGen.Generator.Tests.Snapshots;

/// <summary>The generated code of three small networks, to be read by a person.</summary>
public sealed class SnapshotTests
{
    /// <summary>|x| = relu(x) + relu(-x).</summary>
    internal const string Absolute =
        """
        relunet 1
        source "absolute.onnx" -
        input "x" -1 1
        stage 2 0
        d 0 0 1
        d 0 0 -1
        output 1 1
        d 0 1 1
        samples "points.csv" 3
        complete 2 3
        region 01 2 AAAAAAAA8L8=
        region 10 1 AAAAAAAA8D8=
        end
        """;

    /// <summary>A leaky stage, and an output that reads the input too.</summary>
    internal const string SkipLeaky =
        """
        relunet 1
        link sigmoid
        input "a"
        input "b"
        stage 3 0
        d 0.5 0.1 1 -1
        d -0.25 0.1 0.5 2
        d 0 0.2 -1 0.125
        output 1 0 1
        d 0.75 1 -2 3 -4 5
        end
        """;

    [Fact]
    public void Absolute_value() => Match("Absolute", Absolute);

    [Fact]
    public void Leaky_stage_with_a_skip_connection() => Match("SkipLeaky", SkipLeaky);

    [Fact]
    public void Two_stages() => Match("TwoStages", NetworkWriter.Write(new NetworkDocument(RandomNetworks.Chain(3, false, 3, 4, 3, 2))));

    [Fact]
    public void Simplified() => Match("Simplified", Absolute
        .Replace("samples", "layout one:1 0:1 zero:2 1:1 0:1\nsamples").Replace("region 01", "region 100010").Replace("region 10 ", "region 110001 "));

    private static void Match(string name, string text)
    {
        NetworkDocument document = NetworkReader.Read(text);
        string code = NetworkCode.Emit(document, "Sample", name);
        Assert.Equal(code, NetworkCode.Emit(NetworkReader.Read(NetworkWriter.Write(document)), "Sample", name));
        Snapshot.Match(name + ".g.txt", code);
    }
}
