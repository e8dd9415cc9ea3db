using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx;

/// <summary>The inputs of a graph that are inputs of the network: its features are their elements, one input after another.</summary>
/// <param name="Features">The inputs that are read, in the order of the features.</param>
/// <param name="ShapeOnly">Further inputs of which only the shape is read.</param>
/// <param name="Unchosen">Names of several inputs between which the user must choose; else empty.</param>
internal sealed record NetworkInputs(IReadOnlyList<GraphInput> Features, IReadOnlyList<GraphInput> ShapeOnly, IReadOnlyList<string> Unchosen)
{
    /// <summary>Decides by what is chosen, or else by what the nodes that are needed read.</summary>
    /// <exception cref="InputException">A name is not that of an input, or an input that is needed is not chosen.</exception>
    public static NetworkInputs Of(OnnxGraph graph, IReadOnlyList<OnnxNode> order, IReadOnlyList<string> chosen)
    {
        HashSet<string> read = Read(graph, order, static node => node.Operator is not ("Shape" or "Size"));
        HashSet<string> named = Read(graph, order, static _ => true);
        string[] all = graph.Inputs.Select(static i => i.Name).ToArray();
        string[] needed = all.Where(read.Contains).ToArray();
        string[] features = chosen.Count > 0 ? chosen.ToArray() : needed.Length > 0 ? needed : all;
        Require(all, features, needed);
        bool isOpen = chosen.Count == 0 && features.Length > 1;
        return isOpen
            ? new NetworkInputs([], [], features)
            : new NetworkInputs(features.Select(Declared).ToArray(), all.Except(features).Where(named.Contains).Select(Declared).ToArray(), []);

        GraphInput Declared(string name) => GraphInput.Of(graph.Inputs.First(i => i.Name == name));
    }

    /// <summary>Number of features; where the user has to choose first there is one to pretend with.</summary>
    /// <exception cref="InputException">There are too many.</exception>
    public int FeatureCount(bool oneRow)
    {
        long count = Features.Sum(f => Dimensions.Count(oneRow ? f.ShapeOfOneRow() : f.Shape));
        return count <= GraphInput.MostFeatures
            ? Math.Max(1, (int)count)
            : throw new InputException(InputErrorIds.TooLarge, $"The inputs have {count} elements; up to {GraphInput.MostFeatures} are supported.");
    }

    /// <summary>The inputs as tensors; the features begin with a batch of one row where <paramref name="oneRow"/> is set.</summary>
    public IEnumerable<KeyValuePair<string, AffineTensor>> Tensors(NetworkBuilder builder, bool oneRow, Budget budget)
    {
        if (Features.Count == 0)
        {
            yield break;
        }

        AffineTensor features = builder.Input([builder.InputCount]);
        int first = 0;
        foreach (GraphInput input in Features)
        {
            int[] shape = oneRow ? input.ShapeOfOneRow() : input.Shape;
            int count = (int)Dimensions.Count(shape);
            budget.Charge(count);
            AffineTensor tensor = Features.Count == 1 ? features.Reshaped(shape) : features.Gather(shape, AxisMap.Straight(count, 1, first), null, divide: false, budget);
            first += count;
            yield return new(input.Name, WholeInputs.IsWhole(input.Type) ? tensor.OfWholeNumbers() : tensor);
        }

        foreach (GraphInput input in ShapeOnly)
        {
            yield return new(input.Name, AffineTensor.Constant(input.Shape, budget.Doubles(Dimensions.Count(input.Shape))));
        }
    }

    private static HashSet<string> Read(OnnxGraph graph, IReadOnlyList<OnnxNode> order, Func<OnnxNode, bool> isReader) =>
        new(order.Where(isReader).SelectMany(static node => node.Proto.Input).Concat(graph.Outputs.Select(static o => o.Name)), StringComparer.Ordinal);

    private static void Require(string[] all, string[] features, string[] needed)
    {
        if (features.FirstOrDefault(name => Array.IndexOf(all, name) < 0) is { } unknown)
        {
            throw new InputException(InputErrorIds.Metadata, $"The graph has no input {DisplayText.Quote(unknown)}; its inputs are {List(all)}.");
        }

        if (features.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1)?.Key is { } twice)
        {
            throw new InputException(InputErrorIds.Metadata, $"The input {DisplayText.Quote(twice)} of the graph is chosen twice.");
        }

        if (needed.Except(features).FirstOrDefault() is { } missing)
        {
            throw new InputException(InputErrorIds.Metadata, $"The outputs need the input {DisplayText.Quote(missing)} of the graph, too; choose it as well, or outputs that do not need it.");
        }
    }

    /// <summary>Names in quotes, not too many.</summary>
    public static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(12).Select(DisplayText.Quote)) + (names.Count > 12 ? ", …" : "");
}
