using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Formats.Samples;
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
            return TryCube(Domain, out double lower, out double upper)
                ? Guard("--domain " + Domain, () => RegionDomain.Cube(network.InputCount, lower, upper))
                : DomainFile.Read(Domain, network.InputCount);
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

    /// <summary>True if the text is two numbers; "nan" and "inf" count, to be refused as bounds rather than looked for as files.</summary>
    private static bool TryCube(string text, out double lower, out double upper)
    {
        string[] parts = text.Split(',');
        lower = upper = 0;
        return parts.Length == 2 && TryBound(parts[0], out lower) && TryBound(parts[1], out upper);
    }

    private static bool TryBound(string text, out double value)
    {
        string word = text.Trim().TrimStart('-', '+');
        if (word.Equals("inf", StringComparison.OrdinalIgnoreCase))
        {
            value = text.Contains('-', StringComparison.Ordinal) ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
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
