using System.Globalization;
using System.Text;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Generator.Emission;

/// <summary>C# literals and comments; nothing of a model file reaches the code but through here.</summary>
internal static class Literals
{
    /// <summary>A float32, the fewest digits that read back exactly.</summary>
    public static string Single(float value) =>
        float.IsNaN(value) ? "float.NaN"
        : float.IsInfinity(value) ? value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity"
        : DecimalText.Format(value) + "f";

    /// <summary>An integer.</summary>
    public static string Int(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A word in hexadecimal.</summary>
    public static string Word(ulong value) => "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>A string literal in printable ASCII.</summary>
    public static string Text(string value) => "\"" + Escape(value, quotes: true) + "\"";

    /// <summary>A text that is safe in a comment of one line.</summary>
    public static string Comment(string value) => Escape(value, quotes: false).Replace("*/", "*\\/");

    private static string Escape(string value, bool quotes)
    {
        var text = new StringBuilder(value.Length);
        foreach (char c in value)
        {
            if (c is < ' ' or > '~')
            {
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(quotes && c is '"' or '\\' ? "\\" : "").Append(c);
            }
        }

        return text.ToString();
    }
}
