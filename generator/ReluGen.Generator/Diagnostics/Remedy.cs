using System.Collections.Immutable;

namespace ReluGen.Generator.Diagnostics;

/// <summary>Hands the text that mends a diagnostic to its code fix.</summary>
internal static class Remedy
{
    /// <summary>The properties of a diagnostic with that text, or none.</summary>
    public static ImmutableDictionary<string, string?> Properties(string? text) =>
        text is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(FixableDiagnostics.Remedy, text);
}
