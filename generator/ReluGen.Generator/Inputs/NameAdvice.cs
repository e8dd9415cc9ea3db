using System;
using System.Collections.Immutable;
using System.Linq;

namespace ReluGen.Generator.Inputs;

/// <summary>Helps with a name in an attribute that no file of the project has.</summary>
internal static class NameAdvice
{
    /// <summary>What to do about a name that no file has: the one that was meant, or the item to add.</summary>
    public static string For(string name, ImmutableArray<NetworkFile> files)
    {
        string wanted = Plain(name);
        NetworkFile? meant = files.FirstOrDefault(file => Plain(file.Name) == wanted) ?? files.FirstOrDefault(file => Distance(Plain(file.Name), wanted) <= 2);
        if (meant is not null)
        {
            return $"did you mean '{meant.RelativePath}'?";
        }

        string known = files.IsEmpty ? "" : " (it has " + string.Join(", ", files.Select(static file => file.RelativePath)) + ")";
        return $"add <ReluNetwork Include=\"{name}\" /> to it{known}";
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
