using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Tool.Domains;
using ReluGen.Tool.Output;
using Command = System.CommandLine.Command;

namespace ReluGen.Tool.Commands;

/// <summary><c>identify MODEL</c>: whether the parameters can be recovered from what the network computes, with proofs.</summary>
internal static class IdentifyCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> model = CommonArguments.Model();
        var source = new NetworkOptions();
        var domain = new DomainOptions();
        Option<long?> nodes = WholeNumber.Option<long?>("--nodes", 0, long.MaxValue, static value => value, "Decisions that exact enumeration of regions may take; 200000 if not given, fewer where more than 8 features vary.");
        Option<int?> points = WholeNumber.Option<int?>("--points", 1, int.MaxValue, static value => (int)value, "Random points where the regions cannot be enumerated; 20000 if not given.");
        Option<int?> work = WholeNumber.Option<int?>("--work", 1, 1000, static value => (int)value, "How many times the standard work exact directions and global conditions may take; 1 if not given.");
        Option<bool> json = CommonArguments.Json();
        var command = new Command("identify", "Says whether the parameters of a model can be recovered from what it computes, with proofs.") { model };
        source.AddTo(command);
        domain.AddTo(command);
        foreach (Option option in (Option[])[nodes, points, work, json])
        {
            command.Add(option);
        }

        command.SetWork((parsed, cancellation) =>
        {
            var defaults = new IdentifiabilityOptions();
            var request = new IdentifyRequest(
                source.Of(parsed, parsed.GetRequiredValue(model)),
                domain.Of(parsed),
                parsed.GetValue(nodes),
                parsed.GetValue(points) ?? defaults.RandomPoints,
                parsed.GetValue(work) ?? 1,
                parsed.GetValue(json));
            Execute(terminal, request, cancellation);
        });
        return command;
    }

    private static void Execute(Terminal terminal, IdentifyRequest request, CancellationToken cancellation)
    {
        ImportedModel model = Inputs.Model(request.Source, cancellation);
        Inputs.RequireFinite(request.Model, model);
        Network network = model.Network;
        if (network.ParameterCount > IdentifiabilityAnalysis.MostParameters)
        {
            throw CommandException.In(request.Model, new InputError(InputErrorIds.TooLarge, FormattableString.Invariant(
                $"The network has {network.ParameterCount} parameters; ranks are computed for at most {IdentifiabilityAnalysis.MostParameters}, which take 4 GB and hours.")));
        }

        var sampleNotes = new List<string>();
        InputBox? box = request.Domain.ResolveBox(request.Model, network, sampleNotes, cancellation);
        if (box is not { IsBounded: true } && network.HiddenNeuronCount > 0)
        {
            terminal.Error.WriteLine(FormattableString.Invariant(
                $"{request.Model}: note: There is no bounded domain, so regions cannot be enumerated: up to {request.Points} random points give a lower bound. Give --domain or --samples."));
        }

        var clock = Stopwatch.StartNew();
        IdentifiabilityFindings? report = null;
        string? samples = request.Domain.Samples;
        Inputs.Of(samples ?? request.Model, () => report = IdentifiabilityAnalysis.Run(
            network,
            new IdentifiabilityOptions().Times(request.Work) with
            {
                Box = box,
                Samples = samples is null ? null : SampleFile.Read(samples, network, sampleNotes, cancellation),
                RegionBudget = request.Nodes,
                RandomPoints = request.Points,
            },
            new IdentifyProgress(new Progress(terminal.Error)),
            cancellation));
        if (request.Json)
        {
            JsonText.WriteLine(terminal.Output, writer => IdentifyJson.Write(writer, network, report!));
        }
        else
        {
            IdentifyTables.Write(terminal.Output, network, box, report!);
            terminal.Error.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:0.00} s"));
        }

        terminal.WriteNotes(request.Model, model.Notes);
        terminal.WriteNotes(samples ?? "", sampleNotes.Distinct());
    }

}

/// <summary>What a call of <c>identify</c> asks for.</summary>
/// <param name="Source">The model and what is said about it.</param>
/// <param name="Domain">Where the domain comes from.</param>
/// <param name="Nodes">The node budget of the enumeration; null for the standard.</param>
/// <param name="Points">Number of random points where the regions cannot be enumerated.</param>
/// <param name="Work">How many times the standard work exact directions and global conditions may take.</param>
/// <param name="Json">True for a JSON document, false for a table.</param>
internal sealed record IdentifyRequest(ModelRequest Source, DomainRequest Domain, long? Nodes, int Points, int Work, bool Json)
{
    /// <summary>Path of the model.</summary>
    public string Model => Source.Path;
}
