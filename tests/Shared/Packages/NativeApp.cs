using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace ReluGen.Tests.Shared.Packages;

/// <summary>A network of a <see cref="NativeApp"/>.</summary>
/// <param name="Text">Its .relunet.</param>
/// <param name="Fma">True for fused multiply-adds.</param>
internal sealed record NativeModel(string Text, bool Fma = false);

/// <summary>A console app with the package and some networks that is published as native code; its assembly also runs under the JIT.</summary>
internal sealed class NativeApp
{
    private const string Rid = "linux-x64";

    private readonly string folder;

    /// <summary>Writes the project.</summary>
    /// <param name="package">The package.</param>
    /// <param name="program">The C# of the program; it has a class N0, N1, … for each network.</param>
    /// <param name="models">The networks.</param>
    /// <param name="sources">Further C# files, paths in the repository.</param>
    public NativeApp(Package package, string program, IReadOnlyList<NativeModel> models, params string[] sources)
    {
        folder = package.NewFolder("native");
        for (int i = 0; i < models.Count; i++)
        {
            Write($"net{i}.relunet", models[i].Text);
        }

        // Other packages come from the machine's own sources, and those that this repository has restored already are not fetched again.
        Write("nuget.config", "<configuration><packageSourceMapping><clear /></packageSourceMapping></configuration>");
        Write("Program.cs", program + string.Concat(models.Select(static (model, i) => $"\n[ReluGen.ReluNetwork(\"net{i}.relunet\"{(model.Fma ? ", Fma = true" : "")})] partial class N{i};")));
        Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{Framework}</TargetFramework>
                <PublishAot>true</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
                <Nullable>enable</Nullable>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <StripSymbols>false</StripSymbols>
                <Facts>none</Facts>
                <ReluGenAssumeFma>true</ReluGenAssumeFma>
                <RestoreAdditionalProjectFallbackFolders>{RestoredPackages}</RestoreAdditionalProjectFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ReluGen" Version="{package.Version}" />
                <ReluNetwork Include="*.relunet" Diagnostics="$(Facts)" />
                {string.Concat(sources.Select(static source => $"<Compile Include=\"{Path.Combine(Package.RepositoryRoot(), source)}\" />"))}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary>Why nothing can be published here; null if it can.</summary>
    public static string? SkipReason { get; } =
        RuntimeInformation.RuntimeIdentifier != Rid && !(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64) ? $"native code is published for {Rid}"
        : !OnPath("gcc") && !OnPath("clang") ? "native code needs gcc or clang to link it"
        : null;

    /// <summary>The newest framework that can be published; one property of the repository.</summary>
    public static string Framework { get; } =
        typeof(NativeApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "ReluAotTfm").Value!;

    private static string RestoredPackages
    {
        get
        {
            string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } stated
                ? stated
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
            return Directory.Exists(packages) ? packages : "";
        }
    }

    /// <summary>Path of the assembly that a build makes.</summary>
    public string Assembly => PathOf($"bin/Release/{Framework}/{Rid}/App.dll");

    /// <summary>Full path of a file beside the project.</summary>
    public string PathOf(string file) => Path.Combine(folder, file);

    /// <summary>Builds without publishing; with every warning in the output.</summary>
    public CommandResult Build(params string[] arguments) => Command.Dotnet(folder, ["build", "-c", "Release", "-r", Rid, "-tl:off", .. arguments]);

    /// <summary>Publishes for processors of a level, as ReluGenInstructionSet names it.</summary>
    /// <returns>Path of the executable.</returns>
    /// <exception cref="InvalidOperationException">It does not compile or link.</exception>
    public string Publish(string level)
    {
        string output = PathOf(Path.Combine("out", level));
        Command.Dotnet(folder, "publish", "-c", "Release", "-r", Rid, "-tl:off", "-o", output, "-p:ReluGenInstructionSet=" + level).RequireSuccess();
        return Path.Combine(output, "App");
    }

    /// <summary>Runs the assembly of the last build under the JIT of the runtime that runs this process.</summary>
    /// <param name="variables">Further environment variables, NAME=VALUE each.</param>
    /// <param name="arguments">Arguments of the program.</param>
    public CommandResult RunUnderJit(string[] variables, params string[] arguments)
    {
        // In a folder of their own: publishing leaves a whole runtime of the app's framework beside the assemblies, which would be taken.
        string jit = Directory.CreateDirectory(PathOf("jit")).FullName;
        foreach (string name in new[] { "App.dll", "ReluGen.dll" })
        {
            File.Copy(Path.Combine(Path.GetDirectoryName(Assembly)!, name), Path.Combine(jit, name), overwrite: true);
        }

        string settings = Path.Combine(jit, "settings.json");
        File.WriteAllText(settings, """{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "VERSION" } } }""".Replace("VERSION", Environment.Version.ToString(3)));
        return Command.DotnetWith(variables, folder, ["exec", "--runtimeconfig", settings, Path.Combine(jit, "App.dll"), .. arguments]);
    }

    private void Write(string file, string text) => File.WriteAllText(PathOf(file), text);

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(place => place.Length > 0 && File.Exists(Path.Combine(place, program)));
}
