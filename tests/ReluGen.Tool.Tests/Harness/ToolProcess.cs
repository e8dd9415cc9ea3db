using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace ReluGen.Tool.Tests.Harness;

/// <summary>The built tool in a process of its own.</summary>
internal static class ToolProcess
{
    /// <summary>Starts the tool; its streams are redirected.</summary>
    public static Process Start(params string[] args) => Start("", args);

    /// <summary>Runs the tool to its end.</summary>
    public static Task<ToolResult> RunAsync(params string[] args) => RunWithAsync("", args);

    /// <summary>Runs the tool to its end with an environment variable, as NAME=VALUE, set.</summary>
    public static async Task<ToolResult> RunWithAsync(string setting, params string[] args)
    {
        using Process process = Start(setting, args);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolResult(process.ExitCode, await output, await error);
    }

    private static Process Start(string setting, string[] args)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (setting.Length > 0)
        {
            start.Environment[setting.Split('=')[0]] = setting.Split('=')[1];
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ReluGen.Tool.dll"));
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start)!;
    }
}
