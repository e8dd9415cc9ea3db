using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Layers;
using ReluGen.Formats.Onnx;

namespace ReluGen.Formats.Keras;

/// <summary>Spells the layers of a model as operators, each call after those that it reads.</summary>
internal sealed class KerasLowering(KerasModel model, IKerasWeights weights)
{
    private readonly Dictionary<string, KerasLayer> layers = model.Layers.ToDictionary(static l => l.Name, System.StringComparer.Ordinal);
    private readonly LayerGraph graph = new();
    private readonly Dictionary<KerasTensor, LayerTensor> tensors = [];
    private readonly Dictionary<string, IReadOnlyList<string>> constants = new(System.StringComparer.Ordinal);

    public ImportedModel Lower(ModelBytes file, GraphSelection selection, CancellationToken cancellation)
    {
        foreach (KerasTensor call in Order())
        {
            cancellation.ThrowIfCancellationRequested();
            KerasLayer layer = layers[call.Layer];
            tensors[call] = Lower(layer, layer.Calls[(int)call.Call], call.Call);
        }

        foreach (KerasTensor output in model.Outputs)
        {
            graph.Output(Tensor(output).Name);
        }

        return graph.Lower(file, "keras", selection, cancellation);
    }

    /// <summary>All calls, each after those that it reads, else in the order of the file.</summary>
    private List<KerasTensor> Order()
    {
        KerasTensor[] calls = model.Layers.SelectMany(static l => l.Calls.Select((_, i) => new KerasTensor(l.Name, i))).ToArray();
        var waits = new Dictionary<KerasTensor, int>();
        var readers = new Dictionary<KerasTensor, List<KerasTensor>>();
        foreach (KerasTensor call in calls)
        {
            KerasTensor[] reads = layers[call.Layer].Calls[(int)call.Call].Distinct().ToArray();
            waits[call] = reads.Length;
            foreach (KerasTensor read in reads)
            {
                (readers.TryGetValue(read, out List<KerasTensor>? list) ? list : readers[read] = []).Add(call);
            }
        }

        // A call that waits for nothing is made; then those that waited for it alone.
        var order = calls.Where(call => waits[call] == 0).ToList();
        for (int i = 0; i < order.Count; i++)
        {
            order.AddRange((readers.TryGetValue(order[i], out List<KerasTensor>? list) ? list : []).Where(reader => --waits[reader] == 0));
        }

        return order.Count == calls.Length
            ? order
            : throw new InputException(InputErrorIds.Malformed, $"The layer {DisplayText.Quote(calls.First(call => waits[call] > 0).Layer)} reads a layer that is not in the model, or waits for its own output.");
    }

    private LayerTensor Lower(KerasLayer layer, IReadOnlyList<KerasTensor> reads, long call)
    {
        if (layer.ClassName == KerasModel.InputLayer)
        {
            IReadOnlyList<long> shape = KerasModel.BatchShape(layer.Config)
                ?? throw new InputException(InputErrorIds.Shape, "The model does not state the shape of its input. Build it (model.build) or give it an Input before saving it.");
            return new LayerTensor(graph.Input(layer.Name, shape), shape.Count + 1);
        }

        LayerTensor[] inputs = reads.Select(Tensor).ToArray();
        LayerTensor result = Lower(layer, inputs);
        return result with { Name = graph.NameLast(call == 0 ? layer.Name : $"{layer.Name}:{call}") };
    }

    private LayerTensor Lower(KerasLayer layer, LayerTensor[] inputs)
    {
        try
        {
            KerasRule rule = KerasLayers.Find(layer);
            if (!constants.TryGetValue(layer.Name, out IReadOnlyList<string>? own))
            {
                own = layer.ClassName == KerasModel.Identity ? [] : weights.Of(layer).Select(graph.Constant).ToArray();
                constants.Add(layer.Name, own);
            }

            var node = new KerasNode(graph, layer, inputs, own, model.Major);
            LayerTensor result = rule(node);

            // What does nothing becomes a node all the same, which has the layer's name.
            return System.Array.IndexOf(inputs, result) >= 0 ? node.Node("Identity", result, []) : result;
        }
        catch (Refusal refusal)
        {
            return new LayerTensor(graph.Refuse(layer.Name, layer.ClassName, refusal, inputs.Select(static t => t.Name)), inputs.Length > 0 ? inputs[0].Rank : 1);
        }
    }

    private LayerTensor Tensor(KerasTensor tensor) =>
        tensors.TryGetValue(tensor, out LayerTensor? found)
            ? found
            : throw new InputException(InputErrorIds.Malformed, $"The layer {DisplayText.Quote(tensor.Layer)} is read but not in the model.");
}
