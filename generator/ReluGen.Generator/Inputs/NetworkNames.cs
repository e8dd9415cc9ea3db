using System;
using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Generator.Inputs;

/// <summary>A file that attributes may name.</summary>
internal interface INamedNetwork
{
    /// <summary>File name of the model.</summary>
    string Name { get; }

    /// <summary>Path of the model in the project, with '/'.</summary>
    string RelativePath { get; }
}

/// <summary>How an attribute names a file: by its name, or by its path in the project.</summary>
internal static class NetworkNames
{
    /// <summary>The files that <paramref name="name"/> may mean; a good name means one.</summary>
    public static T[] Named<T>(this IEnumerable<T> files, string name)
        where T : INamedNetwork
    {
        T[] named = files.Where(file => string.Equals(file.Name, name, StringComparison.Ordinal) || file.IsAt(name)).ToArray();

        // A file beside the project has no folder to be told apart by: its name is its path.
        return named.Length > 1 && named.Count(file => file.IsAt(name)) == 1 ? named.Where(file => file.IsAt(name)).ToArray() : named;
    }

    private static bool IsAt(this INamedNetwork file, string path) => string.Equals(file.RelativePath, path.Replace('\\', '/'), StringComparison.Ordinal);
}
