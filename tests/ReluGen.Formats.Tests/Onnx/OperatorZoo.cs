using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests.Onnx;

/// <summary>The operator models of the shared data (op_zoo), with inputs and outputs of ONNX Runtime, read in place.</summary>
internal static class OperatorZoo
{
    /// <summary>Every model, as <c>burn_ops/add</c>.</summary>
    public static IEnumerable<string> Models =>
        DataFolder.Root is null
            ? []
            : Document("index.json").EnumerateArray().Select(static e => e.GetProperty("group").GetString() + "/" + e.GetProperty("id").GetString());

    public static string PathOf(string model) => DataFolder.Of($"op_zoo/{model}/model.onnx");

    /// <summary>Reads a model with all of its inputs joined.</summary>
    public static ImportedModel Read(string model)
    {
        string[] inputs = Names(model, "inputs");
        return ModelFile.Read(PathOf(model), new GraphSelection(inputs.Length > 1 ? inputs : [], []));
    }

    /// <summary>Operators of a model, sorted.</summary>
    public static IEnumerable<string> Operators(string model) =>
        Entry(model).GetProperty("ops").EnumerateObject().Select(static o => o.Name).Order(StringComparer.Ordinal);

    /// <summary>All inputs of each case, joined in graph order, and all outputs.</summary>
    public static IEnumerable<(double[] Inputs, double[] Outputs)> Cases(string model)
    {
        string[] inputs = Names(model, "inputs");
        string[] outputs = Names(model, "outputs");
        return Document(model + "/case.json").GetProperty("cases").EnumerateArray().Select(c => (Joined(c.GetProperty("inputs"), inputs), Joined(c.GetProperty("outputs"), outputs)));
    }

    /// <summary>The network's outputs, link applied, or the class that they decide; rows of a fixed batch one after another.</summary>
    public static double[] Run(ImportedModel model, double[] inputs)
    {
        Network network = model.Network;
        Assert.Equal(0, inputs.Length % network.InputCount);
        var results = new List<double>();
        foreach (double[] row in inputs.Chunk(network.InputCount))
        {
            var output = new double[network.OutputCount];
            ReferenceForward.Run(network, row, output, new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)]);
            ReferenceForward.ApplyLink(network.Link, output);
            results.AddRange(model.ClassLabels.Count > 0 ? [Array.IndexOf(output, output.Max())] : output);
        }

        return [.. results];
    }

    private static string[] Names(string model, string what) => Entry(model).GetProperty(what).EnumerateArray().Select(static i => i[0].GetString()!).ToArray();

    private static JsonElement Entry(string model) =>
        Document("index.json").EnumerateArray().First(e => model == e.GetProperty("group").GetString() + "/" + e.GetProperty("id").GetString());

    private static double[] Joined(JsonElement tensors, string[] names) =>
        names.SelectMany(name => tensors.GetProperty(name).GetProperty("data").EnumerateArray()).Select(static v => v.GetDouble()).ToArray();

    private static JsonElement Document(string file)
    {
        using FileStream stream = File.OpenRead(DataFolder.Of("op_zoo/" + file));
        return JsonDocument.Parse(stream).RootElement;
    }
}
