using System;
using System.IO;
using System.Linq;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.EndToEnd.Tests;

/// <summary>A user's project: a csproj with the package, models, and a program that prints what its networks say of the point (3, 1, 0, …).</summary>
internal sealed class App
{
    /// <summary>At (3, 1) both neurons are active (2 and 2.25), so the output is 0 + 1·2 + 2·2.25.</summary>
    public const string Model = """
        relunet 1
        input "x0"
        input "x1"
        stage 2 0
        d 0 0 1 -1
        d 0.5 0 0.25 1
        output 1 1
        d 0 1 2
        end

        """;

    /// <summary>What the program prints for <see cref="Model"/>: output and pattern.</summary>
    public const string Answer = "6.5 11";

    private readonly Package package;

    public App(Package package, string name = "app")
    {
        this.package = package;
        Folder = package.NewFolder(name);
    }

    public string Folder { get; }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public App Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
        return this;
    }

    /// <summary>Copies a file that lies beside the tests, under its name or another.</summary>
    public App Copy(string source, string? name = null)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, source), PathOf(name ?? Path.GetFileName(source)));
        return this;
    }

    /// <summary>Writes the project, with <paramref name="items"/> in an ItemGroup.</summary>
    public App Project(string items) => ProjectWithoutPackage($"{PackageItem}{items}");

    /// <summary>The reference to the package.</summary>
    public string PackageItem => $"""<PackageReference Include="ReluGen" Version="{package.Version}" />""";

    /// <summary>Writes a project that does not reference the package by itself.</summary>
    public App ProjectWithoutPackage(string items) => Write("App.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
          </PropertyGroup>
          <ItemGroup>
            <Compile Include="Program.cs" />
            {items}
          </ItemGroup>
        </Project>
        """);

    /// <summary>Writes a program with a class for each model, and prints a line for each.</summary>
    public App Program(params string[] models) => Write("Program.cs", $$"""
        using System;
        using System.Globalization;
        using ReluGen;

        {{string.Concat(models.Select((_, i) => $"Print<N{i}, N{i}.Pattern>();\n"))}}
        static void Print<TNetwork, TPattern>()
            where TNetwork : IReluNetwork<TNetwork, TPattern>
            where TPattern : unmanaged, IActivationPattern<TPattern>
        {
            Span<float> output = stackalloc float[TNetwork.OutputCount];
            Span<float> input = stackalloc float[TNetwork.InputCount];
            input[0] = 3;
            input[1] = 1;
            TPattern pattern = TNetwork.Forward(input, output);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output[0]} {pattern}"));
            foreach (Region<TPattern> region in TNetwork.Regions)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {region.Pattern} {region.SampleCount}: {region.Map.Row(0)[0]} {region.Map.Row(0)[1]} {region.Map.Bias[0]}"));
            }
        }

        {{string.Concat(models.Select((model, i) => $"[ReluNetwork(\"{model}\")] partial class N{i};\n"))}}
        """);

    /// <summary>dotnet build, with every target's name and the tasks' messages in the output.</summary>
    public CommandResult Build(params string[] arguments) => Command.Dotnet(Folder, ["build", "-v", "n", "-tl:off", .. arguments]);

    /// <summary>Builds; fails the test if that fails.</summary>
    public string BuildOk(params string[] arguments)
    {
        CommandResult built = Build(arguments);
        Assert.True(built.ExitCode == 0, built.Output);
        return built.Output;
    }

    /// <summary>What the built app prints.</summary>
    public string Run(string dll = "bin/Debug/net10.0/App.dll")
    {
        CommandResult run = Command.Dotnet(Folder, PathOf(dll));
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output.Trim().ReplaceLineEndings("\n");
    }
}
