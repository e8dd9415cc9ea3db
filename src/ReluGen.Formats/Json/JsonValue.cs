using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Json;

/// <summary>A value of a JSON file: an object, an array, a text, a number, true, false or null; and where it begins.</summary>
internal abstract class JsonValue(int line, int column)
{
    public int Line { get; } = line;

    public int Column { get; } = column;

    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }

    /// <summary>The value of a member; null if this is no object, has no such member, or the member is null.</summary>
    public JsonValue? this[string name] => this is JsonObject o && o.Members.TryGetValue(name, out JsonValue? value) && value is not JsonNull ? value : null;

    public string? Text => (this as JsonText)?.Value;

    public double? Number => (this as JsonNumber)?.Value;

    public bool? Flag => (this as JsonFlag)?.Value;

    /// <summary>The elements if this is an array, else none.</summary>
    public IEnumerable<JsonValue> Items => this is JsonArray array ? Enumerable.Range(0, array.Count).Select(i => array[i]) : [];

    /// <summary>The number as a whole one; null if it is none.</summary>
    public long? Whole => Number is { } n && n == Math.Floor(n) && Math.Abs(n) <= 1L << 53 ? (long)n : null;

    /// <summary>An error at this place of the file.</summary>
    public InputException Error(string message, string id = InputErrorIds.Malformed) => new(id, message, Line, Column);

    /// <exception cref="InputException">This is not an object, or has no such member.</exception>
    public JsonValue Require(string name) => this[name] ?? throw Error($"A member {DisplayText.Quote(name)} is expected in this {Kind}.");
}

internal sealed class JsonObject(Dictionary<string, JsonValue> members, int line, int column) : JsonValue(line, column)
{
    public Dictionary<string, JsonValue> Members { get; } = members;

    public override string Kind => "object";
}

internal sealed class JsonText(string value, int line, int column) : JsonValue(line, column)
{
    public string Value { get; } = value;

    public override string Kind => "text";
}

internal sealed class JsonNumber(double value, int line, int column) : JsonValue(line, column)
{
    public double Value { get; } = value;

    public override string Kind => "number";
}

internal sealed class JsonFlag(bool value, int line, int column) : JsonValue(line, column)
{
    public bool Value { get; } = value;

    public override string Kind => "truth value";
}

internal sealed class JsonNull(int line, int column) : JsonValue(line, column)
{
    public override string Kind => "null";
}

/// <summary>An array. One of numbers only keeps them as numbers: weights are most of a file.</summary>
internal sealed class JsonArray(double[]? numbers, IReadOnlyList<JsonValue> values, int line, int column) : JsonValue(line, column)
{
    /// <summary>The elements if all of them are numbers, else null; empty for an empty array.</summary>
    public double[]? Numbers { get; } = numbers;

    public int Count => Numbers?.Length ?? values.Count;

    public override string Kind => "array";

    public JsonValue this[int index] => Numbers is null ? values[index] : new JsonNumber(Numbers[index], Line, Column);
}
