using System.CommandLine;
using System.IO;
using BenchmarkDotNet.Running;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>benchmarkdotnet</c>: the same networks under BenchmarkDotNet, for those who know its reports.</summary>
internal static class BenchmarkDotNetCommand
{
    // A project that BenchmarkDotNet made would fall under the repository's build settings, so everything runs in this process.
    private const string InThisProcess = "--inProcess";

    public static Command Create()
    {
        var arguments = new Argument<string[]>("arguments") { Description = "Arguments of BenchmarkDotNet, after --.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("benchmarkdotnet", "Runs the networks under BenchmarkDotNet.") { arguments };
        command.SetAction(parsed => Run(parsed.GetValue(arguments) is { Length: > 0 } given ? given : ["--filter", "*"]));
        return command;
    }

    private static void Run(string[] arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("relugen-benchmarks-");
        try
        {
            NetworkBenchmarks.Folder = folder.FullName;
            BenchmarkSwitcher.FromTypes([typeof(NetworkBenchmarks)]).Run([InThisProcess, .. arguments]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
