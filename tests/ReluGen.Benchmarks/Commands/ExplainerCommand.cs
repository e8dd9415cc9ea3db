using System;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ReluGen.Benchmarks.Peers;
using ReluGen.Tests.Shared.Services;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>explainer</c>: sample Explainer as native code: warnings of its build, size, time to the first explanation, and a load of requests.</summary>
internal static class ExplainerCommand
{
    private const int Starts = 21;
    private const int Requests = 10_000;
    private const int Connections = 64;

    public static Command Create()
    {
        var binary = new Option<string?>("--binary") { Description = "An executable that was published before; if not given, the sample is published first.", HelpName = "FILE" };
        var command = new Command("explainer", "Publishes sample Explainer as native code: size, time to the first answer, 10,000 requests over 64 connections.") { binary };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(binary)));
        return command;
    }

    private static async Task<int> RunAsync(string? binary)
    {
        string folder = Directory.CreateTempSubdirectory("relugen-explainer-").FullName;
        try
        {
            binary ??= Publish(folder);
            Say($"size        {new FileInfo(binary).Length / 1e6:F1} MB");
            var starts = new (double Elapsed, double Processor)[Starts];
            for (int i = 0; i < Starts; i++)
            {
                starts[i] = await TimeStartAsync(binary);
            }

            // The first has the client's own start in it.
            double[] elapsed = [.. starts.Skip(1).Select(static start => start.Elapsed).Order()];
            double[] processor = [.. starts.Skip(1).Select(static start => start.Processor).Order()];
            Say($"start       process to first /explain: median {elapsed[elapsed.Length / 2]:F0} ms, {elapsed[0]:F0} to {elapsed[^1]:F0} ms in {elapsed.Length} starts; processor time median {processor[processor.Length / 2]:F0} ms");
            using ExplainerService service = await ExplainerService.StartAsync(binary, []);
            LoadTrial load = await LoadTrial.RunAsync(service, Requests, Connections);
            Say($"load        {load.Requests} requests over {Connections} connections in {load.Seconds:F2} s, {load.Wrong} wrong answers; working set {load.Before / 1e6:F1} MB after a warm-up of as many, {load.After / 1e6:F1} MB at the end");
            return load.Wrong == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Milliseconds from the start of the process to the whole answer of its first request, and those that its threads ran.</summary>
    private static async Task<(double Elapsed, double Processor)> TimeStartAsync(string binary)
    {
        var clock = Stopwatch.StartNew();
        using ExplainerService service = await ExplainerService.StartAsync(binary, []);
        using HttpResponseMessage answer = await service.PostAsync("explain", ExplainerService.Allen);
        await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        return (clock.Elapsed.TotalMilliseconds, service.ProcessorTime.TotalMilliseconds);
    }

    private static string Publish(string folder)
    {
        string sample = Path.Combine(Repository.Root ?? throw new InvalidOperationException("This program is in no repository; give --binary."), "samples", "Explainer");
        string output = Path.Combine(folder, "published");

        // With intermediate files of its own, so that every compiler runs and says its warnings.
        var start = new ProcessStartInfo("dotnet", ["publish", sample, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", output, "-p:ArtifactsPath=" + Path.Combine(folder, "artifacts"), "-v", "m", "-tl:off"])
        {
            RedirectStandardOutput = true,
        };
        using Process publish = Process.Start(start)!;
        string log = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException(log);
        }

        string[] warnings = [.. log.Split('\n').Where(static line => Regex.IsMatch(line, @": warning \w+")).Distinct()];
        Say($"warnings    {warnings.Length}{string.Concat(warnings.Select(static line => "\n" + line))}");
        return Path.Combine(output, "Explainer" + (OperatingSystem.IsWindows() ? ".exe" : ""));
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
