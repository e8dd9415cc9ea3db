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

/// <summary>HDF5 models of all versions: a group a layer, with an attribute that lists its datasets.</summary>
internal sealed class NamedWeights(Hdf5Object group) : IKerasWeights
{
    public IReadOnlyList<WeightArray> Of(KerasLayer layer) =>
        group.Child(layer.Name) is not { } own ? [] : Names(own).Select(name => Weight(own, name)).ToArray();

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
    private static readonly string[] Containers = ["layers", "_layer_checkpoint_dependencies"];

    private readonly Dictionary<string, string> groups = new(StringComparer.Ordinal);
    private readonly Hdf5Object root;

    public NumberedWeights(Hdf5Object root, IReadOnlyList<KerasLayer> layers)
    {
        this.root = root;
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (KerasLayer layer in layers)
        {
            string name = SnakeCase(layer.ClassName);
            used[name] = used.TryGetValue(name, out int count) ? count + 1 : 1;
            groups[layer.Name] = count == 0 ? name : name + "_" + count.ToString(CultureInfo.InvariantCulture);
        }
    }

    public IReadOnlyList<WeightArray> Of(KerasLayer layer)
    {
        Hdf5Object? variables = Containers.Select(container => Group(container, groups[layer.Name])?.Child("vars")).FirstOrDefault(static g => g is not null);
        return (variables?.Names ?? [])
            .Where(static name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OrderBy(static name => int.Parse(name, CultureInfo.InvariantCulture))
            .Select(name => variables!.Child(name)!.Read())
            .ToArray();
    }

    /// <summary>Keras 2 on Windows writes a path as one name with a backslash.</summary>
    private Hdf5Object? Group(string container, string name) => root.Child(container)?.Child(name) ?? root.Child(container + "\\" + name);

    /// <summary>As keras.src.utils.naming.to_snake_case: BatchNormalization becomes batch_normalization, Conv2D conv2d, PReLU p_re_lu.</summary>
    private static string SnakeCase(string name)
    {
        // A class name is short; what is not has no group.
        string plain = Regex.Replace(name.Length <= 200 ? name : "", @"\W+", "");
        string words = Regex.Replace(plain, "(.)([A-Z][a-z]+)", "$1_$2");
        return Regex.Replace(words, "([a-z])([A-Z])", "$1_$2").ToLowerInvariant();
    }
}
