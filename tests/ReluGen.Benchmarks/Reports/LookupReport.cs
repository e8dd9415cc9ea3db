using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace ReluGen.Benchmarks.Reports;

/// <summary>What <c>lookup --json</c> prints.</summary>
/// <param name="Rows">A row a table and kind of pattern.</param>
internal sealed record LookupReport(IReadOnlyList<LookupRow> Rows)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static LookupReport FromJson(string json) =>
        JsonSerializer.Deserialize<LookupReport>(json, Options) ?? throw new InvalidDataException("The report is empty.");
}

/// <summary>One table, asked for patterns that it holds or for others. Times are nanoseconds a look-up, medians.</summary>
/// <param name="Table">Name of the network.</param>
/// <param name="Regions">Patterns in the table.</param>
/// <param name="Words">Words of a pattern.</param>
/// <param name="Patterns">"held" or "others".</param>
/// <param name="Ns">Our table.</param>
/// <param name="Frozen">FrozenDictionary with patterns as keys.</param>
/// <param name="FrozenWords">FrozenDictionary with a record struct of words as key.</param>
/// <param name="Dictionary">Dictionary with patterns as keys.</param>
internal sealed record LookupRow(string Table, int Regions, int Words, string Patterns, double Ns, double Frozen, double FrozenWords, double Dictionary);
