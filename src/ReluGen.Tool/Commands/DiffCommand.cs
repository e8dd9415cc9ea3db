using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Equivalence;
using ReluGen.Core.Analysis.Equivalence.Difference;
using ReluGen.Core.Analysis.Equivalence.Nearest;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Tool.Domains;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>diff A B</c>: what two models have to do with each other, and by how much their outputs differ on a domain at most, exactly.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> first = CommonArguments.Model("A");
        Argument<string> second = CommonArguments.Model("B");
        var domain = new DomainOptions();
        Option<long?> nodes = WholeNumber.Option<long?>("--nodes", 1, long.MaxValue, static value => value, "Stop the enumeration after this many decisions and report bounds; if not given as for regions.");
        var nearest = new Option<bool>("--nearest") { Description = "Also match the neurons of models of one shape that are not equal by least distance: an estimate, for models that were rounded or trained on." };
        Option<bool> json = CommonArguments.Json();
        var command = new Command("diff", "Compares two models: equal up to the order and scale of neurons, equal on a domain, or how different at most.") { first, second };
        domain.AddTo(command);
        command.Add(nodes);
        command.Add(nearest);
        command.Add(json);
        command.SetWork((parsed, cancellation) => new Work(
            terminal,
            parsed.GetRequiredValue(first),
            parsed.GetRequiredValue(second),
            domain.Of(parsed),
            parsed.GetValue(nodes),
            parsed.GetValue(nearest),
            cancellation).Execute(parsed.GetValue(json)));
        return command;
    }

    /// <summary>One run of the command.</summary>
    private sealed class Work(Terminal terminal, string firstPath, string secondPath, DomainRequest request, long? nodes, bool withNearest, CancellationToken cancellation)
    {
        private readonly List<string> sampleNotes = [];

        public void Execute(bool json)
        {
            var clock = Stopwatch.StartNew();
            ImportedModel first = Read(firstPath);
            ImportedModel second = Read(secondPath);
            RequireComparable(first.Network, second.Network);

            // A domain that was given must be right even where none is needed.
            RegionDomain? domain = request.Domain is null && request.Samples is null ? null : request.Resolve(firstPath, first.Network, sampleNotes, cancellation);
            Comparison comparison = Compare(first.Network, second.Network, domain);
            if (json)
            {
                JsonText.WriteLine(terminal.Output, writer => DiffJson.Write(writer, comparison, first.Network.Link != second.Network.Link));
            }
            else
            {
                DiffTables.Write(terminal.Output, first.Network, comparison);
                terminal.Error.WriteLine(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds:0.00} s"));
            }

            terminal.WriteNotes(firstPath, first.Notes);
            terminal.WriteNotes(secondPath, second.Notes);
            terminal.WriteNotes(request.Samples ?? "", sampleNotes.Distinct());
            if (first.Network.Link != second.Network.Link)
            {
                terminal.WriteNotes(secondPath, [$"its link is {LinkNames.Of(second.Network.Link)} and that of {firstPath} {LinkNames.Of(first.Network.Link)}; what is compared are the outputs before the links"]);
            }
        }

        private ImportedModel Read(string path)
        {
            ImportedModel? model = null;
            Inputs.Of(path, () => model = ModelFile.Read(path, cancellation));
            Inputs.RequireFinite(path, model!);
            return model!;
        }

        private void RequireComparable(Network first, Network second)
        {
            if (first.InputCount != second.InputCount || first.OutputCount != second.OutputCount)
            {
                throw CommandException.Usage(FormattableString.Invariant(
                    $"'{firstPath}' has {Count(first.InputCount, "input")} and {Count(first.OutputCount, "output")}, '{secondPath}' {second.InputCount} and {second.OutputCount}; only models with as many of each can be compared."));
            }
        }

        private static string Count(int count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

        private Comparison Compare(Network first, Network second, RegionDomain? domain)
        {
            var unlinked = new Network(second.Inputs, second.Stages, second.Output, first.Link);
            EquivalenceVerdict verdict = NetworkEquivalence.Simplest(first, unlinked, cancellation: cancellation);
            if (verdict.AreEquivalent)
            {
                return new Comparison(verdict, null, null);
            }

            domain ??= OwnDomain(first, second);
            var options = new RegionOptions { NodeBudget = nodes ?? RegionOptions.StandardBudget(domain) };
            DifferenceReport difference = OutputDifference.Run(first, second, domain, options, new RegionReport(new Progress(terminal.Error)), cancellation);
            return new Comparison(verdict, difference, withNearest ? NearestMatching.Of(first, unlinked, cancellation) : null);
        }

        /// <summary>The domain of the models, if one has one or both have the same.</summary>
        private RegionDomain OwnDomain(Network first, Network second)
        {
            bool bothBounded = first.HasDomain && second.HasDomain;
            if (bothBounded && first.Inputs.Zip(second.Inputs).Any(static pair => (pair.First.Lower, pair.First.Upper) != (pair.Second.Lower, pair.Second.Upper)))
            {
                throw CommandException.Usage($"'{firstPath}' and '{secondPath}' have different domains; say with --domain lo,hi, --domain D.json or --samples X.csv where to compare them.");
            }

            return first.HasDomain || !second.HasDomain
                ? request.Resolve(firstPath, first, sampleNotes, cancellation)
                : request.Resolve(secondPath, second, sampleNotes, cancellation);
        }
    }
}

/// <summary>What a comparison of two networks found.</summary>
/// <param name="Verdict">Whether they are equal up to permutation and positive rescaling.</param>
/// <param name="Difference">The largest difference; null where they are, and none is possible.</param>
/// <param name="Nearest">The nearest matching, an estimate; null where it was not asked for or does not exist.</param>
internal sealed record Comparison(EquivalenceVerdict Verdict, DifferenceReport? Difference, NearestMatch? Nearest)
{
    /// <summary>True or false if proved.</summary>
    public bool? AreEqual => Difference is null ? true : Difference.AreEqual;

    /// <summary>The closest relation; null where the budget left it open.</summary>
    public NetworkRelation? Relation => Verdict.Witness?.Relation ?? AreEqual switch
    {
        true => NetworkRelation.SameFunction,
        false => NetworkRelation.Different,
        null => null,
    };
}
