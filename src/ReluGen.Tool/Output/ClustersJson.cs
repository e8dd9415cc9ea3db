using System;
using System.Collections.Generic;
using System.Text.Json;
using ReluGen.Clustering;
using ReluGen.Tool.Clusters;

namespace ReluGen.Tool.Output;

/// <summary>The document of <c>cluster --json</c>: docs/tool.md describes it.</summary>
internal static class ClustersJson
{
    public static void Write(Utf8JsonWriter writer, ClusterReport report, Action pass)
    {
        writer.WriteStartObject();
        writer.WriteNumber("rows", report.RowCount);
        writer.WriteNumber("rejected", report.RejectedRowCount);
        writer.WriteNumber("count", report.Clusters.Count);
        writer.WriteNumber("patterns", report.PatternCount);
        Labels(writer, report.ClassLabels);
        writer.WriteString("merge", ClusterText.NameOf(report.Merge));
        Fidelity(writer, report.Fidelity);
        writer.WriteStartArray("clusters");
        foreach (ClusterRow cluster in report.Clusters)
        {
            Cluster(writer, report, cluster);
            pass();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes <c>{"rows","classLabels","tree"}</c>.</summary>
    public static void Write(Utf8JsonWriter writer, TreeRow root, IReadOnlyList<string> labels, Action pass)
    {
        writer.WriteStartObject();
        writer.WriteNumber("rows", root.RowCount);
        Labels(writer, labels);
        writer.WritePropertyName("tree");
        Node(writer, root, pass);
        writer.WriteEndObject();
    }

    /// <summary>Names of the classes, where they have any.</summary>
    private static void Labels(Utf8JsonWriter writer, IReadOnlyList<string> labels)
    {
        if (labels.Count > 0)
        {
            ModelJson.ClassLabels(writer, labels);
        }
    }

    private static void Node(Utf8JsonWriter writer, TreeRow node, Action pass)
    {
        writer.WriteStartObject();
        writer.WriteNumber("stage", node.Stage);
        writer.WriteString("bits", node.Bits);
        if (node.Pattern is not null)
        {
            writer.WriteString("pattern", node.Pattern);
        }

        writer.WriteNumber("support", node.RowCount);
        Numbers(writer, "mean", node.Mean);
        Numbers(writer, "meanOutput", node.MeanOutput);
        Classes(writer, node.ClassCounts);
        writer.WriteStartArray("children");
        foreach (TreeRow child in node.Children)
        {
            Node(writer, child, pass);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        pass();
    }

    private static void Fidelity(Utf8JsonWriter writer, FidelityRow? fidelity)
    {
        if (fidelity is null)
        {
            writer.WriteNull("fidelity");
            return;
        }

        writer.WriteStartObject("fidelity");
        writer.WriteNumber("agreement", fidelity.Agreement);
        writer.WriteNumber("largestError", fidelity.LargestError);
        writer.WriteNumber("meanError", fidelity.MeanError);
        writer.WriteEndObject();
    }

    private static void Classes(Utf8JsonWriter writer, IReadOnlyList<long> counts)
    {
        writer.WriteStartArray("classes");
        foreach (long count in counts)
        {
            writer.WriteNumberValue(count);
        }

        writer.WriteEndArray();
    }

    private static void Cluster(Utf8JsonWriter writer, ClusterReport report, ClusterRow cluster)
    {
        writer.WriteStartObject();
        writer.WriteString("pattern", cluster.Pattern);
        if (report.Merge != ClusterMerge.None)
        {
            writer.WriteStartArray("patterns");
            foreach (string pattern in cluster.Patterns)
            {
                writer.WriteStringValue(pattern);
            }

            writer.WriteEndArray();
            writer.WriteBoolean("exact", cluster.IsExact);
        }

        writer.WriteNumber("support", cluster.RowCount);
        writer.WriteNumber("share", (double)cluster.RowCount / report.RowCount);
        Numbers(writer, "mean", cluster.Inputs.Mean);
        Numbers(writer, "variance", cluster.Inputs.Variance);
        writer.WritePropertyName("positive");
        writer.Number(cluster.Positive);
        Classes(writer, cluster.ClassCounts);
        Numbers(writer, "meanOutput", cluster.Outputs.Mean);
        writer.WriteStartArray("weights");
        int inputs = cluster.Inputs.Count;
        for (int o = 0; o < cluster.Bias.Length; o++)
        {
            writer.Numbers(cluster.Weights.AsSpan(o * inputs, inputs));
        }

        writer.WriteEndArray();
        writer.WritePropertyName("bias");
        writer.Numbers(cluster.Bias);
        Importance(writer, cluster.Importance);
        writer.WriteEndObject();
    }

    /// <summary>One list of numbers where the network has one output, else one an output.</summary>
    private static void Importance(Utf8JsonWriter writer, IReadOnlyList<OutputImportance> importance)
    {
        writer.WriteStartObject("importance");
        Convention("raw", static item => item.Raw);
        Convention("scaled", static item => item.Scaled);
        Convention("range", static item => item.Range);
        writer.WriteBoolean("commonShiftRemoved", importance[0].Raw.IsCommonShiftRemoved);
        writer.WriteEndObject();

        void Convention(string name, Func<OutputImportance, FeatureImportance> of)
        {
            if (importance.Count == 1)
            {
                Numbers(writer, name, of(importance[0]).Values);
                return;
            }

            writer.WriteStartArray(name);
            foreach (OutputImportance output in importance)
            {
                writer.Numbers(of(output).Values);
            }

            writer.WriteEndArray();
        }
    }

    private static void Numbers(Utf8JsonWriter writer, string name, ReadOnlySpan<double> values)
    {
        writer.WritePropertyName(name);
        writer.Numbers(values);
    }
}
