using System;
using System.CommandLine;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Tool.Domains;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary>The argument and the options of <c>check</c>.</summary>
internal sealed class CheckOptions
{
    private readonly Argument<string> model = CommonArguments.Model();
    private readonly NetworkOptions source = new();
    private readonly DomainOptions domain = new();
    private readonly Option<bool> json = CommonArguments.Json();
    private readonly Option<string?> sarif = new("--sarif") { Description = "The file for the findings in SARIF 2.1.0.", HelpName = "FILE" };
    private readonly Option<FactSeverity?> failOn = new("--fail-on")
    {
        Description = "Exit with code 1 if there are findings of this severity or above: error, warning or info; warning if not given.",
        HelpName = "SEVERITY",
    };

    private readonly Option<bool> identifiability = new("--identifiability") { Description = "Also ask whether the outputs show all parameters (rank-deficit), which needs the regions of the domain." };

    private readonly Option<long?> nodes = WholeNumber.Option<long?>("--nodes", 0, long.MaxValue, static value => value, "Decisions that exact enumeration may take where bounds leave something open; 0 for bounds only, 100000 if not given.");

    /// <summary>Puts them into a command.</summary>
    public void AddTo(Command command)
    {
        failOn.CustomParser = static result => result.Tokens[0].Value switch
        {
            "info" => FactSeverity.Info,
            "warning" => FactSeverity.Warning,
            "error" => FactSeverity.Error,
            string other => Refused<FactSeverity?>(result, $"--fail-on '{other}' is not error, warning or info."),
        };
        command.Add(model);
        source.AddTo(command);
        domain.AddTo(command);
        foreach (Option option in (Option[])[json, sarif, failOn, identifiability, nodes])
        {
            command.Add(option);
        }
    }

    /// <summary>What the user gave.</summary>
    public CheckRequest Of(ParseResult parsed) => new(source.Of(parsed, parsed.GetRequiredValue(model)), domain.Of(parsed))
    {
        Json = parsed.GetValue(json),
        Sarif = parsed.GetValue(sarif),
        FailOn = parsed.GetValue(failOn) ?? FactSeverity.Warning,
        Identifiability = parsed.GetValue(identifiability),
        Nodes = parsed.GetValue(nodes) ?? new DegeneracyOptions().RegionBudget,
    };

    private static T? Refused<T>(System.CommandLine.Parsing.ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}

/// <summary>What a call of <c>check</c> asks for.</summary>
/// <param name="Source">The model and what is said about it.</param>
/// <param name="Domain">Where the domain comes from.</param>
internal sealed record CheckRequest(ModelRequest Source, DomainRequest Domain)
{
    /// <summary>Path of the model.</summary>
    public string Model => Source.Path;

    /// <summary>True for a JSON document, false for a table.</summary>
    public bool Json { get; init; }

    /// <summary>Where the SARIF file goes; null for none.</summary>
    public string? Sarif { get; init; }

    /// <summary>The least severity that makes the exit code 1.</summary>
    public FactSeverity FailOn { get; init; }

    /// <summary>True to look for a rank deficit.</summary>
    public bool Identifiability { get; init; }

    /// <summary>The node budget.</summary>
    public long Nodes { get; init; }

    /// <summary>Checks what can be checked before any file is read.</summary>
    /// <exception cref="CommandException">The output is an input or has no folder.</exception>
    public void Check()
    {
        if (Sarif is not null)
        {
            CommonArguments.RequireOther(Sarif, Model);
            CommonArguments.RequireOther(Sarif, Domain.Domain ?? Model);
            CommonArguments.RequireOther(Sarif, Domain.Samples ?? Model);
            OutputFile.RequireFolder(Sarif);
        }
    }
}
