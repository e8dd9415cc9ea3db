using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using ReluGen.Benchmarks.Regions;
using Spectre.Console;

namespace ReluGen.Benchmarks.Reports;

/// <summary>What <c>regions</c> prints.</summary>
/// <param name="Processors">Number of processors of the machine.</param>
/// <param name="Runs">Number of runs of which the medians are shown.</param>
/// <param name="Rows">A row a case and operation.</param>
internal sealed record RegionReport(int Processors, int Runs, IReadOnlyList<RegionRow> Rows)
{
    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, BenchmarkReport.Options);

    /// <summary>Prints the table for people.</summary>
    public void Print(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Markdown);
        foreach (string title in (string[])["network", "domain", "regions", "nodes", "work", "1 core s", "regions/s", "nodes/s", "2 cores s", "regions/s", "nodes/s", "speed-up", "cores had"])
        {
            table.AddColumn(new TableColumn(title).NoWrap());
        }

        foreach (RegionRow row in Rows)
        {
            table.AddRow([.. Array.ConvertAll(Cells(row), Markup.Escape)]);
        }

        ReportTable.WriteWide(table, console);
        console.WriteLine();
        console.WriteLine($"Medians of up to {Runs} runs after a warm-up, on {Processors} processors. cores had: processor time over wall time of the run on two cores;");
        console.WriteLine("where it is well below 2, other processes had the second core or the work waited.");
    }

    private static string[] Cells(RegionRow row) =>
    [
        row.Network, row.Domain, Count(row.Regions), Count(row.Nodes), row.Work,
        Seconds(row.OneCore.Seconds), Count(row.Regions / row.OneCore.Seconds), Count(row.Nodes / row.OneCore.Seconds),
        Seconds(row.TwoCores.Seconds), Count(row.Regions / row.TwoCores.Seconds), Count(row.Nodes / row.TwoCores.Seconds),
        row.SpeedUp.ToString("F2", CultureInfo.InvariantCulture), row.TwoCores.CoresHad.ToString("F2", CultureInfo.InvariantCulture),
    ];

    private static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(double value) => value.ToString(value < 10 ? "F3" : "F1", CultureInfo.InvariantCulture);
}
