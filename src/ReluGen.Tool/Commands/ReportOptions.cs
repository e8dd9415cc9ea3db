using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ReluGen.Tool.Domains;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary>The argument and the options of <c>report</c>.</summary>
internal sealed class ReportOptions
{
    private const int MostRows = 100;

    private readonly Argument<string> model = CommonArguments.Model();
    private readonly Option<string> samples = new("--samples") { Description = "A CSV file, one input a row.", HelpName = "X.csv", Required = true };
    private readonly Option<string?> domain = new DomainOptions().Domain;
    private readonly NetworkOptions source = new();
    private readonly Option<string?> output = CommonArguments.Output("The file for the page.");
    private readonly Option<int?> clusters = WholeNumber.Option<int?>("--max-clusters", 0, 1000, static value => (int)value, "Describe the N largest clusters in full; 5 if not given.");
    private readonly Option<int[]?> rows = new("--rows") { Description = "Explain these rows of the samples, numbered from 1; if not given, the rows nearest to the means of the largest clusters.", HelpName = "N,N,…" };
    private readonly Option<long?> nodes = WholeNumber.Option<long?>("--nodes", 1, long.MaxValue, static value => value, "Decisions that exact enumeration may take, for neuron health and for the map; if not given 100000 and 4000000.");
    private readonly Option<string?> x = SliceOptions.X();
    private readonly Option<string?> y = SliceOptions.Y();
    private readonly Option<string?> at = SliceOptions.At("the means of the samples");

    /// <summary>Puts them into a command.</summary>
    public void AddTo(Command command)
    {
        output.Required = true;
        rows.CustomParser = ParseRows;
        command.Add(model);
        source.AddTo(command);
        foreach (Option option in (Option[])[samples, output, domain, clusters, rows, nodes, x, y, at])
        {
            command.Add(option);
        }
    }

    /// <summary>What the user gave.</summary>
    public ReportRequest Of(ParseResult parsed) => new(
        source.Of(parsed, parsed.GetRequiredValue(model), parsed.GetRequiredValue(samples)),
        new DomainRequest(parsed.GetValue(domain), parsed.GetRequiredValue(samples)),
        parsed.GetRequiredValue(output)!)
    {
        DescribedClusters = parsed.GetValue(clusters) ?? 5,
        // The library takes an array that is absent for an empty one.
        Rows = parsed.GetResult(rows) is null ? null : parsed.GetValue(rows),
        Nodes = parsed.GetValue(nodes),
        X = parsed.GetValue(x),
        Y = parsed.GetValue(y),
        At = parsed.GetValue(at),
    };

    private static int[]? ParseRows(ArgumentResult result)
    {
        var numbers = new List<int>();
        foreach (string text in result.Tokens[0].Value.Split(','))
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int number) || number < 1)
            {
                result.AddError($"--rows '{text}' is not the number of a row, counted from 1.");
                return null;
            }

            numbers.Add(number);
        }

        if (numbers.Count > MostRows)
        {
            result.AddError($"--rows names {numbers.Count} rows; a page shows at most {MostRows}.");
        }

        return [.. numbers];
    }
}

/// <summary>What a call of <c>report</c> asks for.</summary>
/// <param name="Model">The model and its samples.</param>
/// <param name="Domain">Where the domain comes from.</param>
/// <param name="Output">Path of the page.</param>
internal sealed record ReportRequest(ModelRequest Model, DomainRequest Domain, string Output)
{
    /// <summary>Number of clusters to describe in full.</summary>
    public int DescribedClusters { get; init; }

    /// <summary>Numbers of the rows to explain, from 1; null for typical ones.</summary>
    public int[]? Rows { get; init; }

    /// <summary>The node budget; null for the usual ones.</summary>
    public long? Nodes { get; init; }

    /// <summary>Feature of the map's horizontal axis; null for the most important one.</summary>
    public string? X { get; init; }

    /// <summary>Feature of the vertical axis.</summary>
    public string? Y { get; init; }

    /// <summary>Values at which the other features are held; null for the means of the samples.</summary>
    public string? At { get; init; }

    /// <summary>Checks what can be checked before any file is read.</summary>
    /// <exception cref="CommandException">The output is an input or has no folder.</exception>
    public void Check()
    {
        Model.RequireOther(Output);
        CommonArguments.RequireOther(Output, Domain.Domain ?? Model.Path);
        OutputFile.RequireFolder(Output);
    }
}
