using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Json;

namespace ReluGen.Formats.Keras;

/// <summary>One of the tensors that a layer makes: of which layer, at its which call.</summary>
internal readonly record struct KerasTensor(string Layer, long Call);

/// <summary>A layer and how it is called; a shared layer is called more than once.</summary>
/// <param name="Name">Its name, which is its own.</param>
/// <param name="ClassName">What it is.</param>
/// <param name="Config">Its settings.</param>
/// <param name="Calls">What each call reads.</param>
internal sealed record KerasLayer(string Name, string ClassName, JsonValue Config, IReadOnlyList<IReadOnlyList<KerasTensor>> Calls)
{
    /// <summary>The layers that it is made of, if it is a model itself.</summary>
    public KerasModel? Model { get; init; }

    /// <summary>Names of the models that it lies in, from the outside, and its own.</summary>
    public IReadOnlyList<string> Path { get; init; } = [Name];
}

/// <summary>The layers of a model, Sequential or Functional.</summary>
/// <param name="Layers">All layers in the order of the file.</param>
/// <param name="Inputs">Names of the layers that are its inputs, in order.</param>
/// <param name="Outputs">What the model gives.</param>
/// <param name="Major">The first number of the version of Keras.</param>
internal sealed record KerasModel(IReadOnlyList<KerasLayer> Layers, IReadOnlyList<string> Inputs, IReadOnlyList<KerasTensor> Outputs, int Major)
{
    public const string InputLayer = "InputLayer";

    /// <summary>A layer that does nothing.</summary>
    public const string Identity = "Identity";

    /// <exception cref="InputException">The JSON is no such model.</exception>
    public static KerasModel Read(JsonValue root, int major)
    {
        string className = root["class_name"]?.Text ?? throw root.Error("The model has no 'class_name'; a Keras model is expected.");
        JsonValue config = root.Require("config");
        return Of(className, config, major)
            ?? throw new InputException(InputErrorIds.Unsupported, $"The model is of class {DisplayText.Quote(className)}, whose layers are in its Python code; supported are Sequential and Functional models. Rebuild it with keras.Sequential or keras.Model(inputs, outputs) and copy its weights.");
    }

    /// <summary>The model of a class; null if it is no class of models whose layers the file has.</summary>
    private static KerasModel? Of(string className, JsonValue config, int major)
    {
        KerasModel? model = className switch
        {
            "Sequential" => Sequential(config, major),
            "Functional" or "Model" => Functional(config, major),
            _ => null,
        };
        string? twice = model?.Layers.GroupBy(static l => l.Name, StringComparer.Ordinal).FirstOrDefault(static g => g.Count() > 1)?.Key;
        return twice is null ? model : throw config.Error($"Two layers are named {DisplayText.Quote(twice)}.");
    }

    private static KerasModel Sequential(JsonValue config, int major)
    {
        // Keras 1 and early 2 have the list itself as configuration.
        JsonValue list = config is JsonArray ? config : config.Require("layers");
        var layers = new List<KerasLayer>();
        KerasTensor? last = null;
        foreach (JsonValue item in list.Items)
        {
            KerasLayer layer = Layer(item, major);
            if (layers.Count == 0 && layer.ClassName != InputLayer)
            {
                layers.Add(new KerasLayer("input", InputLayer, Shaped(layer) ?? config, [[]]));
                last = new KerasTensor("input", 0);
            }

            layers.Add(layer with { Calls = [last is { } input ? [input] : []] });
            last = new KerasTensor(layer.Name, 0);
        }

        return new KerasModel(layers, layers.Take(1).Select(static l => l.Name).ToArray(), [last ?? throw list.Error("The model has no layers.")], major);
    }

    private static KerasModel Functional(JsonValue config, int major)
    {
        KerasLayer[] layers = config.Require("layers").Items.Select(item => Layer(item, major) is var layer && layer.ClassName == InputLayer ? layer with { Calls = [[]] } : layer with { Calls = KerasCalls.Read(item) }).ToArray();
        string[] inputs = config["input_layers"] is { } stated ? KerasCalls.Tensors(stated).Select(static t => t.Layer).ToArray() : [];
        KerasTensor[] outputs = KerasCalls.Tensors(config.Require("output_layers")).ToArray();
        return new KerasModel(layers, inputs, outputs.Length > 0 ? outputs : throw config.Error("The model has no outputs."), major);
    }

    private static KerasLayer Layer(JsonValue item, int major)
    {
        string className = item["class_name"]?.Text ?? throw item.Error("A layer has no 'class_name'.");
        JsonValue config = item.Require("config");
        string name = config["name"]?.Text ?? item["name"]?.Text ?? throw item.Error("A layer has no name.");
        return new KerasLayer(name, className, config, []) { Model = Of(className, config, major) };
    }

    /// <summary>The settings that state the shape of what a layer reads, its own or those of the input of the model that it is; null if none do.</summary>
    private static JsonValue? Shaped(KerasLayer layer) =>
        BatchShape(layer.Config) is not null ? layer.Config
        : layer.Model is { Inputs.Count: 1 } model && model.Layers.FirstOrDefault(l => l.Name == model.Inputs[0]) is { } first && BatchShape(first.Config) is not null ? first.Config
        : null;

    /// <summary>The dimensions of an input after the batch, as the settings of a layer or model state them; null if they do not.</summary>
    /// <exception cref="InputException">One is open.</exception>
    public static IReadOnlyList<long>? BatchShape(JsonValue config)
    {
        JsonValue? stated = config["batch_shape"] ?? config["batch_input_shape"] ?? config["build_input_shape"];
        JsonValue[] sizes = stated is JsonArray shape ? shape.Items.Skip(1).ToArray()
            : config["input_dim"] is { } single ? [single]
            : [];
        return sizes.Length == 0 ? null
            : Array.TrueForAll(sizes, static s => s.Whole is > 0) ? Array.ConvertAll(sizes, static s => s.Whole!.Value)
            : throw (stated ?? config).Error("The shape of the model's input has an open dimension after the batch. Save the model with an Input of fixed shape.", InputErrorIds.Shape);
    }
}
