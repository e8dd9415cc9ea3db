using System.IO;
using System.Text.Json;

namespace ReluGen.Benchmarks.Reports;

/// <summary>What <c>explain --json</c> prints; times are medians in nanoseconds on one core.</summary>
/// <param name="Rows">Rows that were clustered.</param>
/// <param name="ClusterNs">Clustering, a row.</param>
/// <param name="ClusterRowsPerSecond">The same as a rate.</param>
/// <param name="ClusterTensorPrimitivesNs">Clustering with TensorPrimitives, a row.</param>
/// <param name="AllocatedBytesPerRow">What clustering allocates once all patterns are known.</param>
/// <param name="PredictNs">One prediction.</param>
/// <param name="ExplainNs">Output before the link, pattern and gradient.</param>
/// <param name="PredictAndExplainNs">The same and the prediction.</param>
/// <param name="PredictTensorPrimitivesNs">One prediction with TensorPrimitives.</param>
/// <param name="ExplainTensorPrimitivesNs">Output before the link, pattern and gradient with TensorPrimitives.</param>
internal sealed record ExplanationReport(
    int Rows,
    double ClusterNs,
    double ClusterRowsPerSecond,
    double ClusterTensorPrimitivesNs,
    double AllocatedBytesPerRow,
    double PredictNs,
    double ExplainNs,
    double PredictAndExplainNs,
    double PredictTensorPrimitivesNs,
    double ExplainTensorPrimitivesNs)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>One line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static ExplanationReport FromJson(string json) =>
        JsonSerializer.Deserialize<ExplanationReport>(json, Options) ?? throw new InvalidDataException("The report is empty.");
}
