using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Tests.Keras;
using ReluGen.Formats.Tests.SafeTensors;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests;

/// <summary>The same numbers in every format that is read, and in every spelling of ONNX, are the same network: one hash.</summary>
public sealed class OneNetworkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [DataTheory]
    [InlineData("variants/gemm_transB1")]
    [InlineData("nets/numpyquant_mlp")]
    public void Every_format_gives_the_hash_of_the_ONNX_file(string name)
    {
        Network network = ModelFile.Read(ReferenceFile.Read(name).ModelPath).Network;

        // A link is not spelled in all formats; the affine output is.
        network = new Network(InputFeature.Unnamed(network.InputCount), network.Stages, network.Output);
        var files = new Dictionary<string, byte[]>
        {
            ["n.relunet"] = Text(NetworkWriter.Write(new NetworkDocument(network))),
            ["n.onnx"] = Onnx(network),
            ["n.safetensors"] = SafeTensorsWriter.Write(network),
            ["n.keras"] = Keras(network),
            ["rtneural.json"] = Text(RtNeural(network)),
            ["n.nnet"] = Text(NNet(network)),
        };
        foreach ((string file, byte[] bytes) in files)
        {
            Assert.Equal((file, network.ContentHash), (file, ModelFile.Read(folder.Write(file, bytes)).Network.ContentHash));
        }
    }

    /// <summary>All variants whose outputs are those of the base to the last bit, as the index of the data measured them, and two of another form of input or output.</summary>
    [DataFact]
    public void Variants_of_one_arithmetic_have_one_hash()
    {
        using JsonDocument index = JsonDocument.Parse(File.ReadAllText(DataFolder.Of("variants/variants.json")));
        string[] same = [.. index.RootElement.GetProperty("variants").EnumerateArray()
            .Where(static v => v.GetProperty("same_function_as_base").GetBoolean() && v.TryGetProperty("max_abs_diff_to_base_f64", out JsonElement difference) && difference.GetDouble() == 0)
            .Select(static v => v.GetProperty("id").GetString()!), "argmax_head", "batch_fixed_4"];
        Assert.Equal(34, same.Length);
        Assert.All(same, static variant => Assert.Equal(HashOf("gemm_transB1"), HashOf(variant)));

        static string HashOf(string variant) => ModelFile.Read(DataFolder.Of($"variants/{variant}/model.onnx")).Network.ContentHash;
    }

    private static AffineStage[] Stages(Network network) => [.. network.Stages, network.Output];

    private static byte[] Text(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    private static byte[] Onnx(Network network)
    {
        using var stream = new MemoryStream();
        OnnxWriter.Write(network, stream);
        return stream.ToArray();
    }

    /// <summary>Kernels are [inputs, outputs].</summary>
    private static byte[] Keras(Network network) => KerasFile.Archive(
        KerasFile.Sequential($"{network.InputCount}", [.. Stages(network).Select((_, l) => ("Dense", $"d{l}", l < network.Stages.Count ? "\"activation\": \"relu\"" : ""))]),
        [.. Stages(network).Select(static (stage, l) => (
            l == 0 ? "dense" : $"dense_{l}",
            new double[][] { [.. Columns(stage).SelectMany(static c => c)], [.. stage.Bias.ToArray()] },
            new int[][] { [stage.FanIn, stage.Width], [stage.Width] }))]);

    private static string RtNeural(Network network)
    {
        IEnumerable<string> layers = Stages(network).Select((stage, l) =>
            $$"""{"type": "dense", "activation": "{{(l < network.Stages.Count ? "relu" : "")}}", "weights": [[{{string.Join(", ", Columns(stage).Select(static c => $"[{Numbers(c)}]"))}}], [{{Numbers([.. stage.Bias.ToArray()])}}]]}""");
        return $$"""{"in_shape": [null, {{network.InputCount}}], "layers": [{{string.Join(", ", layers)}}]}""";
    }

    /// <summary>Without bounds, means and ranges.</summary>
    private static string NNet(Network network)
    {
        AffineStage[] stages = Stages(network);
        IEnumerable<int> sizes = stages.Select(static s => s.Width).Prepend(network.InputCount);
        IEnumerable<string> rows = stages.SelectMany(static stage =>
            Enumerable.Range(0, stage.Width).Select(i => Numbers([.. stage.Blocks[0].Row(i)])).Concat(stage.Bias.ToArray().Select(static b => Numbers([b]))));
        return string.Join("\n", [$"{stages.Length},{network.InputCount},{network.OutputCount},{sizes.Max()},", string.Join(",", sizes) + ",", "0,", "0,", "0,", "0,", "0,", .. rows.Select(static r => r + ","), ""]);
    }

    private static IEnumerable<double[]> Columns(AffineStage stage) =>
        Enumerable.Range(0, stage.FanIn).Select(j => Enumerable.Range(0, stage.Width).Select(i => (double)stage.Blocks[0].Row(i)[j]).ToArray());

    private static string Numbers(double[] values) => string.Join(", ", values.Select(static v => v.ToString("R", CultureInfo.InvariantCulture)));

    private static string Numbers(float[] values) => Numbers(Array.ConvertAll(values, static v => (double)v));
}
