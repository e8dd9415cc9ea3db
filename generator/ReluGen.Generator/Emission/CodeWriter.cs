using System;
using System.Text;

namespace ReluGen.Generator.Emission;

/// <summary>Writes indented C#; line ends are '\n' on every machine.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>An empty line.</summary>
    public void Line() => text.Append('\n');

    /// <summary>One line, or several separated by '\n', each indented.</summary>
    public void Line(string lines)
    {
        foreach (string line in lines.Split('\n'))
        {
            string trimmed = line.TrimEnd('\r');
            if (trimmed.Length > 0)
            {
                text.Append(' ', 4 * depth).Append(trimmed);
            }

            text.Append('\n');
        }
    }

    /// <summary>A header (or none) and an indented block in braces, closed when the result is disposed.</summary>
    public Block Open(string? header, string close = "}")
    {
        if (header is not null)
        {
            Line(header);
        }

        Line("{");
        depth++;
        return new Block(this, close);
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>An open block.</summary>
    public readonly struct Block(CodeWriter writer, string close) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            writer.Line(close);
        }
    }
}
