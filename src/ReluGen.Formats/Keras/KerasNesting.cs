using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Keras;

/// <summary>
/// Puts the layers of models within a model into the outer one, where they are called <c>model/layer</c>. A model that is called more
/// than once is a shared layer: each of its layers is called as often, with the same weights.
/// </summary>
internal sealed class KerasNesting
{
    /// <summary>Models within models may double the calls of their layers at every level.</summary>
    private const int MostCalls = 10_000;

    private readonly List<KerasLayer> layers = [];
    private int calls;

    private KerasNesting()
    {
    }

    /// <summary>The same model without models in it; those with several outputs are left as they are.</summary>
    /// <exception cref="InputException">Names of layers meet, layers are called too often, or a model is called with another number of tensors than it has inputs.</exception>
    public static KerasModel Flatten(KerasModel model)
    {
        if (model.Layers.All(static layer => layer.Model is null))
        {
            return model;
        }

        var nesting = new KerasNesting();
        foreach (KerasLayer layer in model.Layers)
        {
            nesting.Add(layer, []);
        }

        string? twice = nesting.layers.GroupBy(static l => l.Name, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1)?.Key;
        return twice is null
            ? model with { Layers = nesting.layers }
            : throw new InputException(InputErrorIds.Malformed, $"Two layers are named {DisplayText.Quote(twice)}, one of them within another model.");
    }

    /// <summary>The name that a layer has in the whole file.</summary>
    public static string NameOf(IEnumerable<string> path) => string.Join("/", path);

    /// <summary>Adds a layer that lies in the models of <paramref name="within"/>; its calls are those of the whole file already.</summary>
    private void Add(KerasLayer layer, string[] within)
    {
        string[] path = [.. within, layer.Name];
        string name = NameOf(path);
        calls += layer.Calls.Count;
        if (calls > MostCalls)
        {
            throw layer.Config.Error($"The layer {DisplayText.Quote(name)} is called too often: models within models call their layers more than {MostCalls} times.", InputErrorIds.TooLarge);
        }

        if (layer.Model is not { Outputs.Count: 1 } inner)
        {
            layers.Add(layer with { Name = name, Path = path });
            return;
        }

        var numbers = inner.Layers.ToDictionary(static part => part.Name, static part => part.Calls.Count, StringComparer.Ordinal);
        foreach (KerasLayer part in inner.Layers)
        {
            bool isInput = part.ClassName == KerasModel.InputLayer;
            Add(part with { ClassName = isInput ? KerasModel.Identity : part.ClassName, Calls = [.. layer.Calls.SelectMany((reads, call) => part.Calls.Select(own => isInput ? Given(reads, part.Name) : [.. own.Select(t => Moved(t, call))]))] }, path);
        }

        // What reads the model reads this.
        layers.Add(new KerasLayer(name, KerasModel.Identity, layer.Config, [.. layer.Calls.Select((_, call) => (IReadOnlyList<KerasTensor>)[Moved(inner.Outputs[0], call)])]));

        // A tensor within the model at one of its calls: all calls of a layer within, for each call of the model.
        KerasTensor Moved(KerasTensor tensor, int call) =>
            new(NameOf([.. path, tensor.Layer]), (call * (numbers.TryGetValue(tensor.Layer, out int number) ? number : 0)) + tensor.Call);

        // What the model is given for one of its inputs.
        KerasTensor[] Given(IReadOnlyList<KerasTensor> reads, string input)
        {
            int index = Array.IndexOf([.. inner.Inputs], input);
            return reads.Count == inner.Inputs.Count && index >= 0
                ? [reads[index]]
                : throw layer.Config.Error($"The model {DisplayText.Quote(name)} within the model reads {reads.Count} tensors and has {inner.Inputs.Count} inputs.", InputErrorIds.Shape);
        }
    }
}
