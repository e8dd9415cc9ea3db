using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Tool.Clusters;
using ReluGen.Tool.Engines;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>cluster MODEL --samples X.csv</c>: the rows by activation pattern, and what explains each cluster.</summary>
internal static class ClusterCommand
{
    private const int RowsOfChunk = 1024;

    public static Command Create(Terminal terminal)
    {
        Argument<string> model = CommonArguments.Model();
        var samples = new Option<string>("--samples") { Description = "A CSV file, one input a row.", HelpName = "X.csv", Required = true };
        var features = new Option<string?>("--features") { Description = "Names of the inputs, separated by semicolons, as Features in a project.", HelpName = "NAMES" };
        Option<int?> most = WholeNumber.Option<int?>("--max-clusters", 1, int.MaxValue, static value => (int)value, "List only the N largest clusters.");
        Option<bool> json = CommonArguments.Json();
        var command = new Command("cluster", "Groups the rows of a CSV file by activation pattern and explains each group.") { model, samples, features, most, json };
        command.SetWork((parsed, cancellation) =>
        {
            var request = new ModelRequest(parsed.GetRequiredValue(model), parsed.GetRequiredValue(samples), parsed.GetValue(features));
            Execute(terminal, request, parsed.GetValue(most) ?? int.MaxValue, parsed.GetValue(json), cancellation);
        });
        return command;
    }

    private static void Execute(Terminal terminal, ModelRequest request, int most, bool json, CancellationToken cancellation)
    {
        ImportedModel model = Inputs.Model(request, cancellation);
        Inputs.RequireFinite(request.Path, model);
        Inputs.RequireSize(request.Path, model);
        ClusterReport report = Cluster(terminal, model, request.Samples!, cancellation);
        if (json)
        {
            JsonText.WriteLongLine(terminal.Output, (writer, pass) => ClustersJson.Write(writer, report, most, pass));
        }
        else
        {
            ClusterTables.Write(terminal.Output, report, most);
        }

        terminal.WriteNotes(request.Path, model.Notes);
    }

    private static ClusterReport Cluster(Terminal terminal, ImportedModel model, string samples, CancellationToken cancellation)
    {
        using CompiledNetwork code = CompiledNetwork.Compile(model.Document, cancellation);
        ClusterSession session = ClusterSession.Of(code);
        var progress = new Progress(terminal.Error);
        int width = model.Network.InputCount;
        var chunk = new float[RowsOfChunk * width];
        int filled = 0;
        long done = 0;
        Inputs.Of(samples, () =>
        {
            // What was decided about the columns is among the model's notes already.
            foreach (float[] row in SampleFile.Read(samples, model.Network, notes: null, cancellation))
            {
                row.CopyTo(chunk, filled * width);
                if (++filled == RowsOfChunk)
                {
                    session.Add(chunk);
                    filled = 0;
                }

                progress.Report(++done, "rows");
            }
        });
        session.Add(chunk.AsSpan(0, filled * width));
        return session.ToReport(removeCommonShift: model.Network.Link == Link.Softmax);
    }
}
