using System;
using System.IO;
using System.Reflection;

namespace ReluGen.Tests.Shared.Packages;

/// <summary>The package, made once for all tests, in a folder that serves as a feed; apps of the tests lie beside it.</summary>
public sealed class Package : IDisposable
{
    private int apps;

    /// <summary>Packs what the solution has built, under a version that no cache has seen.</summary>
    public Package()
    {
        Folder = Path.Combine(Path.GetTempPath(), "relugen-e2e-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Path.Combine(Folder, "feed"));
        Version = "0.1.0-e2e." + DateTime.UtcNow.ToString("yyyyMMddHHmmssfff", System.Globalization.CultureInfo.InvariantCulture);
        CommandResult packed = Command.Dotnet(
            RepositoryRoot(), "pack", "src/ReluGen", "--no-restore", "-c", Configuration, "-o", Path.Combine(Folder, "feed"), "-v", "q", "-tl:off",
            // Not Version: the assemblies stay as they are.
            "-p:PackageVersion=" + Version, "-p:NuspecOutputPath=" + Path.Combine(Folder, "nuspec/"));
        packed.RequireSuccess();
        File.WriteAllText(Path.Combine(Folder, "nuget.config"), NugetConfig);
    }

    /// <summary>Folder of the feed and the apps; outside the repository.</summary>
    public string Folder { get; }

    /// <summary>Version of the package.</summary>
    public string Version { get; }

    /// <summary>Path of the package file.</summary>
    public string FilePath => Path.Combine(Folder, "feed", $"ReluGen.{Version}.nupkg");

    private static string Configuration =>
        typeof(Package).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    // The machine's own sources stay in force; this package alone comes from the feed, and packages land in a folder of their own.
    private static string NugetConfig => """
        <configuration>
          <config>
            <add key="globalPackagesFolder" value="packages" />
          </config>
          <packageSources>
            <add key="relugen-e2e" value="feed" />
          </packageSources>
          <packageSourceMapping>
            <packageSource key="relugen-e2e">
              <package pattern="ReluGen" />
            </packageSource>
          </packageSourceMapping>
        </configuration>
        """;

    /// <summary>Path of a folder for a new app.</summary>
    /// <param name="name">Its last part.</param>
    public string NewFolder(string name)
    {
        string folder = Path.Combine(Folder, $"{++apps}", name);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The folder of the repository, which the tests lie in.</summary>
    public static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}
