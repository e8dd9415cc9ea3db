using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Json;

/// <summary>Keeps all values of a JSON text. The memory is bounded by the size of the text, before it is allocated.</summary>
internal sealed class JsonTree
{
    private readonly JsonReader reader;
    private long values;
    private long numbers;

    private JsonTree(ReadOnlyMemory<byte> bytes)
    {
        reader = new JsonReader(Encoding.UTF8.GetString(bytes.ToArray()), InputErrorIds.Malformed);

        // An object or a list takes a hundred bytes, a number in a list up to sixty while it is read, however short their texts are.
        values = 50_000 + (bytes.Length / 16);
        numbers = 250_000 + (bytes.Length / 6);
    }

    /// <summary>The value that the bytes, in UTF-8, hold.</summary>
    /// <exception cref="InputException">They are not JSON, nest too deeply, or hold more values than their size justifies; with line and column.</exception>
    public static JsonValue Read(ReadOnlyMemory<byte> bytes)
    {
        var tree = new JsonTree(bytes);
        JsonValue value = tree.Value();
        tree.reader.End();
        return value;
    }

    private JsonValue Value()
    {
        values = values > 0 ? values - 1 : throw TooMany("values");
        JsonKind kind = reader.Kind();
        (int line, int column) = reader.Place;
        switch (kind)
        {
            case JsonKind.Object:
                var members = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
                foreach (string name in reader.Members("The object"))
                {
                    members.Add(name, Value());
                }

                return new JsonObject(members, line, column);
            case JsonKind.Array:
                return Array(line, column);
            case JsonKind.String:
                return new JsonText(reader.Text("The text"), line, column);
            case JsonKind.Number:
                return new JsonNumber(reader.Number("The number"), line, column);
            case JsonKind.Boolean:
                return new JsonFlag(reader.Flag("The truth value"), line, column);
            default:
                reader.TryNull();
                return new JsonNull(line, column);
        }
    }

    private JsonArray Array(int line, int column)
    {
        var list = new List<double>();
        List<JsonValue>? items = null;
        foreach (int _ in reader.Elements("The array"))
        {
            if (items is null && reader.Kind() == JsonKind.Number)
            {
                numbers = numbers > 0 ? numbers - 1 : throw TooMany("numbers");
                list.Add(reader.Number("The number"));
            }
            else
            {
                // The numbers so far become values: the array is not one of numbers.
                values -= items is null ? list.Count : 0;
                items ??= list.Select(n => (JsonValue)new JsonNumber(n, line, column)).ToList();
                items.Add(Value());
            }
        }

        return items is null ? new JsonArray(list.ToArray(), [], line, column) : new JsonArray(null, items, line, column);
    }

    private InputException TooMany(string what) =>
        new(InputErrorIds.TooLarge, $"The JSON has more {what} than its size justifies.", reader.Place.Line, reader.Place.Column);
}
