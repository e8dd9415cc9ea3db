using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using ReluGen.Benchmarks.Identifiability;
using Spectre.Console;

namespace ReluGen.Benchmarks.Reports;

/// <summary>What <c>identify</c> prints.</summary>
/// <param name="Processors">Number of processors of the machine.</param>
/// <param name="PeakGigaMultiplyAdds">Multiply-adds in float64 that all of them can do, 10^9 a second.</param>
/// <param name="Rows">A row a network.</param>
internal sealed record RankBenchmarkReport(int Processors, double PeakGigaMultiplyAdds, IReadOnlyList<RankRow> Rows)
{
    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, BenchmarkReport.Options);

    /// <summary>Prints the table for people.</summary>
    public void Print(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Markdown);
        foreach (string title in (string[])["network", "P", "rank", "at most", "P − H", "points", "s", "cores had", "10^9 multiply-adds/s", "of peak", "MiB"])
        {
            table.AddColumn(new TableColumn(title).NoWrap());
        }

        foreach (RankRow row in Rows)
        {
            table.AddRow([.. Array.ConvertAll(Cells(row), Markup.Escape)]);
        }

        ReportTable.WriteWide(table, console);
        console.WriteLine();
        console.WriteLine($"Certified ranks at up to that many random points on {Processors} processors, one run. cores had: processor time over wall time;");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"where it is below {Processors}, other processes had a core. Peak: {PeakGigaMultiplyAdds:F1} · 10^9 float64 multiply-adds a second, measured on one core and multiplied."));
    }

    private static string[] Cells(RankRow row) =>
    [
        row.Network, Count(row.Parameters), Count(row.Rank), Count(row.AtMost), Count(row.Expected), Count(row.Points),
        row.Seconds.ToString(row.Seconds < 10 ? "F3" : "F1", CultureInfo.InvariantCulture), row.CoresHad.ToString("F2", CultureInfo.InvariantCulture),
        row.Rate.ToString("F2", CultureInfo.InvariantCulture), row.ShareOfPeak.ToString("P1", CultureInfo.InvariantCulture), Count(row.Megabytes),
    ];

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
