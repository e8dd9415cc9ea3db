using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx.Operators;

/// <summary>
/// Tails that choose a class and name it. A choice is not part of the network, which gives the numbers that decide; a tensor that is
/// chosen from (<see cref="AffineTensor.ChosenBy"/>) passes through operators that only give it another form.
/// </summary>
internal static class Classes
{
    private static readonly HashSet<string> Forms = ["Cast", "Flatten", "Identity", "Reshape", "Squeeze", "Unsqueeze"];

    /// <summary>The choice again, if the node only gives it another form; else null.</summary>
    public static AffineTensor? PassThrough(OnnxNode node, IReadOnlyList<AffineTensor?> inputs) =>
        inputs.Count > 0 && inputs[0] is { ChosenBy: not null } chosen && node.IsStandard && Forms.Contains(node.Operator) ? chosen : null;

    /// <summary>The index of the greatest element; over the sigmoid, tanh or softmax of elements it is that of the elements.</summary>
    public static AffineTensor ArgMax(NodeContext node)
    {
        AffineTensor scores = node.InputOrHead(0);
        int axis = Axes.Resolve(node, node.Attributes.Int("axis", 0), scores.Rank, last: scores.Rank - 1);
        if (scores.IsConstant || scores.Shape[axis] != scores.Count)
        {
            throw node.Node.Unsupported($"it chooses from {scores.Shape[axis]} of the {scores.Count} elements of a tensor of shape {DisplayText.Shape(scores.Shape)}; supported is a choice from all elements of one row.");
        }

        node.Budget.Charge(8L * scores.Count);
        return scores.Chosen(node.Node.Place).WithLabels(Enumerable.Range(0, scores.Count).Select(static i => i.ToString(CultureInfo.InvariantCulture)).ToArray());
    }

    /// <summary>Elements of the last axis, by a constant index or by a choice, which they name.</summary>
    public static AffineTensor ArrayFeatureExtractor(NodeContext node)
    {
        AffineTensor values = node.InputOrClass(0);
        AffineTensor indices = node.InputOrClass(1);
        if (indices.ChosenBy is not null)
        {
            IReadOnlyList<string>? names = values.Labels ?? (values.IsConstant ? values.Bias.Select(Text).ToArray() : null);
            return names is not null && names.Count == indices.Labels?.Count
                ? indices.WithLabels(names)
                : throw node.Node.Unsupported("it chooses a value that depends on the input, so it is not continuous.");
        }

        AffineTensor tensor = node.Input(0);
        double[] chosen = node.Constant(1, "index").Bias;
        if (tensor.Rank == 0)
        {
            throw node.Node.Misshapen("its input has no axis.");
        }

        int[][] places = AxisMap.StraightOf(tensor.Shape, node.Budget);
        int[] last = places[tensor.Rank - 1];
        places[tensor.Rank - 1] = Array.ConvertAll(chosen, index => last[Selecting.Index(node, index, last.Length)]);
        int[] shape = tensor.Rank == 1 ? [1, chosen.Length] : AxisMap.Shape(places);
        return node.Rearrange(tensor, shape, AxisMap.Combine(places, node.Budget));
    }

    /// <summary>1 above a threshold, else 0: a choice between two classes by one element.</summary>
    public static AffineTensor Binarizer(NodeContext node)
    {
        AffineTensor scores = node.InputOrHead(0);
        float threshold = node.Attributes.Float("threshold", 0);
        return scores.Count == 1 && !scores.IsConstant
            ? scores.Chosen(FormattableString.Invariant($"{node.Node.Place} with the threshold {threshold}")).WithLabels(["0", "1"])
            : throw node.Node.Unsupported("Binarizer jumps from 0 to 1, so it is not continuous.", "It is supported as the last operator on one output. Elsewhere binarise the features before they go into the model.");
    }

    /// <summary>Other names for the classes of a choice.</summary>
    public static AffineTensor LabelEncoder(NodeContext node)
    {
        AffineTensor chosen = node.InputOrClass(0);
        if (chosen.ChosenBy is null)
        {
            throw node.Node.Unsupported("a table of values jumps, so it is not continuous.", "Encode the features before they go into the model.");
        }

        string[] keys = Values(node, "keys") ?? [];
        string[] names = Values(node, "values") ?? [];
        if (keys.Length == 0 || keys.Length != names.Length)
        {
            throw node.Node.Unsupported("its table is not two lists of equal length (keys_… and values_…).");
        }

        Dictionary<string, string> table = new(StringComparer.Ordinal);
        for (int i = 0; i < keys.Length; i++)
        {
            table[keys[i]] = names[i];
        }

        string otherwise = node.Attributes.Text("default_string") ?? (node.Attributes.Has("default_int64") ? Text(node.Attributes.Int("default_int64", 0)) : "_Unused");
        return chosen.WithLabels(chosen.Labels!.Select(label => table.TryGetValue(label, out string? name) ? name : otherwise).ToArray());
    }

    /// <summary>Names for the scores, which stay as they are.</summary>
    public static AffineTensor ZipMap(NodeContext node)
    {
        AffineTensor scores = node.InputOrHead(0);
        string[]? names = node.Attributes.Strings("classlabels_strings")?.ToArray() ?? node.Attributes.Ints("classlabels_int64s")?.Select(static v => Text(v)).ToArray();
        return names is not null && names.Length == scores.Count
            ? scores.WithLabels(names)
            : throw node.Node.Misshapen($"it names {names?.Length ?? 0} classes for {scores.Count} scores.");
    }

    private static string[]? Values(NodeContext node, string what) =>
        node.Attributes.Strings(what + "_strings")?.ToArray()
        ?? node.Attributes.Ints(what + "_int64s")?.Select(static v => Text(v)).ToArray()
        ?? node.Attributes.Floats(what + "_floats")?.Select(static v => Text(v)).ToArray();

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
