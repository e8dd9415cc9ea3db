using System.Collections.Generic;
using System.Globalization;
using System.Text;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats;

/// <summary>Makes names and shapes from untrusted files fit for one line of an error message.</summary>
internal static class DisplayText
{
    private const int MostCharacters = 120;

    /// <summary>The text in single quotes, on one line; a long text is cut.</summary>
    public static string Quote(string text) =>
        text.Length <= MostCharacters ? "'" + Line(text) + "'" : "'" + Line(text.Substring(0, MostCharacters)) + "…'";

    /// <summary>The text on one line: control characters are escaped.</summary>
    public static string Line(string text) => MessageText.OneLine(text);

    /// <summary>A shape as <c>[1, 28, 28]</c>.</summary>
    public static string Shape(IReadOnlyList<int> shape)
    {
        var text = new StringBuilder("[");
        for (int i = 0; i < shape.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(shape[i].ToString(CultureInfo.InvariantCulture));
        }

        return text.Append(']').ToString();
    }
}
