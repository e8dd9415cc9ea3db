using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Tool.Output;
using ReluGen.Tool.Pictures;
using Command = System.CommandLine.Command;

namespace ReluGen.Tool.Commands;

/// <summary><c>regions MODEL</c>: every activation region of a domain, each with its affine map, proved to be all.</summary>
internal static class RegionsCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new RegionsOptions();
        var command = new Command("regions", "Enumerates the activation regions of a model in a bounded domain, exactly.");
        options.AddTo(command);
        command.Add(RegionsVerifyCommand.Create(terminal));
        command.SetWork((parsed, cancellation) => new Work(terminal, options.Of(parsed), cancellation).Execute());
        return command;
    }

    /// <summary>One run of the command.</summary>
    private sealed class Work(Terminal terminal, RegionsRequest request, CancellationToken cancellation)
    {
        private readonly List<string> sampleNotes = [];
        private readonly Progress progress = new(terminal.Error);

        public void Execute()
        {
            request.Check();
            ImportedModel model = Inputs.Model(request.Source, cancellation);
            Inputs.RequireFinite(request.Model, model);
            Network network = Named(model.Network);
            RegionDomain domain = request.Domain.Resolve(request.Model, network, sampleNotes, cancellation);
            Slice? slice = request.Picture is null ? null : SliceChoice.Of(network, domain, request.X, request.Y, request.At);

            var clock = Stopwatch.StartNew();

            // A plane takes moments where the whole domain may take long, so its picture comes first.
            bool isPlane = slice is not null && !slice.IsAllOf(domain);
            if (isPlane)
            {
                Draw(network, slice!, Enumerate(network, slice!.Domain, certificate: false));
            }

            RegionEnumeration result = Enumerate(network, domain, request.Certificate is not null);
            WriteCertificate(result);
            if (slice is not null && !isPlane)
            {
                Draw(network, slice, result);
            }

            Report(network, result, request.Linear ? LinearRegions.Of(network, domain, result.Regions, cancellation) : null);
            terminal.WriteNotes(request.Model, model.Notes);
            terminal.WriteNotes(request.Domain.Samples ?? "", sampleNotes.Distinct());
            if (!request.Json)
            {
                terminal.Error.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:0.00} s"));
            }
        }

        /// <summary>The network, with the names of the sample file's header where its inputs have none.</summary>
        private Network Named(Network network)
        {
            if (request.Domain.Samples is not { } samples)
            {
                return network;
            }

            IReadOnlyList<string>? names = null;
            Inputs.Of(samples, () => names = SampleFile.FeatureNames(samples, network));
            return names is null ? network : network.WithInputs([.. network.Inputs.Zip(names, static (input, name) => input with { Name = name })]);
        }

        private RegionEnumeration Enumerate(Network network, RegionDomain domain, bool certificate)
        {
            var options = new RegionOptions { NodeBudget = request.Nodes ?? RegionOptions.StandardBudget(domain), KeepCertificate = certificate };
            return RegionEnumerator.Run(network, domain, options, new RegionReport(progress), cancellation);
        }

        /// <summary>Writes the picture of a slice's regions.</summary>
        private void Draw(Network network, Slice slice, RegionEnumeration visible)
        {
            SliceSamples? samples = null;
            if (request.Domain.Samples is { } path)
            {
                // Notes about the file were made when it was read for the domain, if it was.
                Inputs.Of(path, () => samples = SliceSamples.Of(slice, SampleFile.Read(path, network, sampleNotes, cancellation)));
            }

            string picture = RegionPicture.Draw(network, System.IO.Path.GetFileName(request.Model), slice, visible, samples, cancellation);
            OutputFile.Write(request.Picture, terminal.Output, writer => writer.Write(picture));
        }

        private void WriteCertificate(RegionEnumeration result)
        {
            if (result.Certificate is { } certificate)
            {
                OutputFile.Write(request.Certificate, terminal.Output, certificate.Write);
            }
            else if (request.Certificate is not null)
            {
                terminal.Error.WriteLine(SafeText.OneLine($"{request.Certificate}: note: not written, because the enumeration is not complete; give a larger --nodes."));
            }
        }

        private void Report(Network network, RegionEnumeration result, IReadOnlyList<LinearRegion>? linear)
        {
            var maps = new RegionMaps(network, progress, cancellation);
            if (request.Json)
            {
                OutputFile.Write(null, terminal.Output, writer => RegionsJson.Write(writer, result, maps, request.Most ?? int.MaxValue, linear));
            }
            else
            {
                RegionTables.Write(terminal.Output, network, result, maps, request.Most ?? RegionTables.DefaultRows, linear);
            }
        }
    }
}
