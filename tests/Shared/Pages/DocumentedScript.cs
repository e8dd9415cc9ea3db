using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ReluGen.Tests.Shared.Pages;

/// <summary>The Python scripts of the documentation, as a reader would copy them.</summary>
internal static partial class DocumentedScript
{
    /// <summary>Why scripts cannot be run; null where they can.</summary>
    public static string? SkipReason { get; } = WhyNot();

    /// <summary>The only block of a page, such as <c>formats.md</c>, that has the mark in it.</summary>
    public static string Of(string page, string mark)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "docs", page)))
        {
            root = root.Parent;
        }

        string text = File.ReadAllText(Path.Combine(root!.FullName, "docs", page)).ReplaceLineEndings("\n");
        return Block().Matches(text)
            .Select(static m => string.Concat(m.Groups["line"].Captures.Select(line => line.Value[Math.Min(m.Groups["indent"].Length, line.Value.Length - 1)..])))
            .Single(script => script.Contains(mark, StringComparison.Ordinal));
    }

    /// <summary>Runs a file with the folder as the current one; what it prints. Fails the test if Python does.</summary>
    public static string Run(string folder, string file)
    {
        using Process process = Process.Start(new ProcessStartInfo("python3", [file]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = process.StandardOutput.ReadToEnd();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        return output;
    }

    private static string? WhyNot()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("python3", "--version") { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return null;
        }
        catch (Win32Exception)
        {
            return "python3 was not found: install it to run the scripts of the documentation";
        }
    }

    /// <summary>A block of a list is indented as a whole.</summary>
    [GeneratedRegex("^(?<indent> *)```python\n(?<line>[^\n]*\n)*? *```", RegexOptions.Multiline)]
    private static partial Regex Block();
}

/// <summary>A fact about a script of the documentation: reported as skipped where there is no Python.</summary>
internal sealed class ScriptFactAttribute : FactAttribute
{
    public ScriptFactAttribute() => Skip = DocumentedScript.SkipReason;
}

/// <summary>A theory about scripts of the documentation: reported as skipped where there is no Python.</summary>
internal sealed class ScriptTheoryAttribute : TheoryAttribute
{
    public ScriptTheoryAttribute() => Skip = DocumentedScript.SkipReason;
}

/// <summary>A theory about scripts of the documentation and the shared data: reported as skipped where either is not there.</summary>
internal sealed class ScriptDataTheoryAttribute : TheoryAttribute
{
    public ScriptDataTheoryAttribute() => Skip = DataFolder.SkipReason ?? DocumentedScript.SkipReason;
}
