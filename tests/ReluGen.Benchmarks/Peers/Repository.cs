using System;
using System.IO;

namespace ReluGen.Benchmarks.Peers;

/// <summary>The repository that this program was built in.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution; null outside a repository.</summary>
    public static string? Root { get; } = Find();

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ReluGen.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
