using System;
using System.Collections.Immutable;
using System.Linq;

namespace ReluGen.Generator.Inputs;

/// <summary>Helps with a name in an attribute that no file of the project has.</summary>
/// <param name="Text">What to do about it: the name that was meant, or the item to add.</param>
/// <param name="Closest">How an attribute names the file that comes closest; null if the project has none.</param>
internal sealed record NameAdvice(string Text, string? Closest)
{
    // Up to so many wrong letters are a misspelling.
    private const int MostWrongLetters = 2;

    public static NameAdvice For(string name, ImmutableArray<NetworkFile> files)
    {
        string wanted = Plain(name);
        NetworkFile? closest = files.OrderBy(file => Distance(Plain(file.Name), wanted)).ThenBy(file => Distance(file.RelativePath, name)).FirstOrDefault();
        if (closest is null)
        {
            return new NameAdvice(Item(), null);
        }

        string text = Distance(Plain(closest.Name), wanted) <= MostWrongLetters
            ? $"did you mean '{closest.RelativePath}'?"
            : $"{Item()} (it has {string.Join(", ", files.Select(static file => file.RelativePath))})";
        return new NameAdvice(text, files.Named(closest.Name).Length == 1 ? closest.Name : closest.RelativePath);

        string Item() => $"add <ReluNetwork Include=\"{name}\" /> to it";
    }

    /// <summary>The file name without extension and case.</summary>
    private static string Plain(string name)
    {
        string file = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);
        int dot = file.LastIndexOf('.');
        return (dot > 0 ? file.Substring(0, dot) : file).ToLowerInvariant();
    }

    /// <summary>Number of letters to insert, delete or replace to make <paramref name="b"/> of <paramref name="a"/>.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
