using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace ReluGen.Build;

/// <summary>Warns of metadata whose names are nearly those that have a meaning: MSBuild takes any name, and what is misspelt has no effect.</summary>
/// <remarks>Names that resemble none are a project's own and stay unmentioned.</remarks>
public sealed class CheckReluNetworkMetadata : Task
{
    /// <summary>Most changes of a letter that make one name of the other: Domian is one from Domain, Sample one from Samples.</summary>
    private const int MostChanges = 2;

    /// <summary>Names that have a meaning.</summary>
    private static readonly string[] Known = ["Samples", "Regions", "MaxRegions", "Domain", "Simplify", "GraphInputs", "GraphOutputs", "Features", "FeaturesFile", "Diagnostics"];

    /// <summary>The items as the project has them.</summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Names that have a meaning, as docs/build.md lists them.</summary>
    public static IReadOnlyList<string> Names => Known;

    /// <inheritdoc/>
    public override bool Execute()
    {
        var warned = new HashSet<(string File, string Name)>();
        foreach (ITaskItem model in Models)
        {
            foreach (string name in model.MetadataNames)
            {
                // One warning for many items of a wildcard.
                string file = model.GetMetadata("DefiningProjectFullPath");
                if (MeantBy(name) is { } meant && warned.Add((file, name)))
                {
                    Log.LogWarning(
                        subcategory: null, BuildErrorIds.UnknownMetadata, helpKeyword: "ReluGen." + BuildErrorIds.UnknownMetadata, file, 0, 0, 0, 0,
                        "{0}", $"The metadata '{name}' of a ReluNetwork item have no meaning; '{meant}' is a name that has one. The known names are {string.Join(", ", Known)}.");
                }
            }
        }

        return true;
    }

    /// <summary>The known name that is written nearly so; null for a known name, and for one that resembles none.</summary>
    private static string? MeantBy(string name)
    {
        if (Known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        (int changes, string nearest) = Known.Select(known => (Changes(name.ToUpperInvariant(), known.ToUpperInvariant()), known)).Min();
        return changes <= MostChanges ? nearest : null;
    }

    /// <summary>Letters that must be put in, left out, replaced or swapped with their neighbour to make one word of another (the optimal string alignment distance).</summary>
    private static int Changes(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                int replaced = table[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replaced, 1 + Math.Min(table[i - 1, j], table[i, j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[from.Length, to.Length];
    }
}
