using System.Globalization;
using System.Linq;
using System.Text;

namespace ReluGen.Tool.Output;

/// <summary>Makes text from files and arguments fit for a terminal.</summary>
internal static class SafeText
{
    /// <summary>
    /// The text on one line: blanks and line ends become one space; characters that steer a terminal or reorder text become \uXXXX.
    /// </summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char c in text.Trim())
        {
            if (c is ' ' or '\t' or '\r' or '\n')
            {
                // A run of blanks is one space.
                line.Append(line.Length > 0 && line[^1] == ' ' ? "" : " ");
            }
            else if (Steers(c))
            {
                line.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                line.Append(c);
            }
        }

        return line.ToString();
    }

    /// <summary>The same for XML and HTML, which have no place for some characters; escaping is the writer's.</summary>
    public static string ForMarkup(string text)
    {
        var clean = new StringBuilder(text.Length);

        // A half of a surrogate pair is read as U+FFFD.
        foreach (Rune rune in OneLine(text).EnumerateRunes())
        {
            clean.Append(rune.Value is 0xFFFE or 0xFFFF ? "\uFFFD" : rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>The lines without the blanks at their ends, which fill the last column of a table.</summary>
    public static string WithoutTrailingBlanks(string text) => string.Join('\n', text.Split('\n').Select(static line => line.TrimEnd()));

    private static bool Steers(char c) => CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
