using System.Collections.Generic;
using System.CommandLine;
using System.Threading;
using ReluGen.Clustering;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Tool.Clusters;
using ReluGen.Tool.Engines;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>cluster MODEL --samples X.csv</c>: the rows by activation pattern, and what explains each cluster.</summary>
internal static class ClusterCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> model = CommonArguments.Model();
        var samples = new Option<string>("--samples") { Description = "A CSV file, one input a row.", HelpName = "X.csv", Required = true };
        var source = new NetworkOptions();
        Option<int?> most = WholeNumber.Option<int?>("--max-clusters", 1, int.MaxValue, static value => (int)value, "Put clusters together until N are left, with a loss that is measured.");
        var merge = new Option<string?>("--merge") { Description = "How: equal maps only (no loss), or to N clusters by folding the small ones into others (default) or by averaging similar maps.", HelpName = "equal|fold|average" };
        merge.AcceptOnlyFromAmong("equal", "fold", "average");
        var tree = new Option<bool>("--tree") { Description = "Show the clusters as a tree: by the pattern of the first stage, then of the second, and so on." };
        Option<bool> json = CommonArguments.Json();
        var command = new Command("cluster", "Groups the rows of a CSV file by activation pattern and explains each group.") { model, samples, most, merge, tree, json };
        source.AddTo(command);
        command.SetWork((parsed, cancellation) =>
        {
            var request = source.Of(parsed, parsed.GetRequiredValue(model), parsed.GetRequiredValue(samples));
            Shape shape = ShapeOf(parsed.GetValue(most), parsed.GetValue(merge), parsed.GetValue(tree));
            new Work(terminal, request, shape, parsed.GetValue(json), cancellation).Execute();
        });
        return command;
    }

    /// <summary>What shall become of the clusters.</summary>
    private sealed record Shape(int Most, ClusterMerge Merge, bool IsTree);

    private static Shape ShapeOf(int? most, string? merge, bool isTree)
    {
        if (isTree && (most is not null || merge is not null))
        {
            throw CommandException.Usage("--tree shows every pattern; leave --max-clusters and --merge out.");
        }

        if (merge is "fold" or "average" && most is null)
        {
            throw CommandException.Usage($"--merge {merge} needs --max-clusters N: how many clusters shall be left.");
        }

        if (merge == "equal" && most is not null)
        {
            throw CommandException.Usage("--merge equal loses nothing and so cannot promise a number; leave --max-clusters out, or use --merge fold or average.");
        }

        ClusterMerge how = merge switch
        {
            "equal" => ClusterMerge.EqualMaps,
            "average" => ClusterMerge.AverageSimilar,
            _ => most is null ? ClusterMerge.None : ClusterMerge.FoldSmall,
        };
        return new Shape(most ?? int.MaxValue, how, isTree);
    }

    /// <summary>One run of the command.</summary>
    private sealed class Work(Terminal terminal, ModelRequest request, Shape shape, bool json, CancellationToken cancellation)
    {
        public void Execute()
        {
            ImportedModel model = Inputs.Model(request, cancellation);
            Inputs.RequireFinite(request.Path, model);
            Inputs.RequireSize(request.Path, model);
            using CompiledNetwork code = CompiledNetwork.Compile(model.Document, cancellation);
            ClusterSession session = ClusterSession.Of(code);
            Read(model.Network, rows => session.Add(rows));
            if (shape.IsTree)
            {
                Write(session.ToTree(), model.ClassLabels);
            }
            else
            {
                ClusterReport report = Report(model.Network, session);
                report.ClassLabels = model.ClassLabels;
                Write(report);
            }

            terminal.WriteNotes(request.Path, model.Notes);
        }

        private ClusterReport Report(Network network, ClusterSession session)
        {
            ClusterReport report = session.ToReport(removeCommonShift: network.Link == Link.Softmax, shape.Most, shape.Merge);
            if (report.Merge is ClusterMerge.FoldSmall or ClusterMerge.AverageSimilar)
            {
                // The rows are not kept, so they are read once more.
                Read(network, rows => session.Measure(rows));
                report.Fidelity = session.ToFidelity();
            }

            return report;
        }

        private void Read(Network network, RowsAction action) =>
            SampleChunks.Read(request.Samples!, network, action, new Progress(terminal.Error), cancellation);

        private void Write(ClusterReport report)
        {
            if (json)
            {
                JsonText.WriteLongLine(terminal.Output, (writer, pass) => ClustersJson.Write(writer, report, pass));
            }
            else
            {
                ClusterTables.Write(terminal.Output, report, isLimited: shape.Most == int.MaxValue);
            }
        }

        private void Write(TreeRow root, IReadOnlyList<string> labels)
        {
            if (json)
            {
                JsonText.WriteLongLine(terminal.Output, (writer, pass) => ClustersJson.Write(writer, root, labels, pass));
            }
            else
            {
                ClusterTables.Write(terminal.Output, root, labels);
            }
        }
    }
}
