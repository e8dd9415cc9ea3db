using System;
using System.IO;

namespace ReluGen.Tests.Shared;

/// <summary>Where the shared data lies: RELUGEN_DATA, else shared/data beside an ancestor of the test assembly.</summary>
internal static class DataFolder
{
    /// <summary>Full path of the folder; null where there is none.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Why tests over the data were skipped; null where they run.</summary>
    public static string? SkipReason { get; } =
        Root is null ? "shared/data was not found: set RELUGEN_DATA to its path to run the tests over it" : null;

    /// <summary>Full path of a file or folder in the data.</summary>
    public static string Of(string relative) =>
        Path.Combine(Root ?? throw new InvalidOperationException(SkipReason), relative.Replace('/', Path.DirectorySeparatorChar));

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RELUGEN_DATA") is { Length: > 0 } stated)
        {
            return Directory.Exists(stated) ? Path.GetFullPath(stated) : null;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
