using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using ReluGen.Benchmarks.Generated;
using ReluGen.Benchmarks.Networks;
using ReluGen.Benchmarks.Peers;
using ReluGen.Benchmarks.Reports;
using Spectre.Console;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>peers</c>: prepares the networks here, has them timed in a process of their own, and prints the table.</summary>
internal static class PeersCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Also print the report as one line of JSON, the last line of stdout." };
        var quick = new Option<bool>("--quick") { Description = "Fewer windows: rough numbers in a fraction of the time." };
        var networks = new Option<string>("--networks")
        {
            Description = $"Networks to time, separated by commas: {string.Join(",", BenchmarkNetwork.Names)}.",
            DefaultValueFactory = static _ => string.Join(',', BenchmarkNetwork.Names),
        };
        networks.Validators.Add(static result =>
        {
            foreach (string name in Split(result.GetValueOrDefault<string>()).Except(BenchmarkNetwork.Names))
            {
                result.AddError($"There is no network '{name}'; there are {string.Join(", ", BenchmarkNetwork.Names)}.");
            }
        });
        var command = new Command("peers", "Times the generated code against its peers and the limit of the core.") { json, networks, quick };
        command.SetAction(parsed => Run(Split(parsed.GetRequiredValue(networks)), parsed.GetValue(quick), parsed.GetValue(json)));
        return command;
    }

    private static string[] Split(string? names) => (names ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int Run(IReadOnlyList<string> names, bool quick, bool json)
    {
        string folder = Directory.CreateTempSubdirectory("relugen-benchmarks-").FullName;
        try
        {
            var withoutC = new Dictionary<string, string>();
            foreach (string name in names)
            {
                Prepare(name, folder, withoutC);
            }

            var order = new TimingOrder(names, quick, OnnxRuntimeLibrary.FindOrInstall(), withoutC);
            order.Save(folder);
            if (TimingProcess.Run(TimeCommand.Name, folder) is { } failure)
            {
                return failure;
            }

            BenchmarkReport report = BenchmarkReport.FromJson(File.ReadAllText(Path.Combine(folder, TimingOrder.ReportFile)));
            ReportTable.Print(report, AnsiConsole.Console);
            if (json)
            {
                Console.WriteLine(report.ToJson());
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Compiles a network, as C# and, where there is a compiler, as C.</summary>
    private static void Prepare(string name, string folder, Dictionary<string, string> withoutC)
    {
        Console.Error.WriteLine($"{name}: compiling …");
        BenchmarkNetwork benchmark = BenchmarkNetwork.Of(name);
        GeneratedAssembly.Compile(benchmark, fma: false, TimingOrder.AssemblyOf(folder, name, fma: false));
        GeneratedAssembly.Compile(benchmark, fma: true, TimingOrder.AssemblyOf(folder, name, fma: true));
        try
        {
            CCompiler.Compile(CSource.Of(Layer.Of(benchmark.Network)), TimingOrder.LibraryOf(folder, name));
        }
        catch (MissingPeerException e)
        {
            withoutC[name] = e.Message;
        }
    }
}
