using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Networks;
using ReluGen.Core.Simplification;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Tool.Output;
using Command = System.CommandLine.Command;

namespace ReluGen.Tool.Commands;

/// <summary><c>check MODEL</c>: what is degenerate about a model, each finding with its proof; the diagnostics of the build, unsummarised.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new CheckOptions();
        var command = new Command("check", "Finds what is degenerate about a model: dead neurons, twins, unused inputs and more, each proved.");
        options.AddTo(command);
        command.SetVerdict((parsed, cancellation) => new Work(terminal, options.Of(parsed), cancellation).Execute());
        return command;
    }

    /// <summary>One run of the command.</summary>
    private sealed class Work(Terminal terminal, CheckRequest request, CancellationToken cancellation)
    {
        private readonly List<string> sampleNotes = [];

        /// <returns>True if nothing as severe as the user asked for was found.</returns>
        public bool Execute()
        {
            request.Check();
            var clock = Stopwatch.StartNew();
            ImportedModel model = Inputs.Model(request.Source, cancellation);
            Network network = model.Network;
            InputBox? box = request.Domain.ResolveBox(request.Model, network, sampleNotes, cancellation);
            DegeneracyReport report = Analyse(network, box);
            SimplifiedNetwork simplified = NetworkSimplifier.Run(network, report, cancellation);
            if (request.Sarif is not null)
            {
                OutputFile.Write(request.Sarif, terminal.Output, writer => FactSarif.Write(writer, request.Model, model, report));
            }

            if (request.Json)
            {
                JsonText.WriteLine(terminal.Output, writer => FactJson.Write(writer, report, simplified));
            }
            else
            {
                FactTables.Write(terminal.Output, box, report, simplified);
                terminal.Error.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:0.00} s"));
            }

            terminal.WriteNotes(request.Model, model.Notes);
            terminal.WriteNotes(request.Domain.Samples ?? "", sampleNotes.Distinct());
            return report.Facts.All(fact => fact.Kind.Severity < request.FailOn);
        }

        private DegeneracyReport Analyse(Network network, InputBox? box)
        {
            DegeneracyReport? report = null;
            string? samples = request.Domain.Samples;
            Inputs.Of(samples ?? request.Model, () => report = DegeneracyAnalysis.Run(
                network,
                new DegeneracyOptions
                {
                    Box = box,
                    RegionBudget = request.Nodes,
                    FindRankDeficit = request.Identifiability,
                    SearchBudget = request.Nodes == 0 ? 0 : new DegeneracyOptions().SearchBudget,
                    ProgramBudget = request.Nodes == 0 ? 0 : new DegeneracyOptions().ProgramBudget,
                    Samples = samples is null ? null : SampleFile.Read(samples, network, sampleNotes, cancellation).Select(static row => new SampleRow(row)),
                },
                cancellation));
            return report!;
        }
    }
}
