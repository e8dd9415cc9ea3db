using System.Globalization;
using System.Text;

namespace ReluGen.Formats.Json;

/// <content>Strings and their escapes.</content>
internal sealed partial class JsonReader
{
    private string String()
    {
        var result = new StringBuilder();
        for (at++; at < text.Length && text[at] >= ' '; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return result.ToString();
            }

            result.Append(text[at] == '\\' ? Escaped() : text[at]);
        }

        throw Error("A string does not end on its line.");
    }

    /// <summary>The character that an escape stands for; moves to the last character of the escape.</summary>
    private char Escaped()
    {
        at++;
        char kind = at < text.Length ? text[at] : '\0';
        if (kind == 'u' && at + 4 < text.Length && int.TryParse(text.Substring(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int unit))
        {
            at += 4;
            return (char)unit;
        }

        return kind switch
        {
            '"' or '\\' or '/' => kind,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => throw Error("A string has an escape that JSON does not know."),
        };
    }
}
