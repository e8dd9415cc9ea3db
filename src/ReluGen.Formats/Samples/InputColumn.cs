using System;
using System.Globalization;

namespace ReluGen.Formats.Samples;

/// <summary>Where a sample file has the value of an input: a number in a column, or a column that names a category.</summary>
/// <param name="Column">The column, from 0.</param>
/// <param name="Category">The category for which the input is 1, and else 0; null where the column has the number itself.</param>
internal sealed record InputColumn(int Column, string? Category = null)
{
    /// <summary>True if <paramref name="text"/> is the category: the same characters, or the same number.</summary>
    public bool IsNamedBy(string text) =>
        text == Category || (Number(text) is { } number && Number(Category!) is { } category && number == category);

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}
