using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ReluGen.Tool.Commands;

/// <summary>Options that take a whole number.</summary>
internal static class WholeNumber
{
    /// <summary>An option; anything but a whole number from <paramref name="least"/> to <paramref name="most"/> is an error that says so.</summary>
    public static Option<T> Option<T>(string name, long least, long most, Func<long, T> convert, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse(result, name, least, most, convert),
    };

    private static T? Parse<T>(ArgumentResult result, string name, long least, long most, Func<long, T> convert)
    {
        string text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most)
        {
            return convert(value);
        }

        result.AddError(FormattableString.Invariant($"{name} '{text}' is not a whole number from {least} to {most}."));
        return default;
    }
}
