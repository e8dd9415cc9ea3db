using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Tool.Engines;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>explain MODEL --inputs X.csv</c>: what each input contributes to each prediction, and how far that holds.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new ModelArguments();
        var inputs = new Option<string>("--inputs") { Description = "A CSV file, one input a row.", HelpName = "X.csv", Required = true };
        var withoutRadius = new Option<bool>("--no-radius") { Description = "Leave out how far each explanation holds, which for large networks takes longest." };
        Option<bool> json = CommonArguments.Json();
        json.Description = "Write a JSON object a line for each row.";
        var command = new Command("explain", "Explains the prediction for each row of a CSV file.");
        model.AddTo(command);
        command.Add(inputs);
        command.Add(withoutRadius);
        command.Add(json);
        command.SetWork((parsed, cancellation) =>
            Execute(terminal, model.Of(parsed), parsed.GetRequiredValue(inputs), !parsed.GetValue(withoutRadius), parsed.GetValue(json), cancellation));
        return command;
    }

    private static void Execute(Terminal terminal, ModelRequest request, string inputs, bool radius, bool json, CancellationToken cancellation)
    {
        ImportedModel model = Inputs.Model(request, cancellation);
        Inputs.RequireFinite(request.Path, model);
        Inputs.RequireSize(request.Path, model);
        var notes = new List<string>();
        IReadOnlyList<string> names = Names(inputs, model.Network);
        using var engine = new GeneratedEngine(model.Document, cancellation);
        var progress = new Progress(terminal.Error);
        IEnumerable<RowExplanation> rows = SampleFile.Read(inputs, model.Network, notes, cancellation).Select((row, done) =>
        {
            progress.Report(done, "rows");
            return Explain(engine, model.Network, row, radius);
        });

        // Rows are read as they are explained, so that an error in one comes from within.
        Inputs.Of(inputs, () => OutputFile.Write(null, terminal.Output, writer => Write(writer, names, rows, json)));
        terminal.WriteNotes(request.Path, model.Notes);
        terminal.WriteNotes(inputs, notes);
    }

    private static void Write(TextWriter writer, IReadOnlyList<string> names, IEnumerable<RowExplanation> rows, bool json)
    {
        int number = 0;
        foreach (RowExplanation row in rows)
        {
            number++;
            if (json)
            {
                JsonText.WriteLine(writer, line => ExplanationJson.Write(line, row));
            }
            else
            {
                ExplanationTables.Write(writer, names, number, row);
            }
        }
    }

    /// <summary>The names of the inputs, which may be in the header of the rows.</summary>
    private static IReadOnlyList<string> Names(string inputs, Network network)
    {
        IReadOnlyList<string>? header = null;
        Inputs.Of(inputs, () => header = SampleFile.FeatureNames(inputs, network));
        return header ?? [.. network.Inputs.Select(static input => input.Name)];
    }

    private static RowExplanation Explain(GeneratedEngine engine, Network network, float[] row, bool radius)
    {
        Evaluation evaluation = engine.Evaluate(row, link: false);
        // A sum with 0 has no negative zero.
        var contributions = new double[network.OutputCount][];
        for (int o = 0; o < contributions.Length; o++)
        {
            contributions[o] = [.. row.Select((value, j) => (evaluation.Weights[(o * row.Length) + j] * value) + 0.0)];
        }

        RegionGeometry? geometry = radius && row.All(float.IsFinite) ? RegionGeometry.At(network, Array.ConvertAll(row, static value => (double)value)) : null;

        // Where rounding puts a row on the other side of a boundary, the explanation is that of the neighbour and holds nowhere around the row.
        bool isRounded = geometry is not null && !geometry.Pattern.Equals(evaluation.Pattern);
        return new RowExplanation(row, evaluation, contributions, isRounded ? 0 : geometry?.Distance, isRounded ? null : geometry?.Ranges);
    }
}

/// <summary>One explained row.</summary>
/// <param name="Input">The row.</param>
/// <param name="Evaluation">Outputs before the link, pattern and affine map.</param>
/// <param name="Contributions">For each output what each input contributes: weight times value.</param>
/// <param name="Radius">Every input nearer than this has the same explanation; null where it was not asked for.</param>
/// <param name="Ranges">How far each input may move alone; null where it is not known.</param>
internal sealed record RowExplanation(float[] Input, Evaluation Evaluation, double[][] Contributions, double? Radius, IReadOnlyList<MovementRange>? Ranges);
