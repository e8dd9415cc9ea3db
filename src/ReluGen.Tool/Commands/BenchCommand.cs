using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Tool.Engines;
using ReluGen.Tool.Output;
using ReluGen.Tool.Timing;

namespace ReluGen.Tool.Commands;

/// <summary><c>bench MODEL</c>: nanoseconds a sample of the generated code and of the reference loop.</summary>
internal static class BenchCommand
{
    /// <summary>More rows of a file would not be used at once by any batch.</summary>
    private const int MostRows = 16384;

    public static Command Create(Terminal terminal)
    {
        var model = new ModelArguments();
        var inputs = new Option<string?>("--inputs") { Description = "A CSV file, one input a row; without it, random rows of the domain.", HelpName = "X.csv" };
        Option<bool> json = CommonArguments.Json();
        var command = new Command("bench", "Times the generated code against the reference loop, one row and batches of 64, 1024 and 16384.");
        model.AddTo(command);
        command.Add(inputs);
        command.Add(json);
        command.SetWork((parsed, cancellation) => Execute(terminal, model.Of(parsed), parsed.GetValue(inputs), parsed.GetValue(json), cancellation));
        return command;
    }

    private static void Execute(Terminal terminal, ModelRequest request, string? inputs, bool json, CancellationToken cancellation)
    {
        ImportedModel model = Inputs.Model(request, cancellation);
        Inputs.RequireFinite(request.Path, model);
        Inputs.RequireSize(request.Path, model);
        var notes = new List<string>(model.Notes);
        List<float[]> rows = inputs is null ? RandomRows.Of(model.Network) : RowsOf(inputs, model.Network, notes, cancellation);
        using CompiledNetwork code = CompiledNetwork.Compile(model.Document, cancellation);
        var bench = new Bench(model.Network, code, rows);
        var progress = new Progress(terminal.Error);
        IReadOnlyList<BenchRow> result = bench.Run(notes, batch => progress.Report(batch, "rows a batch"), cancellation);
        if (json)
        {
            JsonText.WriteLine(terminal.Output, writer => BenchJson.Write(writer, result));
        }
        else
        {
            BenchTable.Write(terminal.Output, result);
        }

        terminal.WriteNotes(request.Path, notes);
    }

    private static List<float[]> RowsOf(string path, Network network, List<string> notes, CancellationToken cancellation)
    {
        List<float[]> rows = [];
        Inputs.Of(path, () => rows.AddRange(SampleFile.Read(path, network, notes, cancellation).Take(MostRows)));
        return rows;
    }
}
