using System.Collections.Generic;
using System.Linq;
using ReluGen.Formats.Json;

namespace ReluGen.Formats.Keras;

/// <summary>Which tensors the calls of a layer read. Keras 2 lists names and numbers, Keras 3 describes arguments.</summary>
internal static class KerasCalls
{
    /// <summary>The tensors that each call of a layer reads.</summary>
    public static IReadOnlyList<IReadOnlyList<KerasTensor>> Read(JsonValue layer) =>
        (layer["inbound_nodes"]?.Items ?? []).Select(call => (IReadOnlyList<KerasTensor>)Tensors(call).ToArray()).ToArray();

    /// <summary>All tensors that a value names, in order.</summary>
    /// <remarks>The reader of JSON limits the depth.</remarks>
    public static IEnumerable<KerasTensor> Tensors(JsonValue value)
    {
        if (value is JsonObject)
        {
            return value["class_name"]?.Text == "__keras_tensor__"
                ? value["config"]?["keras_history"] is { } history ? Tensors(history) : []
                : ((JsonObject)value).Members.Values.SelectMany(Tensors);
        }

        // ["dense", 0, 0] or ["dense", 0, 0, {…}]
        JsonValue[] items = value.Items.Take(3).ToArray();
        return items.Length == 3 && items[0].Text is { } name && items[1].Whole is { } call && items[2].Whole is not null
            ? [new KerasTensor(name, call)]
            : value.Items.SelectMany(Tensors);
    }
}
