using System.Collections.Generic;
using System.Globalization;
using System.IO;
using ReluGen.Tool.Timing;
using Spectre.Console;

namespace ReluGen.Tool.Output;

/// <summary>What <c>bench</c> shows to a person.</summary>
internal static class BenchTable
{
    public static void Write(TextWriter output, IReadOnlyList<BenchRow> rows) => PlainConsole.Write(output, console =>
    {
        Table table = new Table().Border(TableBorder.SimpleHeavy).AddColumns("rows a batch", "generated, ns a sample", "reference loop, ns a sample", "times as fast");
        foreach (BenchRow row in rows)
        {
            table.AddRow(
                row.Batch.ToString(CultureInfo.InvariantCulture), Short(row.Nanoseconds), Short(row.ReferenceNanoseconds), Short(row.Ratio));
        }

        console.Write(table);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{BenchJson.VectorBits}-bit vectors, one thread, patterns included; both compute the same bits."));
    });

    private static string Short(double value) => value.ToString(value < 10 ? "F2" : value < 100 ? "F1" : "F0", CultureInfo.InvariantCulture);
}
