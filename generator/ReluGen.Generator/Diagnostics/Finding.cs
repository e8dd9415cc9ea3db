using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ReluGen.Generator.Diagnostics;

/// <summary>A diagnostic as a value, which the pipeline can compare.</summary>
internal sealed record Finding(DiagnosticDescriptor Descriptor, Place Place, Arguments Arguments)
{
    public Finding(DiagnosticDescriptor descriptor, Place place, params string[] arguments)
        : this(descriptor, place, new Arguments(arguments))
    {
    }

    /// <summary>The text that mends it, for a code fix; null if there is none.</summary>
    public string? Remedy { get; init; }

    public Diagnostic ToDiagnostic(Compilation compilation) =>
        Diagnostic.Create(Descriptor, Place.ToLocation(compilation), Diagnostics.Remedy.Properties(Remedy), Arguments.Values.ToArray<object>());
}

/// <summary>A location as a value: a span of a file.</summary>
internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Place Of(Location location) =>
        new(location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);

    /// <summary>A column of a line, both from 1, of a file that is not C#.</summary>
    public static Place OfLine(string path, int line, int column)
    {
        var position = new LinePosition(Math.Max(line - 1, 0), Math.Max(column - 1, 0));
        return new Place(path, default, new LinePositionSpan(position, position));
    }

    /// <summary>
    /// The place in a C# file of <paramref name="compilation"/>, so that .editorconfig, #pragma and code fixes reach it; else in a file
    /// of that path.
    /// </summary>
    public Location ToLocation(Compilation compilation)
    {
        if (Path.Length == 0)
        {
            return Location.None;
        }

        SyntaxTree? tree = compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == Path);
        return tree is not null && Span.End <= tree.Length ? Location.Create(tree, Span) : Location.Create(Path, Span, Lines);
    }
}

/// <summary>The arguments of a message, compared one by one.</summary>
internal sealed class Arguments(IReadOnlyList<string> values) : IEquatable<Arguments>
{
    public IReadOnlyList<string> Values { get; } = values;

    public bool Equals(Arguments? other) => other is not null && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Arguments);

    public override int GetHashCode() => Values.Count;
}
