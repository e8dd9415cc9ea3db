using System.CommandLine;
using System.Globalization;
using System.Linq;
using ReluGen.Benchmarks.Native;
using Spectre.Console;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>large-build</c>: what a network of millions of parameters costs a build, beside a small one.</summary>
internal static class LargeBuildCommand
{
    private static readonly int[] Small = [7, 16, 8, 1];

    public static Command Create()
    {
        var widths = new Option<string>("--widths") { Description = "Inputs, hidden stages and outputs of the seeded network.", DefaultValueFactory = static _ => "784,2048,1500,200,10" };
        var command = new Command("large-build", "Builds an app with a large network: time, memory, and its first inference.") { widths };
        command.SetAction(parsed => Run([.. parsed.GetRequiredValue(widths).Split(',').Select(int.Parse)]));
        return command;
    }

    private static int Run(int[] widths)
    {
        Table table = new Table().Border(TableBorder.Ascii2).AddColumns("parameters", "build s", "processor s", "largest process MB", "assembly MB", "first inference ms");
        foreach (LargeBuild built in LargeBuild.Of([Small, widths]))
        {
            string[] cells =
            [
                Text(built.Parameters, "F0"), Text(built.WallSeconds, "F1"), Text(built.ProcessorSeconds, "F1"), Text(built.PeakBytes / 1e6, "F0"), Text(built.AssemblyBytes / 1e6, "F1"),
                Text(built.FirstMilliseconds, "F1"),
            ];
            table.AddRow(cells);
        }

        AnsiConsole.Console.Write(table);
        return 0;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
