using System;
using System.CommandLine;
using System.Globalization;
using ReluGen.Benchmarks.Native;
using Spectre.Console;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>aot</c>: native code for processors of each level, in turns with the JIT held to the same level.</summary>
internal static class AotCommand
{
    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "How often each process runs.", DefaultValueFactory = static _ => 5 };
        var windows = new Option<int>("--windows") { Description = "Windows of a millisecond in each.", DefaultValueFactory = static _ => 101 };
        var command = new Command("aot", "Times native code of each level in turns with the JIT, and the first inference of a process.") { rounds, windows };
        command.SetAction(parsed => Run(parsed.GetValue(rounds), parsed.GetValue(windows)));
        return command;
    }

    private static int Run(int rounds, int windows)
    {
        if (NativeComparison.SkipReason is { } reason)
        {
            Console.Error.WriteLine(reason);
            return 1;
        }

        Table table = new Table().Border(TableBorder.Ascii2).AddColumns("network", "weights", "level", "batch", "native ns", "JIT ns", "native / JIT", "first inference µs");
        foreach (NativeRow row in NativeComparison.Run(rounds, windows))
        {
            table.AddRow(
                row.Network.Name, row.Network.Weights, row.Level, Text(row.Batch, "F0"), Text(row.NativeNanoseconds, "F1"), Text(row.JitNanoseconds, "F1"),
                Text(row.NativeNanoseconds / row.JitNanoseconds, "F2"), row.Batch == 1 ? Text(row.FirstMicroseconds, "F0") : "");
        }

        AnsiConsole.Console.Write(table);
        return 0;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
