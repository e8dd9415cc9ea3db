using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Simplification;
using ReluGen.Explanations;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Tool.Clusters;
using ReluGen.Tool.Engines;
using ReluGen.Tool.Explanations;
using ReluGen.Tool.Output;
using ReluGen.Tool.Pictures;
using ReluGen.Tool.Reports;
using Command = System.CommandLine.Command;

namespace ReluGen.Tool.Commands;

/// <summary><c>report MODEL --samples X.csv -o OUT.html</c>: one page of all that is known about a model and its samples.</summary>
internal static class ReportCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new ReportOptions();
        var command = new Command("report", "Writes one self-contained page: network, clusters, map, explained rows, neuron health, identifiability.");
        options.AddTo(command);
        command.SetWork((parsed, cancellation) => new Work(terminal, options.Of(parsed), cancellation).Execute());
        return command;
    }

    /// <summary>One run of the command.</summary>
    private sealed class Work(Terminal terminal, ReportRequest request, CancellationToken cancellation)
    {
        private const int ListedClusters = 25;

        // Some seconds: the plane of an ACAS Xu network takes nearly all.
        private const long MapNodes = 4_000_000;
        private const int TypicalRowCount = 4;

        // Exact products of one explanation: some ten million a second.
        private const double MostProducts = 2e7;

        private readonly string samples = request.Model.Samples!;

        public void Execute()
        {
            request.Check();
            ImportedModel model = Inputs.Model(request.Model, cancellation);
            Inputs.RequireFinite(request.Model.Path, model);
            Inputs.RequireSize(request.Model.Path, model);
            Network network = model.Network;
            RegionDomain domain = request.Domain.Resolve(request.Model.Path, network, [], cancellation);
            using var engine = new GeneratedEngine(model.Document, cancellation);
            ClusterReport clusters = Cluster(engine, network);
            var box = InputBox.Of(domain);
            DegeneracyReport facts = Analyse(network, box);
            var content = new ReportContent(
                Path.GetFileName(request.Model.Path),
                Path.GetFileName(samples),
                model,
                box,
                request.Domain.Domain is null,
                clusters,
                Map(network, domain, clusters),
                Explain(engine, network, clusters),
                facts,
                NetworkSimplifier.Run(network, facts, cancellation),
                Identify(network, box))
            {
                DescribedClusters = request.DescribedClusters,
            };
            OutputFile.Write(request.Output, terminal.Output, writer => ReportPage.Write(writer, content));
            terminal.WriteNotes(request.Model.Path, model.Notes);
        }

        private ClusterReport Cluster(GeneratedEngine engine, Network network)
        {
            ClusterSession session = engine.NewClusters();
            SampleChunks.Read(samples, network, rows => session.Add(rows), new Progress(terminal.Error), cancellation);
            ClusterReport report = session.ToReport(network.Link == Link.Softmax, described: Math.Max(ListedClusters, request.DescribedClusters));
            return report.RowCount > 0
                ? report
                : throw CommandException.In(samples, new InputError(InputErrorIds.Samples, "The pre-activations of every row overflow float32, so that there is nothing to report; check the units of the columns."));
        }

        private DegeneracyReport Analyse(Network network, InputBox box)
        {
            DegeneracyReport? report = null;
            var options = new DegeneracyOptions { Box = box, RegionBudget = request.Nodes ?? new DegeneracyOptions().RegionBudget, Samples = Rows(network).Select(static row => new SampleRow(row)) };
            Inputs.Of(samples, () => report = DegeneracyAnalysis.Run(network, options, cancellation));
            return report!;
        }

        private IdentifiabilityFindings? Identify(Network network, InputBox box) => network.ParameterCount > ReportContent.MostIdentifiedParameters
            ? null
            : IdentifiabilityAnalysis.Run(network, new IdentifiabilityOptions { Box = box }, new IdentifyProgress(new Progress(terminal.Error)), cancellation);

        private ReportMap? Map(Network network, RegionDomain domain, ClusterReport clusters)
        {
            int[] varying = [.. Enumerable.Range(0, network.InputCount).Where(j => domain.Lower[j] < domain.Upper[j])];
            bool isChosen = (request.X ?? request.Y) is not null;
            if (varying.Length < 2 && !isChosen)
            {
                return null;
            }

            SliceDefaults? standard = null;
            Inputs.Of(samples, () => standard = varying.Length < 2 ? null : MapAxes.Choose(clusters, varying, Rows(network)));
            Slice slice = SliceChoice.Of(network, domain, request.X, request.Y, request.At, standard);
            var options = new RegionOptions { NodeBudget = request.Nodes ?? MapNodes };
            RegionEnumeration regions = RegionEnumerator.Run(network, slice.Domain, options, new RegionReport(new Progress(terminal.Error)), cancellation);
            SliceSamples? dots = null;
            Inputs.Of(samples, () => dots = SliceSamples.Of(slice, Rows(network)));
            string svg = RegionPicture.Draw(network, Path.GetFileName(request.Model.Path), slice, regions, dots, cancellation);
            return new ReportMap(svg, slice.X, slice.Y, isChosen, request.At is null);
        }

        private ReportRows Explain(GeneratedEngine engine, Network network, ClusterReport clusters)
        {
            int[] numbers = request.Rows ?? Typical(engine, network, clusters);
            bool radius = (double)network.ParameterCount * network.InputCount <= MostProducts;
            Dictionary<int, float[]> values = Values(network, numbers);
            Dictionary<string, int> places = clusters.Clusters.Index().ToDictionary(static item => item.Item.Pattern, static item => item.Index + 1);
            ExplanationSession session = engine.NewExplanations();
            var asked = new ExplanationRequest(ReferenceKind.Zero, null, RemoveCommonShift: false, Threshold: 0);
            RowGeometries? geometries = radius ? new RowGeometries(network, withFacets: false, cancellation) : null;
            ReportRow[] rows = [.. numbers.Select(number =>
            {
                cancellation.ThrowIfCancellationRequested();
                RowExplanation explanation = session.Explain(values[number], asked);
                int? cluster = places.TryGetValue(explanation.Pattern, out int place) ? place : null;
                return new ReportRow(number, cluster, explanation with { Geometry = geometries?.Of(explanation) }, engine.Evaluate(values[number], link: true).Outputs);
            })];
            return new ReportRows(rows, request.Rows is null, radius);
        }

        private int[] Typical(GeneratedEngine engine, Network network, ClusterReport clusters)
        {
            int[]? numbers = null;
            Inputs.Of(samples, () => numbers = TypicalRows.Find(engine, clusters, TypicalRowCount, Rows(network)));
            return numbers!;
        }

        /// <summary>The rows of some numbers.</summary>
        private Dictionary<int, float[]> Values(Network network, int[] numbers)
        {
            var wanted = numbers.ToHashSet();
            Dictionary<int, float[]> values = [];
            int count = 0;
            Inputs.Of(samples, () => values = Rows(network).Index().Where(item => wanted.Contains(count = item.Index + 1)).ToDictionary(static item => item.Index + 1, static item => item.Item));
            return numbers.Where(number => !values.ContainsKey(number)).Select(static number => (int?)number).FirstOrDefault() is { } missing
                ? throw CommandException.Usage(string.Create(CultureInfo.InvariantCulture, $"--rows {missing}: '{samples}' has {count} rows."))
                : values;
        }

        /// <summary>The rows, read again; what was decided about the columns is among the model's notes already.</summary>
        private IEnumerable<float[]> Rows(Network network) => SampleFile.Read(samples, network, notes: null, cancellation);
    }
}
