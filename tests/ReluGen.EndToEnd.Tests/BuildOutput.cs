using System;
using System.Linq;

namespace ReluGen.EndToEnd.Tests;

/// <summary>Reads the output of a build at normal verbosity.</summary>
internal static class BuildOutput
{
    /// <summary>How many models were converted.</summary>
    public static int Conversions(string output) => Lines(output, "Converting ");

    /// <summary>True if the C# compiler ran.</summary>
    public static bool Compiled(string output) => Lines(output, "Skipping target \"CoreCompile\"") == 0 && Lines(output, "/noconfig") > 0;

    private static int Lines(string output, string text) =>
        output.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));
}
