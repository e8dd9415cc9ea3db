using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Tool.Engines;
using ReluGen.Tool.Explanations;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>explain MODEL --inputs X.csv</c>: what each input contributes to each prediction, and how far that holds.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new ModelArguments();
        var inputs = new Option<string>("--inputs") { Description = "A CSV file, one input a row.", HelpName = "X.csv", Required = true };
        Option<string> reference = ReferenceOption.Create();
        var shift = new Option<bool>("--remove-common-shift") { Description = "Explain each output less the mean of all outputs, as a softmax sees them." };
        var threshold = new Option<double>("--threshold") { Description = "The output, before the link, at which the decision of a single output changes (0 unless given).", HelpName = "T" };
        var facets = new Option<bool>("--facets") { Description = "Say what changes at every facet of the region, and not only at the nearest." };
        var withoutRadius = new Option<bool>("--no-radius") { Description = "Leave out how far each explanation holds, which for large networks takes longest." };
        Option<bool> json = CommonArguments.Json();
        json.Description = "Write a JSON object a line for each row.";
        var command = new Command("explain", "Explains the prediction for each row of a CSV file.");
        model.AddTo(command);
        foreach (Option option in (Option[])[inputs, reference, shift, threshold, facets, withoutRadius, json])
        {
            command.Add(option);
        }

        command.SetWork((parsed, cancellation) =>
        {
            var request = new Request(
                model.Of(parsed),
                parsed.GetRequiredValue(inputs),
                parsed.GetRequiredValue(reference),
                parsed.GetValue(shift),
                parsed.GetValue(threshold),
                parsed.GetValue(facets),
                !parsed.GetValue(withoutRadius),
                parsed.GetValue(json));
            new Work(terminal, request, cancellation).Execute();
        });
        return command;
    }

    private sealed record Request(
        ModelRequest Model, string Inputs, string Reference, bool RemoveCommonShift, double Threshold, bool Facets, bool Radius, bool Json);

    /// <summary>One run of the command.</summary>
    private sealed class Work(Terminal terminal, Request request, CancellationToken cancellation)
    {
        private readonly List<string> notes = [];

        public void Execute()
        {
            Check();
            ImportedModel model = Inputs.Model(request.Model, cancellation);
            Inputs.RequireFinite(request.Model.Path, model);
            Inputs.RequireSize(request.Model.Path, model);
            if (request.RemoveCommonShift && model.Network.OutputCount == 1)
            {
                throw CommandException.Usage("--remove-common-shift needs several outputs: of a single one nothing would remain.");
            }

            IReadOnlyList<string> names = Names(model);
            using CompiledNetwork code = CompiledNetwork.Compile(model.Document, cancellation);
            IEnumerable<RowExplanation> rows = Explain(model.Network, ExplanationSession.Of(code));

            // Rows are read as they are explained, so that an error in one comes from within.
            Inputs.Of(request.Inputs, () => OutputFile.Write(null, terminal.Output, writer => Write(writer, names, model.ClassLabels, rows)));
            terminal.WriteNotes(request.Model.Path, model.Notes);
            terminal.WriteNotes(request.Inputs, notes);
        }

        private void Check()
        {
            if (!double.IsFinite(request.Threshold))
            {
                throw CommandException.Usage("--threshold is not a finite number.");
            }

            if (request.Facets && !request.Radius)
            {
                throw CommandException.Usage("--facets needs what --no-radius leaves out; give one of them.");
            }
        }

        private IEnumerable<RowExplanation> Explain(Network network, ExplanationSession session)
        {
            (ReluGen.Explanations.ReferenceKind kind, double[]? values) = ReferenceOption.Parse(request.Reference, network, () => Mean(network, session), cancellation);
            var asked = new ExplanationRequest(kind, values, request.RemoveCommonShift, request.Threshold);
            RowGeometries? geometries = request.Radius ? new RowGeometries(network, request.Facets, cancellation) : null;
            var progress = new Progress(terminal.Error);
            return SampleFile.Read(request.Inputs, network, notes, cancellation).Select((row, done) =>
            {
                progress.Report(done, "rows");
                RowExplanation explanation = session.Explain(row, asked);
                return explanation with { Geometry = geometries?.Of(explanation) };
            });
        }

        private double[] Mean(Network network, ExplanationSession session)
        {
            string path = string.IsNullOrEmpty(request.Model.Samples) ? request.Inputs : request.Model.Samples;
            double[] mean = [];
            Inputs.Of(path, () => mean = session.MeanOf(SampleFile.Read(path, network, notes: null, cancellation)));
            return mean;
        }

        private void Write(TextWriter writer, IReadOnlyList<string> names, IReadOnlyList<string> labels, IEnumerable<RowExplanation> rows)
        {
            int number = 0;
            foreach (RowExplanation row in rows)
            {
                number++;
                if (request.Json)
                {
                    JsonText.WriteLine(writer, line => ExplanationJson.Write(line, labels, row));
                }
                else
                {
                    ExplanationTables.Write(writer, names, labels, number, row);
                }
            }
        }

        /// <summary>The names of the inputs, with units where a features file has them, or else from the header of the rows.</summary>
        private IReadOnlyList<string> Names(ImportedModel model)
        {
            if (model.Features.Count > 0)
            {
                return [.. model.Features.SelectMany(static feature => feature.Inputs.Select(input => feature.Unit is null ? input.Name : $"{input.Name} [{feature.Unit}]"))];
            }

            IReadOnlyList<string>? header = null;
            Inputs.Of(request.Inputs, () => header = SampleFile.FeatureNames(request.Inputs, model.Network));
            return header ?? [.. model.Network.Inputs.Select(static input => input.Name)];
        }
    }
}
