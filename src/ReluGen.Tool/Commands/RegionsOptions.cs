using System;
using System.CommandLine;
using System.IO;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Tool.Domains;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary>The argument and the options of <c>regions</c>.</summary>
internal sealed class RegionsOptions
{
    private readonly Argument<string> model = CommonArguments.Model();
    private readonly NetworkOptions source = new();
    private readonly DomainOptions domain = new();
    private readonly Option<int?> most = WholeNumber.Option<int?>("--max", 0, int.MaxValue, static value => (int)value, "List this many regions; the count still says how many there are. All in JSON and 20 in the table if not given.");
    private readonly Option<long?> nodes = WholeNumber.Option<long?>("--nodes", 1, long.MaxValue, static value => value, "Stop after this many decisions and say that the list is incomplete; if not given 100000000, or fewer where more than 8 features vary.");
    private readonly Option<bool> linear = new("--linear") { Description = "Put regions with equal maps together: maximal linear regions, and the convex parts of each." };
    private readonly Option<bool> json = CommonArguments.Json();
    private readonly Option<string?> certificate = new("--certificate") { Description = "The file for the proof of a complete list, for 'regions verify'.", HelpName = "FILE" };
    private readonly Option<string?> picture = new("--picture") { Description = "The file for a picture of two features, the others held constant.", HelpName = "OUT.svg" };
    private readonly Option<string?> x = SliceOptions.X();
    private readonly Option<string?> y = SliceOptions.Y();
    private readonly Option<string?> at = SliceOptions.At("the middle of the domain");

    /// <summary>Puts them into a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(model);
        source.AddTo(command);
        domain.AddTo(command);
        foreach (Option option in (Option[])[most, nodes, linear, json, certificate, picture, x, y, at])
        {
            command.Add(option);
        }
    }

    /// <summary>What the user gave.</summary>
    public RegionsRequest Of(ParseResult parsed) => new(source.Of(parsed, parsed.GetRequiredValue(model)), domain.Of(parsed))
    {
        Most = parsed.GetValue(most),
        Nodes = parsed.GetValue(nodes),
        Linear = parsed.GetValue(linear),
        Json = parsed.GetValue(json),
        Certificate = parsed.GetValue(certificate),
        Picture = parsed.GetValue(picture),
        X = parsed.GetValue(x),
        Y = parsed.GetValue(y),
        At = parsed.GetValue(at),
    };
}

/// <summary>What a call of <c>regions</c> asks for.</summary>
/// <param name="Source">The model and what is said about it.</param>
/// <param name="Domain">Where the domain comes from.</param>
internal sealed record RegionsRequest(ModelRequest Source, DomainRequest Domain)
{
    /// <summary>Path of the model.</summary>
    public string Model => Source.Path;

    /// <summary>Most regions that are listed; null for the default.</summary>
    public int? Most { get; init; }

    /// <summary>The node budget; null for the standard one of the domain.</summary>
    public long? Nodes { get; init; }

    /// <summary>True to put regions with equal maps together.</summary>
    public bool Linear { get; init; }

    /// <summary>True for a JSON document, false for a table.</summary>
    public bool Json { get; init; }

    /// <summary>Where the certificate goes; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Where the picture goes; null for none.</summary>
    public string? Picture { get; init; }

    /// <summary>Feature of the horizontal axis; null for the first that varies.</summary>
    public string? X { get; init; }

    /// <summary>Feature of the vertical axis; null for the second that varies.</summary>
    public string? Y { get; init; }

    /// <summary>Values at which the other features are held; null for the middle of the domain.</summary>
    public string? At { get; init; }

    /// <summary>Checks what can be checked before any file is read.</summary>
    /// <exception cref="CommandException">Options contradict each other, or an output is an input or has no folder.</exception>
    public void Check()
    {
        if (Picture is null && (X ?? Y ?? At) is not null)
        {
            throw CommandException.Usage("--x, --y and --at say what a picture shows; give its file with --picture.");
        }

        if (Picture is null && Domain.Domain is not null && Domain.Samples is not null)
        {
            throw CommandException.Usage("beside --domain, samples are only drawn; leave out --samples, or give --picture.");
        }

        foreach (string? output in (string?[])[Certificate, Picture])
        {
            if (output is not null)
            {
                CommonArguments.RequireOther(output, Model);
                CommonArguments.RequireOther(output, Domain.Domain ?? Model);
                CommonArguments.RequireOther(output, Domain.Samples ?? Model);
                OutputFile.RequireFolder(output);
            }
        }

        if (Certificate is not null && Picture is not null && Path.GetFullPath(Certificate) == Path.GetFullPath(Picture))
        {
            throw CommandException.Usage("--certificate and --picture name the same file.");
        }
    }
}
