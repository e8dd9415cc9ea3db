namespace ReluGen.Formats.Json;

/// <summary>What kind of value a JSON text has next.</summary>
internal enum JsonKind
{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}
