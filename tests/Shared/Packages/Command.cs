using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace ReluGen.Tests.Shared.Packages;

/// <summary>What a process wrote, and how it ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output and standard error.</param>
internal sealed record CommandResult(int ExitCode, string Output)
{
    /// <summary>The result itself, if the process ended with exit code 0.</summary>
    /// <exception cref="InvalidOperationException">It did not; the message is what it wrote.</exception>
    public CommandResult RequireSuccess() => ExitCode == 0 ? this : throw new InvalidOperationException(Output);
}

/// <summary>Runs a process and waits for it.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Set in a `dotnet test` process and meant for that process alone.</summary>
    private static readonly string[] Inherited = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH"];

    /// <summary>The dotnet that runs these tests.</summary>
    private static string DotnetPath => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    /// <summary>Runs dotnet.</summary>
    public static CommandResult Dotnet(string folder, params string[] arguments) => Run(folder, DotnetPath, arguments);

    /// <summary>Runs any program.</summary>
    /// <exception cref="TimeoutException">It did not end in five minutes; it was stopped.</exception>
    public static CommandResult Run(string folder, string program, params string[] arguments) => Run(StartInfo(folder, program, arguments));

    /// <summary>Runs dotnet with further environment variables, NAME=VALUE each.</summary>
    public static CommandResult DotnetWith(string[] variables, string folder, params string[] arguments)
    {
        ProcessStartInfo start = StartInfo(folder, DotnetPath, arguments);
        foreach (string variable in variables)
        {
            string[] parts = variable.Split('=', 2);
            start.Environment[parts[0]] = parts[1];
        }

        return Run(start);
    }

    private static CommandResult Run(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Path.GetFileName(start.FileName)} {string.Join(' ', start.ArgumentList)} did not end: {output.Result}{error.Result}");
        }

        return new CommandResult(process.ExitCode, output.Result + error.Result);
    }

    private static ProcessStartInfo StartInfo(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in Inherited)
        {
            start.Environment.Remove(name);
        }

        // No server stays behind, and the texts are those that the tests look for.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }
}
