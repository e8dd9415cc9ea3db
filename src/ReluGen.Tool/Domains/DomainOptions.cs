using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;
using ReluGen.Tool.Commands;

namespace ReluGen.Tool.Domains;

/// <summary><c>--domain</c> and <c>--samples</c>, and the box that they and the model stand for.</summary>
internal sealed class DomainOptions
{
    /// <summary>--domain D.json or --domain lo,hi.</summary>
    public Option<string?> Domain { get; } = new("--domain")
    {
        Description = "A domain file {\"type\":\"box\",\"lo\":[…],\"hi\":[…]}, or lo,hi for the same bounds of every input.",
        HelpName = "D.json|lo,hi",
    };

    /// <summary>--samples X.csv.</summary>
    public Option<string?> Samples { get; } = new("--samples")
    {
        Description = "A CSV file, one input a row: without --domain, the domain is the smallest box that holds its rows.",
        HelpName = "X.csv",
    };

    /// <summary>Puts the options into a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Domain);
        command.Add(Samples);
    }

    /// <summary>What the user gave.</summary>
    public DomainRequest Of(ParseResult parsed) => new(parsed.GetValue(Domain), parsed.GetValue(Samples));
}

/// <summary>Where the domain of a command comes from: the text of <c>--domain</c>, else the samples, else the model.</summary>
/// <param name="Domain">Text of <c>--domain</c>; null where it was not given.</param>
/// <param name="Samples">Path of the sample file; null where there is none.</param>
internal sealed record DomainRequest(string? Domain, string? Samples)
{
    /// <summary>The box.</summary>
    /// <exception cref="CommandException">There is no bounded box: none was given, or a bound is missing, NaN, infinite or inverted.</exception>
    public RegionDomain Resolve(string modelPath, Network network, ICollection<string> sampleNotes, CancellationToken cancellation)
    {
        if (Domain is not null)
        {
            return Given(Domain, network);
        }

        if (Samples is not null)
        {
            return Hull(Samples, network, sampleNotes, cancellation);
        }

        return network.HasDomain
            ? Guard(modelPath, () => RegionDomain.Of(network))
            : throw CommandException.Usage($"'{modelPath}' does not bound its inputs; give the domain with --domain lo,hi, --domain D.json or --samples X.csv.");
    }

    /// <summary>The box of a command that can do without one.</summary>
    /// <returns>Null if no bound of any input is known.</returns>
    /// <exception cref="CommandException">A bound that was given is missing, NaN, infinite or inverted.</exception>
    public InputBox? ResolveBox(string modelPath, Network network, ICollection<string> sampleNotes, CancellationToken cancellation)
    {
        if (Domain is not null || Samples is not null)
        {
            return InputBox.Of(Resolve(modelPath, network, sampleNotes, cancellation));
        }

        return network.HasDomain ? InputBox.Of(network) : null;
    }

    /// <summary>The box of <c>lo,hi</c>, or of a file.</summary>
    private static RegionDomain Given(string text, Network network)
    {
        DomainBox? box;
        try
        {
            box = DomainBox.ParseCube(text);
        }
        catch (InputException e)
        {
            throw CommandException.Usage($"--domain {text}: {e.Message}");
        }

        if (box is null && !File.Exists(text) && (text.Contains(',', StringComparison.Ordinal) || Path.GetExtension(text).Length == 0))
        {
            throw CommandException.Usage($"--domain '{text}' is neither lo,hi, such as -1,1, nor the path of a domain file.");
        }

        RegionDomain? domain = null;
        Inputs.Of(text, () => domain = RegionDomain.Of((box ?? DomainFile.Read(text)).Bound(network)));
        return domain!;
    }

    private static RegionDomain Hull(string path, Network network, ICollection<string> notes, CancellationToken cancellation)
    {
        double[] lower = Enumerable.Repeat(double.PositiveInfinity, network.InputCount).ToArray();
        double[] upper = Enumerable.Repeat(double.NegativeInfinity, network.InputCount).ToArray();
        Inputs.Of(path, () =>
        {
            foreach (float[] row in SampleFile.Read(path, network, notes, cancellation))
            {
                for (int j = 0; j < row.Length; j++)
                {
                    lower[j] = Math.Min(lower[j], row[j]);
                    upper[j] = Math.Max(upper[j], row[j]);
                }
            }
        });
        return Guard(path, () => new RegionDomain(lower, upper));
    }

    private static RegionDomain Guard(string source, Func<RegionDomain> domain)
    {
        try
        {
            return domain();
        }
        catch (ArgumentException e)
        {
            throw CommandException.Usage($"{source}: {e.Message}");
        }
    }
}
