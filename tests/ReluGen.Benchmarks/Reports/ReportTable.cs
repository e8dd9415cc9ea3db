using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Spectre.Console;

namespace ReluGen.Benchmarks.Reports;

/// <summary>The report for people.</summary>
internal static class ReportTable
{
    private static readonly (string Key, string Title)[] Peers =
    [
        ("onnxruntime", "ONNX Runtime"),
        ("c", "C"),
        ("cTiled", "C tiled"),
        ("tensorPrimitives", "TensorPrimitives"),
        ("naive", "naive C#"),
    ];

    /// <summary>Prints the table and what its columns mean.</summary>
    public static void Print(BenchmarkReport report, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Markdown);
        foreach (string title in (string[])["network", "weights", "inputs", "active", "batch", "order", "ReluGen ns", "limit ns", "of limit", "gradient ns", "map ns", .. Peers.Select(static p => p.Title + " ns")])
        {
            table.AddColumn(new TableColumn(title).NoWrap());
        }

        foreach (ReportRow row in report.Rows)
        {
            table.AddRow([.. Cells(row).Select(Markup.Escape)]);
        }

        WriteWide(table, console);
        foreach (string note in Notes(report))
        {
            console.WriteLine(note);
        }
    }

    /// <summary>Writes a table; one that is read by a file or a pipe is not broken at 80 columns.</summary>
    public static void WriteWide(Table table, IAnsiConsole console)
    {
        console.Profile.Width = Math.Max(console.Profile.Width, 240);
        console.Write(table);
    }

    private static IEnumerable<string> Cells(ReportRow row)
    {
        string[] own =
        [
            row.Network, row.Weights, row.Inputs, Percent(row.Activity), row.Batch.ToString(CultureInfo.InvariantCulture), row.Order,
            Number(row.Ns), Number(row.LimitNs), Percent(row.LimitNs / row.Ns),
            Explanation(row.GradientNs, row.Ns), Explanation(row.AffineMapNs, row.Ns),
        ];
        return own.Concat(Peers.Select(peer => row.Peers.TryGetValue(peer.Key, out double ns) ? $"{Number(ns)} ({Number(ns / row.Ns)}×)" : "missing"));
    }

    private static IEnumerable<string> Notes(BenchmarkReport report)
    {
        LoadBandwidth load = report.LoadGigabytesPerSecond;
        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"Core: {report.FmaPeakGflops:F1} GFLOP/s of float32 multiply-adds ({report.FmaPeakGflops / 2:F1} billion multiply-adds a second); reads of L1 {load.L1:F0}, L2 {load.L2:F0}, L3 {load.L3:F0} GB/s.");
        yield return "Times are medians in ns a sample; ours include the activation pattern, the peers give none. In brackets: how many times ours.";
        yield return "C: plain loops of constant sizes, the fastest form of several (cc -O3 -march=native -ffast-math); C tiled: sums kept in registers by hand.";
        yield return "limit: the dense multiply-adds at the core's peak. weights: the file they were read from, or seeded; active: share of hidden neurons.";
        yield return "gradient: of one output, given the pattern; map: A and b of all outputs, given the pattern; in brackets: how many times a forward pass of one row.";
        foreach (string missing in report.Rows.SelectMany(static row => row.Missing).Select(static m => $"Missing: {m.Key}: {m.Value}.").Distinct())
        {
            yield return missing;
        }
    }

    private static string Explanation(double? ns, double forward) => ns is { } time ? $"{Number(time)} ({Number(time / forward)}×)" : "";

    private static string Number(double value) => value switch
    {
        < 10 => value.ToString("F2", CultureInfo.InvariantCulture),
        < 1000 => value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.ToString("F0", CultureInfo.InvariantCulture),
    };

    private static string Percent(double share) => (100 * share).ToString("F0", CultureInfo.InvariantCulture) + " %";
}
