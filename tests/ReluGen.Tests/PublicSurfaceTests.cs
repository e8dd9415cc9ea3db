using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ReluGen.Tests;

/// <summary>The public surface of the runtime library, member by member. RELUGEN_UPDATE_SNAPSHOTS=1 writes the file anew.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void Is_what_the_file_says()
    {
        string surface = string.Join('\n', typeof(ReluNetworkAttribute).Assembly.GetExportedTypes()
            .OrderBy(static type => type.FullName, StringComparer.Ordinal)
            .SelectMany(static type => Members(type).Prepend(type.ToString()))) + "\n";
        string file = Path.Combine(Folder(), "PublicSurface.txt");
        if (Environment.GetEnvironmentVariable("RELUGEN_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(file, surface);
        }

        Assert.Equal(File.ReadAllText(file), surface);
    }

    private static string[] Members(Type type) =>
        [.. type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(static member => member is not MethodInfo { IsSpecialName: true } && member is not Type)
            .Select(static member => "    " + member)
            .Order(StringComparer.Ordinal)];

    private static string Folder([CallerFilePath] string caller = "") => Path.GetDirectoryName(caller)!;
}
