using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Layers;
using ReluGen.Formats.Onnx;

namespace ReluGen.Formats.SafeTensors;

/// <summary>Infers a multilayer perceptron: matrices <c>*.weight</c> of [outputs, inputs] in the order of the numbers in their names, ReLU between them.</summary>
internal static class Perceptron
{
    private const string Weight = ".weight";
    private const string Bias = ".bias";

    private const int MostLayers = 1_000;

    /// <summary>Builds the graph; returns a note about what was assumed.</summary>
    /// <exception cref="InputException">The tensors are not those of a perceptron, or their order is not clear.</exception>
    public static string Build(LayerGraph graph, Dictionary<string, WeightArray> tensors, string architecture)
    {
        string[] layers = Layers(tensors, architecture);
        string last = graph.Input("input", [tensors[layers[0] + Weight].Shape[1]]);
        for (int i = 0; i < layers.Length; i++)
        {
            last = Architecture.Dense(graph, tensors, layers[i], last);
            last = i + 1 < layers.Length ? graph.Node(layers[i], "Relu", [last]) : last;
            last = graph.NameLast(layers[i]);
        }

        graph.Output(last);
        return $"The file states no architecture: {string.Join(", ", layers.Take(12).Select(DisplayText.Quote))} are taken as layers in this order, with ReLU between them. If that is wrong, state it in {DisplayText.Quote(architecture)}.";
    }

    private static string[] Layers(Dictionary<string, WeightArray> tensors, string architecture)
    {
        WeightArray? other = tensors.Values.FirstOrDefault(t => !IsWeight(t) && !IsBias(t, tensors));
        if (other is not null)
        {
            throw Unclear(architecture, $"tensor {DisplayText.Quote(other.Name)} of shape {DisplayText.Shape(other.Shape)} is neither a matrix *.weight nor its *.bias");
        }

        string[] layers = tensors.Values.Where(IsWeight).Select(static t => t.Name.Substring(0, t.Name.Length - Weight.Length)).ToArray();
        if (layers.Length is 0 or > MostLayers)
        {
            throw Unclear(architecture, layers.Length == 0 ? "it has no matrix *.weight" : $"it has {layers.Length} matrices *.weight");
        }

        Array.Sort(Array.ConvertAll(layers, static n => Regex.Split(n, "([0-9]+)")), layers, new NaturalOrder());

        for (int i = 1; i < layers.Length; i++)
        {
            if (tensors[layers[i] + Weight].Shape[1] != tensors[layers[i - 1] + Weight].Shape[0])
            {
                throw Unclear(architecture, $"{DisplayText.Quote(layers[i])} has {tensors[layers[i] + Weight].Shape[1]} inputs, and {DisplayText.Quote(layers[i - 1])} before it {tensors[layers[i - 1] + Weight].Shape[0]} outputs");
            }
        }

        // Names without numbers say nothing about the order; then only one order must fit.
        bool isNumbered = layers.Select(static n => Regex.Replace(n, "[0-9]+", "#")).Distinct().Count() == 1;
        return isNumbered || IsOnlyOrder(layers, tensors)
            ? layers
            : throw Unclear(architecture, $"the order of {string.Join(", ", layers.Take(12).Select(DisplayText.Quote))} is not clear from numbers in their names, and the sizes fit more than one");
    }

    /// <summary>True if no other order of the layers fits: the widths that lie between layers all differ, and from those at the ends.</summary>
    private static bool IsOnlyOrder(string[] layers, Dictionary<string, WeightArray> tensors)
    {
        var inputs = layers.Select(n => tensors[n + Weight].Shape[1]).ToList();
        return inputs.Distinct().Count() == inputs.Count && !inputs.Contains(tensors[layers[layers.Length - 1] + Weight].Shape[0]);
    }

    private static bool IsWeight(WeightArray tensor) =>
        tensor.Name.EndsWith(Weight, StringComparison.Ordinal) && tensor.Shape.Length == 2 && tensor.Type != ElementType.Undefined;

    private static bool IsBias(WeightArray tensor, Dictionary<string, WeightArray> tensors) =>
        tensor.Name.EndsWith(Bias, StringComparison.Ordinal)
        && tensor.Type != ElementType.Undefined
        && tensors.TryGetValue(tensor.Name.Substring(0, tensor.Name.Length - Bias.Length) + Weight, out WeightArray? weight)
        && IsWeight(weight)
        && tensor.Shape.Length == 1
        && tensor.Shape[0] == weight.Shape[0];

    private static InputException Unclear(string architecture, string reason) => new(
        InputErrorIds.Unsupported,
        $"The file holds weights without an architecture, and they are not clearly those of a multilayer perceptron: {reason}. State the layers in {DisplayText.Quote(architecture)} beside it (docs/formats.md).");

    /// <summary>Names, cut into text and digits by turns, with the digits compared as numbers: layer 2 before layer 10.</summary>
    private sealed class NaturalOrder : IComparer<string[]>
    {
        public int Compare(string[]? x, string[]? y)
        {
            for (int i = 0; i < Math.Min(x!.Length, y!.Length); i++)
            {
                int order = i % 2 == 1 ? CompareNumbers(x[i], y[i]) : string.CompareOrdinal(x[i], y[i]);
                if (order != 0)
                {
                    return order;
                }
            }

            // What differs by leading zeros only is ordered by them, so that the order does not depend on the file's.
            return x.Length != y.Length ? x.Length - y.Length : string.CompareOrdinal(string.Concat(x), string.Concat(y));
        }

        private static int CompareNumbers(string a, string b)
        {
            string first = a.TrimStart('0');
            string second = b.TrimStart('0');
            return first.Length != second.Length ? first.Length - second.Length : string.CompareOrdinal(first, second);
        }
    }
}
