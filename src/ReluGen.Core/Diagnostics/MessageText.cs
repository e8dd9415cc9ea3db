using System.Globalization;
using System.Text;

namespace ReluGen.Core.Diagnostics;

/// <summary>Makes text from untrusted files fit for an error message.</summary>
public static class MessageText
{
    /// <summary>The text on one line: control characters are escaped.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            // Separators U+2028 and U+2029 break lines in some consoles, so they count as control characters.
            if (char.IsControl(c) || c is '\u2028' or '\u2029' || char.IsSurrogate(c))
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
}
