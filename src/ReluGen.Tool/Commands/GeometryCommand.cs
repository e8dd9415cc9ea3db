using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Tool.Domains;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>geometry MODEL</c>: how far the affine map of a point holds, what bounds its region, and what lies beyond.</summary>
internal static class GeometryCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> model = CommonArguments.Model();
        var source = new NetworkOptions();
        var at = new Option<string?>("--at") { Description = "A point: a value for every input.", HelpName = "v1,v2,…" };
        var inputs = new Option<string?>("--inputs") { Description = "A CSV file, one point a row.", HelpName = "X.csv" };
        var domain = new DomainOptions();
        Option<bool> json = CommonArguments.Json();
        var command = new Command("geometry", "Shows the region of a point: exact distances, facets, neighbours and the largest ball.") { model, at, inputs };
        source.AddTo(command);
        domain.AddTo(command);
        command.Add(json);
        command.SetWork((parsed, cancellation) =>
        {
            var request = new Request(source.Of(parsed, parsed.GetRequiredValue(model)), parsed.GetValue(at), parsed.GetValue(inputs), domain.Of(parsed), parsed.GetValue(json));
            new Work(terminal, request, cancellation).Execute();
        });
        return command;
    }

    private sealed record Request(ModelRequest Source, string? At, string? Inputs, DomainRequest Domain, bool Json);

    /// <summary>One run of the command.</summary>
    private sealed class Work(Terminal terminal, Request request, CancellationToken cancellation)
    {
        private readonly List<string> notes = [];

        public void Execute()
        {
            if ((request.At is null) == (request.Inputs is null))
            {
                throw CommandException.Usage("give one point with --at v1,v2,… or a file of points with --inputs X.csv.");
            }

            ImportedModel model = Inputs.Model(request.Source, cancellation);
            Inputs.RequireFinite(request.Source.Path, model);
            Network network = model.Network;
            bool isBounded = request.Domain.Domain is not null || request.Domain.Samples is not null;
            RegionDomain? domain = isBounded ? request.Domain.Resolve(request.Source.Path, network, notes, cancellation) : null;
            if (request.At is { } at)
            {
                Write(network, [Point(network, at)], "--at", domain);
            }
            else
            {
                Inputs.Of(request.Inputs!, () => Write(network, SampleFile.Read(request.Inputs!, network, notes, cancellation), request.Inputs!, domain));
            }

            terminal.WriteNotes(request.Source.Path, model.Notes);
            terminal.WriteNotes(request.Inputs ?? request.Domain.Samples ?? "", notes.Distinct());
        }

        private void Write(Network network, IEnumerable<float[]> points, string source, RegionDomain? domain)
        {
            var progress = new Progress(terminal.Error);
            IEnumerable<(float[] Point, RegionGeometry Geometry)> all = points.Select((point, row) =>
            {
                progress.Report(row, "points");
                return (point, At(network, point, source, row, domain));
            });
            OutputFile.Write(null, terminal.Output, writer =>
            {
                if (request.Json)
                {
                    GeometryJson.Write(writer, all, cancellation);
                }
                else
                {
                    GeometryTables.Write(writer, network, all, cancellation);
                }
            });
        }

        private static RegionGeometry At(Network network, float[] point, string source, int row, RegionDomain? domain)
        {
            try
            {
                return RegionGeometry.At(network, Array.ConvertAll(point, static value => (double)value), domain);
            }
            catch (ArgumentException e)
            {
                throw CommandException.Usage(FormattableString.Invariant($"{source}, point {row + 1}: {e.Message}"));
            }
        }

        /// <summary>The point of <c>--at</c>, rounded to float32 as the network's inputs are.</summary>
        private static float[] Point(Network network, string text)
        {
            string[] words = text.Split(',');
            if (words.Length != network.InputCount)
            {
                throw CommandException.Usage($"--at has {words.Length} values, but the network has {network.InputCount} inputs; give one an input.");
            }

            return Array.ConvertAll(words, static word =>
                float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
                    ? value
                    : throw CommandException.Usage($"--at '{word}' is not a finite number."));
        }
    }
}
