using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Threading;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Tool.Engines;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>run MODEL --inputs X.csv</c>: outputs, pattern and affine map of every row.</summary>
internal static class RunCommand
{
    private const string Generated = "generated";
    private const string Reference = "reference";

    public static Command Create(Terminal terminal)
    {
        var model = new ModelArguments();
        var inputs = new Option<string>("--inputs") { Description = "A CSV file, one input a row.", HelpName = "X.csv", Required = true };
        var engine = new Option<string>("--engine")
        {
            Description = "generated: the generated code, in float32. reference: plain loops, in double precision.",
            DefaultValueFactory = static _ => Generated,
        };
        engine.AcceptOnlyFromAmong(Generated, Reference);
        var link = new Option<bool>("--link") { Description = "Apply the network's link (sigmoid, softmax, tanh) to the outputs." };
        Option<string?> output = CommonArguments.Output("The file to write, a JSON object a line; without it, stdout.");
        var command = new Command("run", "Evaluates a model on the rows of a CSV file.");
        model.AddTo(command);
        command.Add(inputs);
        command.Add(engine);
        command.Add(link);
        command.Add(output);
        command.SetWork((parsed, cancellation) =>
        {
            var request = new Request(
                model.Of(parsed),
                parsed.GetRequiredValue(inputs),
                parsed.GetRequiredValue(engine),
                parsed.GetValue(link),
                parsed.GetValue(output));
            Execute(terminal, request, cancellation);
        });
        return command;
    }

    private static void Execute(Terminal terminal, Request request, CancellationToken cancellation)
    {
        request.Model.RequireOther(request.Output);
        CommonArguments.RequireOther(request.Output, request.Inputs);
        ImportedModel model = Inputs.Model(request.Model, cancellation);
        Inputs.RequireFinite(request.Model.Path, model);
        Inputs.RequireSize(request.Model.Path, model);
        var rowNotes = new List<string>();
        IEnumerable<float[]> rows = SampleFile.Read(request.Inputs, model.Network, rowNotes, cancellation);
        using IEngine engine = request.Engine == Reference ? new ReferenceEngine(model.Network) : new GeneratedEngine(model.Document, cancellation);
        var progress = new Progress(terminal.Error);

        // Rows are read as they are evaluated, so that an error in one comes from within.
        Inputs.Of(request.Inputs, () => OutputFile.Write(request.Output, terminal.Output, writer => Write(engine, rows, request.Link, writer, progress)));
        terminal.WriteNotes(request.Model.Path, model.Notes);
        terminal.WriteNotes(request.Inputs, rowNotes);
    }

    private static void Write(IEngine engine, IEnumerable<float[]> rows, bool link, TextWriter writer, Progress progress)
    {
        long done = 0;
        foreach (float[] row in rows)
        {
            Evaluation evaluation = engine.Evaluate(row, link);
            JsonText.WriteLine(writer, json => EvaluationJson.Write(json, evaluation, engine.IsSingle));
            progress.Report(++done, "rows");
        }
    }

    private sealed record Request(ModelRequest Model, string Inputs, string Engine, bool Link, string? Output);
}
