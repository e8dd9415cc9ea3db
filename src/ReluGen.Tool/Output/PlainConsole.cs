using System;
using System.IO;
using Spectre.Console;

namespace ReluGen.Tool.Output;

/// <summary>Spectre's tables: in colour on a terminal, else as plain lines of a fixed width without blanks at their ends.</summary>
internal static class PlainConsole
{
    private const int PlainWidth = 120;

    /// <summary>Lets <paramref name="write"/> write to <paramref name="output"/>.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="write">Writes.</param>
    /// <param name="width">Characters of a line where the output is no terminal.</param>
    public static void Write(TextWriter output, Action<IAnsiConsole> write, int width = PlainWidth)
    {
        if (output == Console.Out && !Console.IsOutputRedirected)
        {
            write(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.Detect }));
            return;
        }

        using var text = new StringWriter { NewLine = "\n" };
        IAnsiConsole plain = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        plain.Profile.Width = width;
        write(plain);
        output.Write(SafeText.WithoutTrailingBlanks(text.ToString()));
    }
}
