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

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Place.ToLocation(), Arguments.Values.ToArray<object>());
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

    public Location ToLocation() => Path.Length == 0 ? Location.None : Location.Create(Path, Span, Lines);
}

/// <summary>The arguments of a message, compared one by one.</summary>
internal sealed class Arguments(IReadOnlyList<string> values) : IEquatable<Arguments>
{
    public IReadOnlyList<string> Values { get; } = values;

    public bool Equals(Arguments? other) => other is not null && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as Arguments);

    public override int GetHashCode() => Values.Count;
}
