using System;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Benchmarks.Networks;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>samples-stream</c>: the regions of a large sample file, as a build or <c>relugen convert --samples</c> observes them; time and memory.</summary>
internal static class SamplesStreamCommand
{
    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "Rows of the file.", DefaultValueFactory = static _ => 10_000_000 };
        var network = new Option<string>("--network") { Description = $"One of {string.Join(", ", BenchmarkNetwork.Names)}.", DefaultValueFactory = static _ => "T" };
        network.AcceptOnlyFromAmong([.. BenchmarkNetwork.Names]);
        var command = new Command("samples-stream", "Streams a large CSV file of samples through a network: rows a second, peak memory.") { rows, network };
        command.SetAction(parsed => Run(BenchmarkNetwork.Of(parsed.GetRequiredValue(network)).Network, parsed.GetValue(rows)));
        return command;
    }

    private static void Run(Network network, int rows)
    {
        string folder = Directory.CreateTempSubdirectory("relugen-samples-").FullName;
        try
        {
            string model = Path.Combine(folder, "model.relunet");
            string csv = Path.Combine(folder, "samples.csv");
            File.WriteAllText(model, NetworkWriter.Write(new NetworkDocument(network)));
            WriteRows(csv, network.InputCount, rows);
            Console.Error.WriteLine($"{rows} rows, {new FileInfo(csv).Length >> 20} MiB; observing …");

            TimeSpan idle = Read(csv);
            long before = GC.GetTotalAllocatedBytes();
            var clock = Stopwatch.StartNew();
            ImportedModel read = SampledModel.Read(model, csv, null, new TableRequest());
            clock.Stop();
            long allocated = GC.GetTotalAllocatedBytes() - before;
            if (read.Document.Samples!.RowCount != rows)
            {
                throw new InvalidDataException($"{read.Document.Samples.RowCount} rows were read.");
            }

            using Process self = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{rows} rows of {network.InputCount} in {clock.Elapsed.TotalSeconds:F1} s: {rows / clock.Elapsed.TotalSeconds:F0} rows/s (bytes alone: {idle.TotalSeconds:F1} s); {read.Document.Samples.VisitedCount} regions; peak working set {self.PeakWorkingSet64 >> 20} MiB, {(double)allocated / rows:F1} bytes allocated a row"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Uniform values in [-1, 1) with up to nine digits.</summary>
    private static void WriteRows(string path, int inputs, int rows)
    {
        var random = new Random(1);
        using var writer = new StreamWriter(path, append: false, System.Text.Encoding.ASCII, 1 << 16) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', Enumerable.Range(0, inputs).Select(static j => "f" + j)));
        Span<char> text = stackalloc char[32];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < inputs; j++)
            {
                ((2 * random.NextSingle()) - 1).TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
                text[length] = j + 1 < inputs ? ',' : '\n';
                writer.Write(text[..(length + 1)]);
            }
        }
    }

    /// <summary>How long it takes to read the bytes and do nothing with them.</summary>
    private static TimeSpan Read(string path)
    {
        var clock = Stopwatch.StartNew();
        using FileStream file = File.OpenRead(path);
        var buffer = new byte[1 << 16];
        while (file.Read(buffer) > 0)
        {
        }

        return clock.Elapsed;
    }
}
