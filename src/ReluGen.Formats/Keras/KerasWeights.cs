using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Hdf5;
using ReluGen.Formats.Layers;

namespace ReluGen.Formats.Keras;

/// <summary>Where the weights of layers lie in an HDF5 file.</summary>
internal interface IKerasWeights
{
    /// <summary>The weights of a layer, in the order in which Keras makes them; none if the file has none for it.</summary>
    /// <exception cref="InputException">They are damaged, or of a type that is not read.</exception>
    IReadOnlyList<WeightArray> Of(KerasLayer layer);
}

/// <summary>
/// HDF5 models of all versions: a group a layer, with an attribute that lists its datasets. That of a model within the model lists all
/// weights in it, as <c>layer/kernel:0</c> or with more in front.
/// </summary>
internal sealed class NamedWeights(Hdf5Object group) : IKerasWeights
{
    public IReadOnlyList<WeightArray> Of(KerasLayer layer) =>
        group.Child(layer.Path[0]) is not { } own ? []
        : Names(own).Where(name => layer.Path.Count == 1 || IsOf(layer.Path[layer.Path.Count - 1], name)).Select(name => Weight(own, name)).ToArray();

    private static bool IsOf(string layer, string name) =>
        name.LastIndexOf('/') is > 0 and var end && (name.Substring(0, end) == layer || name.Substring(0, end).EndsWith("/" + layer, StringComparison.Ordinal));

    private static WeightArray Weight(Hdf5Object own, string name) =>
        (Hdf5File.Find(own, name.Split('/')) ?? throw Hdf5Error.Malformed($"The weights {DisplayText.Quote(name)} of {DisplayText.Quote(own.Path)} are listed but missing.")).Read();

    /// <summary>A list that is too long for one attribute is cut into weight_names0, weight_names1, …</summary>
    private static IEnumerable<string> Names(Hdf5Object own)
    {
        if (own.Texts("weight_names") is { } names)
        {
            return names;
        }

        var all = new List<string>();
        for (int i = 0; own.Texts("weight_names" + i.ToString(CultureInfo.InvariantCulture)) is { } part; i++)
        {
            all.AddRange(part);
        }

        return all;
    }
}

/// <summary>
/// Archives of Keras 2.12 and later: groups are named after classes, not layers, and numbered within each class; weights are numbered.
/// Source: keras/src/saving/saving_lib.py, _save_container_state.
/// </summary>
internal sealed class NumberedWeights : IKerasWeights
{
    private const string Container = "layers";

    /// <summary>
    /// Where Keras 2.12 to 2.14 find layers first, those with weights twice: the second time only counts, so that there are
    /// dense, dense_2, dense_4, …, and the order tells which is which.
    /// </summary>
    private const string OldContainer = "_layer_checkpoint_dependencies";

    // Groups of layers by their names in the whole file; null where the file has none.
    private readonly Dictionary<string, Hdf5Object?> groups = new(StringComparer.Ordinal);

    /// <summary>Finds the groups of the layers of a model, and of models within it.</summary>
    public NumberedWeights(Hdf5Object root, IReadOnlyList<KerasLayer> layers) => Find(root, layers, []);

    private void Find(Hdf5Object? model, IReadOnlyList<KerasLayer> layers, string[] within)
    {
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (KerasLayer layer in layers)
        {
            string name = SnakeCase(layer.ClassName);
            used[name] = used.TryGetValue(name, out int count) ? count + 1 : 1;
            string[] path = [.. within, layer.Name];
            Hdf5Object? group = model is null ? null : Group(model, Container, count == 0 ? name : name + "_" + count.ToString(CultureInfo.InvariantCulture)) ?? OldGroup(model, name, count);
            groups[KerasNesting.NameOf(path)] = group;
            Find(group, layer.Model?.Layers ?? [], path);
        }
    }

    public IReadOnlyList<WeightArray> Of(KerasLayer layer)
    {
        Hdf5Object? variables = groups[layer.Name]?.Child("vars");
        return (variables?.Names ?? [])
            .Where(static n => Number(n) is not null)
            .OrderBy(static n => Number(n))
            .Select(n => variables!.Child(n)!.Read())
            .ToArray();
    }

    /// <summary>Keras 2 on Windows writes a path as one name with a backslash.</summary>
    private static Hdf5Object? Group(Hdf5Object model, string container, string name) => model.Child(container)?.Child(name) ?? model.Child(container + "\\" + name);

    private static Hdf5Object? OldGroup(Hdf5Object model, string className, int number)
    {
        IEnumerable<string> names = model.Child(OldContainer)?.Names ?? model.Names.Where(static n => n.StartsWith(OldContainer + "\\", StringComparison.Ordinal)).Select(static n => n.Substring(OldContainer.Length + 1));
        string? name = names
            .Where(n => n == className || (n.StartsWith(className + "_", StringComparison.Ordinal) && Number(n.Substring(className.Length + 1)) is not null))
            .OrderBy(n => n.Length)
            .ThenBy(static n => n, StringComparer.Ordinal)
            .Skip(number)
            .FirstOrDefault();
        return name is null ? null : Group(model, OldContainer, name);
    }

    private static int? Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>As keras.src.utils.naming.to_snake_case: BatchNormalization becomes batch_normalization, Conv2D conv2d, PReLU p_re_lu.</summary>
    private static string SnakeCase(string name)
    {
        // A class name is short; what is not has no group.
        string plain = Regex.Replace(name.Length <= 200 ? name : "", @"\W+", "");
        string words = Regex.Replace(plain, "(.)([A-Z][a-z]+)", "$1_$2");
        return Regex.Replace(words, "([a-z])([A-Z])", "$1_$2").ToLowerInvariant();
    }
}
