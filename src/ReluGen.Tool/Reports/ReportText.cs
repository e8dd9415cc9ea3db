using System.Globalization;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Reports;

/// <summary>Numbers and names as the report shows them: short, and the same in every culture.</summary>
internal static class ReportText
{
    private const int MostNameCharacters = 60;
    private const int MostPatternCharacters = 320;
    private const int MostPatternCharactersInTable = 24;

    /// <summary>A measured number, to four digits.</summary>
    public static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "∞" : double.IsNegativeInfinity(value) ? "-∞" : value == 0 ? "0" : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A part of a whole.</summary>
    public static string Share(double value) => value.ToString("P1", CultureInfo.InvariantCulture);

    /// <summary>A number of things.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of things and what they are.</summary>
    public static string Count(long value, string what) => Count(value) + " " + what + (value == 1 ? "" : "s");

    /// <summary>What was left out of a list; null for nothing.</summary>
    public static string? Rest(long count, string what) => count > 0 ? $"and {Count(count)} more {what}{(count == 1 ? "" : "s")}" : null;

    /// <summary>A name from a file.</summary>
    public static string Name(string name) => Cut(SafeText.OneLine(name), MostNameCharacters);

    /// <summary>The beginning of a pattern, first neuron first.</summary>
    public static string Pattern(string pattern) => pattern.Length == 0 ? "no neurons" : Cut(pattern, MostPatternCharacters);

    /// <summary>What fits into a column of a pattern.</summary>
    public static string ShortPattern(string pattern) => Cut(pattern, MostPatternCharactersInTable);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";
}
