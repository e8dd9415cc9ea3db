using System;
using System.Globalization;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Tables;

/// <summary>Which regions the static table of a network shall hold.</summary>
public enum TableContent
{
    /// <summary>Those that the sample file visits, where there is one; else those that the model file lists.</summary>
    Default,

    /// <summary>All regions of the domain.</summary>
    All,

    /// <summary>Those that samples visit.</summary>
    Observed,

    /// <summary>None.</summary>
    None,
}

/// <summary>What is said about the table of a network: the metadata Regions, MaxRegions and Domain of a ReluNetwork item.</summary>
public sealed record TableRequest
{
    /// <summary>Largest <see cref="MaxRegions"/>: beyond it static data are the wrong place.</summary>
    public const int MostRegions = 1 << 17;

    /// <summary>The ending of a domain's file name.</summary>
    public const string DomainExtension = ".json";

    /// <summary>Which regions.</summary>
    public TableContent Content { get; init; }

    /// <summary>How many at most; null for <see cref="StandardRegions"/>.</summary>
    public int? MaxRegions { get; init; }

    /// <summary>Bounds for the inputs, in the place of those of the model; null for none.</summary>
    public DomainBox? Domain { get; init; }

    /// <summary>Path of a file with these bounds; null for none.</summary>
    public string? DomainPath { get; init; }

    /// <summary>Most decisions that an enumeration may take.</summary>
    public long NodeBudget { get; init; } = 2_000_000;

    /// <summary>Reads the words of a project; an empty one stands for the default.</summary>
    /// <param name="regions">all, observed or none.</param>
    /// <param name="maxRegions">A whole number.</param>
    /// <param name="domain">Two numbers, <c>lo,hi</c>, for every input, or the path of a .json file.</param>
    /// <param name="nodeBudget">A whole number.</param>
    /// <exception cref="InputException">A word is something else.</exception>
    public static TableRequest Parse(string regions, string maxRegions, string domain, string nodeBudget)
    {
        bool isFile = domain.Trim().EndsWith(DomainExtension, StringComparison.OrdinalIgnoreCase);
        return new TableRequest
        {
            Content = ParseContent(regions.Trim()),
            MaxRegions = (int?)ParseCount("MaxRegions", maxRegions, MostRegions),
            Domain = isFile || domain.Trim().Length == 0 ? null : ParseDomain(domain),
            DomainPath = isFile ? domain.Trim() : null,
            NodeBudget = ParseCount("ReluGenNodeBudget", nodeBudget, long.MaxValue) ?? new TableRequest().NodeBudget,
        };
    }

    /// <summary>
    /// How many regions a table holds if nobody says: 4096, or as many as have 2^20 coefficients together, which the compiler reads in
    /// seconds.
    /// </summary>
    public static int StandardRegions(Network network) => (int)Math.Min(4096, (1 << 20) / ((long)network.OutputCount * (network.InputCount + 1)));

    private static TableContent ParseContent(string text) => text.ToLowerInvariant() switch
    {
        "" => TableContent.Default,
        "all" => TableContent.All,
        "observed" => TableContent.Observed,
        "none" => TableContent.None,
        _ => throw Error($"Regions is {DisplayText.Quote(text)}; expected all, observed or none."),
    };

    private static long? ParseCount(string name, string text, long most)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count > 0 && count <= most
            ? count
            : throw Error($"{name} is {DisplayText.Quote(text)}; expected a whole number from 1 to {most.ToString(CultureInfo.InvariantCulture)}.");
    }

    private static DomainBox ParseDomain(string text) =>
        DomainBox.ParseCube(text)
            ?? throw Error($"Domain is {DisplayText.Quote(text)}; expected a least and a largest value for every input, as in 0,1, or the name of a {DomainExtension} file.");

    private static InputException Error(string message) => new(InputErrorIds.Metadata, message);
}
