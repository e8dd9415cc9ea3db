using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReluGen.Benchmarks.Timing;

namespace ReluGen.Benchmarks.Reports;

/// <summary>What <c>peers --json</c> prints.</summary>
/// <param name="FmaPeakGflops">The core's float32 multiply-add peak; a multiply-add is two operations.</param>
/// <param name="LoadGigabytesPerSecond">The core's read bandwidth, by cache level.</param>
/// <param name="Rows">A row a network, batch size and order.</param>
internal sealed record BenchmarkReport(double FmaPeakGflops, LoadBandwidth LoadGigabytesPerSecond, IReadOnlyList<ReportRow> Rows)
{
    /// <summary>How all reports are written.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static BenchmarkReport FromJson(string json) =>
        JsonSerializer.Deserialize<BenchmarkReport>(json, Options) ?? throw new InvalidDataException("The report is empty.");
}

/// <summary>Read bandwidth of the core in GB/s.</summary>
internal sealed record LoadBandwidth(double L1, double L2, double L3)
{
    /// <summary>The same from the measurement.</summary>
    public static LoadBandwidth Of(CorePeaks peaks) => new(peaks.L1GigabytesPerSecond, peaks.L2GigabytesPerSecond, peaks.L3GigabytesPerSecond);
}

/// <summary>One network at one batch size. Times are nanoseconds a sample.</summary>
/// <param name="Network">Its short name.</param>
/// <param name="Weights">File that the weights come from, or "seeded".</param>
/// <param name="Inputs">What the inputs look like.</param>
/// <param name="Activity">Share of hidden neurons that are active.</param>
/// <param name="Batch">Samples a call.</param>
/// <param name="Order">Order of summation of our code: C0 (products are rounded before they are added) or C1 (fused).</param>
/// <param name="Ns">Our median, pattern included.</param>
/// <param name="MinNs">Our least.</param>
/// <param name="LimitNs">Time of the dense multiply-adds at the peak of the core.</param>
/// <param name="Peers">Median of each peer that is there.</param>
/// <param name="PeersMinNs">Least of each.</param>
/// <param name="Missing">Why a peer is not there.</param>
/// <param name="GradientNs">Our median for the gradient of one output, given the pattern; only at batch 1.</param>
/// <param name="AffineMapNs">Our median for the affine map of all outputs, given the pattern; only at batch 1.</param>
internal sealed record ReportRow(
    string Network,
    string Weights,
    string Inputs,
    double Activity,
    int Batch,
    string Order,
    double Ns,
    double MinNs,
    double LimitNs,
    IReadOnlyDictionary<string, double> Peers,
    IReadOnlyDictionary<string, double> PeersMinNs,
    IReadOnlyDictionary<string, string> Missing,
    double? GradientNs,
    double? AffineMapNs);
