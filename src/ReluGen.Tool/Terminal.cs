using System.Collections.Generic;
using System.IO;
using ReluGen.Tool.Output;

namespace ReluGen.Tool;

/// <summary>Where a command writes: results to <paramref name="output"/>, all else to <paramref name="error"/>.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error)
{
    /// <summary>Results only.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>The error, notes and progress.</summary>
    public TextWriter Error { get; } = error;

    /// <summary>Writes what a command noticed; called last, so that a failure leaves one line on stderr: its error.</summary>
    public void WriteNotes(string file, IEnumerable<string> notes)
    {
        foreach (string note in notes)
        {
            Error.WriteLine(SafeText.OneLine($"{file}: note: {note}"));
        }
    }
}
