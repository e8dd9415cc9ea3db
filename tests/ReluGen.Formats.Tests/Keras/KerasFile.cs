using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace ReluGen.Formats.Tests.Keras;

/// <summary>Writes .keras archives as Keras 3 does: a configuration and an HDF5 file with numbered weights.</summary>
internal static class KerasFile
{
    /// <summary>An archive of a Functional or Sequential configuration and the weights of groups such as <c>dense_1</c>, or <c>functional/dense_1</c> in a model within it.</summary>
    public static byte[] Archive(string config, params (string Group, double[][] Weights, int[][] Shapes)[] layers) => Archive("layers", config, layers);

    /// <summary>The same with another name of the group of all layers.</summary>
    public static byte[] Archive(string containerName, string config, (string Group, double[][] Weights, int[][] Shapes)[] layers)
    {
        var root = new Hdf5Group();
        var container = new Hdf5Group();
        root.Children[containerName] = container;
        foreach ((string group, double[][] weights, int[][] shapes) in layers)
        {
            var variables = new Hdf5Group();
            for (int i = 0; i < weights.Length; i++)
            {
                variables.Children[$"{i}"] = new Hdf5Data(shapes[i], weights[i]);
            }

            string[] path = group.Split('/');
            Hdf5Group around = path[..^1].Aggregate(container, static (outer, model) => Inner(Inner(outer, model), "layers"));
            Inner(around, path[^1]).Children["vars"] = variables;
        }

        return Zip(("config.json", Encoding.UTF8.GetBytes(config)), ("metadata.json", "{\"keras_version\": \"3.4.1\"}"u8.ToArray()), ("model.weights.h5", Hdf5Writer.Write(root)));
    }

    private static Hdf5Group Inner(Hdf5Group group, string name)
    {
        if (!group.Children.TryGetValue(name, out Hdf5Item? item))
        {
            group.Children[name] = item = new Hdf5Group();
        }

        return (Hdf5Group)item;
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in parts)
            {
                using Stream part = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                part.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A Sequential configuration: an input of a shape, and layers, each a class and its settings without braces.</summary>
    public static string Sequential(string shape, params (string Class, string Name, string Settings)[] layers)
    {
        IEnumerable<string> all = layers.Select(static l => Layer(l.Class, l.Name, l.Settings)).Prepend(Layer("InputLayer", "in", $"\"batch_shape\": [null, {shape}]"));
        return $$$"""{"class_name": "Sequential", "config": {"name": "s", "layers": [{{{string.Join(", ", all)}}}]}}""";
    }

    /// <summary>A Functional configuration; each layer with the names of those that it reads: a blank between two, a bar between calls, and <c>name:1</c> for the second call of one.</summary>
    public static string Functional(string shape, string output, params (string Class, string Name, string Settings, string Reads)[] layers)
    {
        IEnumerable<string> all = layers
            .Select(static l => Layer(l.Class, l.Name, l.Settings, string.Join(", ", l.Reads.Split('|').Select(Call))))
            .Prepend(Layer("InputLayer", "in", $"\"batch_shape\": [null, {shape}]", ""));
        return $$$"""{"class_name": "Functional", "config": {"name": "f", "layers": [{{{string.Join(", ", all)}}}], "input_layers": [["in", 0, 0]], "output_layers": [{{{string.Join(", ", output.Split(' ').Select(static o => $"[\"{o}\", 0, 0]"))}}}]}}""";
    }

    /// <summary>A configuration as the settings of a layer: a model within a model.</summary>
    public static string Within(string config) => config[config.IndexOf("\"layers\"", StringComparison.Ordinal)..^2];

    private static string Layer(string className, string name, string settings, string? calls = null)
    {
        string inbound = calls is null ? "" : $", \"inbound_nodes\": [{calls}]";
        string more = settings.Length == 0 ? "" : ", " + settings;
        return $$$"""{"class_name": "{{{className}}}", "config": {"name": "{{{name}}}"{{{more}}}}, "name": "{{{name}}}"{{{inbound}}}}""";
    }

    private static string Call(string reads) => $$$"""{"args": [[{{{string.Join(", ", reads.Split(' ').Select(Tensor))}}}]], "kwargs": {}}""";

    private static string Tensor(string layer)
    {
        string[] parts = layer.Split(':');
        return $$$"""{"class_name": "__keras_tensor__", "config": {"shape": [null, 1], "dtype": "float32", "keras_history": ["{{{parts[0]}}}", {{{(parts.Length > 1 ? parts[1] : "0")}}}, 0]}}""";
    }
}

/// <summary>What an HDF5 file that a test writes holds.</summary>
internal abstract class Hdf5Item;

internal sealed class Hdf5Group : Hdf5Item
{
    public SortedDictionary<string, Hdf5Item> Children { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string[]> Attributes { get; } = [];
}

/// <summary>A dataset of numbers, as float32, or as float64, or in the opposite byte order.</summary>
internal sealed class Hdf5Data(int[] shape, double[] values, bool isDouble = false, bool isBigEndian = false) : Hdf5Item
{
    public int[] Shape => shape;

    /// <summary>Size of a chunk along each axis; null for data in one piece.</summary>
    public int[]? Chunk { get; init; }

    /// <summary>True if chunks are shuffled and then compressed.</summary>
    public bool IsCompressed { get; init; }

    public bool IsDouble => isDouble;

    public bool IsBigEndian => isBigEndian;

    public byte[] Bytes() => values.SelectMany(v =>
    {
        byte[] bytes = isDouble ? BitConverter.GetBytes(v) : BitConverter.GetBytes((float)v);
        return isBigEndian ? bytes.Reverse() : bytes;
    }).ToArray();
}
