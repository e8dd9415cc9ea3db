using System;
using System.Linq;
using System.Text.RegularExpressions;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.EndToEnd.Tests;

/// <summary>What a build says and does about the processors that native code is for.</summary>
[Collection(nameof(PackageCollection))]
public sealed class InstructionSetTests(Package package)
{
    [NativeFact]
    public void A_build_for_the_oldest_processors_is_warned_of_until_a_property_names_others()
    {
        var app = new NativeApp(package, "System.Console.WriteLine();", [new NativeModel(App.Model)]);

        Assert.Equal(["App.csproj : warning RLG1013"], Warnings(app.Build()));
        Assert.Empty(Warnings(app.Build("--no-restore", "-p:ReluGenInstructionSet=x86-64-v3")));
        Assert.Empty(Warnings(app.Build("--no-restore", "-p:IlcInstructionSet=avx2")));
        Assert.Empty(Warnings(app.Build("--no-restore", "-p:NoWarn=RLG1013")));
        Assert.Empty(Warnings(app.Build("--no-restore", "-p:PublishAot=false")));
        Assert.Contains("error RLG1013", app.Build("--no-restore", "-p:MSBuildWarningsAsErrors=RLG1013").Output, StringComparison.Ordinal);
    }

    /// <summary>The compilers of .NET 8 and 9 refuse the name that the one of .NET 10 has for a level.</summary>
    [Theory]
    [InlineData("net9.0", "linux-x64", "x86-64-v3", "x86-x64-v3")]
    [InlineData("net8.0", "linux-x64", "x86-64-v4", "x86-x64-v4")]
    [InlineData("net10.0", "linux-x64", "x86-64-v3", "x86-64-v3")]
    [InlineData("net10.0", "win-x64", "native", "native")]
    [InlineData("net9.0", "linux-x64", "native", "native")]
    [InlineData("net9.0", "linux-x64", "avx2", "avx2")]
    [InlineData("net10.0", "linux-arm64", "x86-64-v3", "")]
    [InlineData("net10.0", "linux-arm64", "native", "native")]
    public void A_level_is_spelled_as_the_compiler_of_the_framework_does(string framework, string rid, string level, string expected)
    {
        string project = $"{Package.RepositoryRoot()}/src/ReluGen.Build/build/ReluGen.targets";

        CommandResult read = Command.Dotnet(
            package.Folder, "msbuild", project, "-getProperty:IlcInstructionSet", "-p:ReluGenTaskAssembly=none", "-p:PublishAot=true", $"-p:RuntimeIdentifier={rid}",
            $"-p:TargetFrameworkVersion={framework.Replace("net", "v", StringComparison.Ordinal)}", $"-p:ReluGenInstructionSet={level}");

        Assert.Equal(expected, read.RequireSuccess().Output.Trim());
    }

    /// <summary>File, severity and id of each warning, once.</summary>
    private static string[] Warnings(CommandResult built) =>
        [.. Regex.Matches(built.RequireSuccess().Output, @"([^/\s]+ : warning \w+):").Select(static match => match.Groups[1].Value).Distinct()];
}
