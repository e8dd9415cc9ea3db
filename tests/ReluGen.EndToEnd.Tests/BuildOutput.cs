using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace ReluGen.EndToEnd.Tests;

/// <summary>Reads the output of a build at normal verbosity.</summary>
internal static class BuildOutput
{
    /// <summary>How many models were converted.</summary>
    public static int Conversions(string output) => Lines(output, "Converting ");

    /// <summary>True if the C# compiler ran.</summary>
    public static bool Compiled(string output) => Lines(output, "Skipping target \"CoreCompile\"") == 0 && Lines(output, "/noconfig") > 0;

    /// <summary>Each error and warning once: file, place, severity and id, such as <c>Program.cs(4,11): error RLG3007</c>.</summary>
    public static string[] Diagnostics(string output) =>
        [.. Regex.Matches(output, @"([^/\s]+): ((?:error|warning) [A-Z]+\d+)(?=:)").Select(static match => $"{match.Groups[1].Value}: {match.Groups[2].Value}").Distinct()];

    private static int Lines(string output, string text) =>
        output.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));
}
