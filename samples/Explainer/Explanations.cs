using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen;
using ReluGen.Clustering;

namespace Explainer;

/// <summary>Turns what the network says into the answers of the service.</summary>
internal sealed class Explanations(ClusterSet<SurvivalNetwork.Pattern> clusters)
{
    /// <summary>All clusters, the largest first.</summary>
    public IReadOnlyList<ClusterDescription> Clusters { get; } = [.. Enumerable.Range(0, clusters.Count).Select(number => Describe(clusters, number))];

    /// <summary>The probability and nothing else.</summary>
    public static Prediction Predict(ReadOnlySpan<float> passenger)
    {
        Span<float> logit = stackalloc float[SurvivalNetwork.OutputCount];
        Span<float> probability = stackalloc float[SurvivalNetwork.OutputCount];
        SurvivalNetwork.Pattern pattern = SurvivalNetwork.Forward(passenger, logit);
        SurvivalNetwork.Predict(passenger, probability);
        return new Prediction(probability[0], pattern.ToString());
    }

    /// <summary>The probability and all that explains it.</summary>
    public Explanation Explain(ReadOnlySpan<float> passenger)
    {
        Span<float> logit = stackalloc float[SurvivalNetwork.OutputCount];
        Span<float> probability = stackalloc float[SurvivalNetwork.OutputCount];
        Span<float> weights = stackalloc float[SurvivalNetwork.OutputCount * SurvivalNetwork.InputCount];
        Span<float> bias = stackalloc float[SurvivalNetwork.OutputCount];
        Span<double> contributions = stackalloc double[SurvivalNetwork.InputCount];
        SurvivalNetwork.Pattern pattern = SurvivalNetwork.Forward(passenger, logit);
        SurvivalNetwork.Predict(passenger, probability);
        SurvivalNetwork.AffineMapOf(pattern, weights, bias);
        new AffineMap(weights, bias, SurvivalNetwork.InputCount).Contributions(0, passenger, contributions);

        Span<double> down = stackalloc double[SurvivalNetwork.InputCount];
        Span<double> up = stackalloc double[SurvivalNetwork.InputCount];
        RegionMargin margin = Margin(passenger, pattern, down, up);
        var features = new FeatureExplanation[SurvivalNetwork.InputCount];
        for (int j = 0; j < features.Length; j++)
        {
            features[j] = new FeatureExplanation(
                SurvivalNetwork.InputNames[j],
                passenger[j],
                weights[j],
                contributions[j],
                Finite(passenger[j] - down[j]),
                Finite(passenger[j] + up[j]));
        }

        int? region = SurvivalNetwork.Regions.TryFind(pattern, out int index) ? index + 1 : null;
        ClusterDescription? cluster = clusters.TryFind(pattern, out int number) ? Clusters[number] : null;
        return new Explanation(probability[0], logit[0], pattern.ToString(), region, SurvivalNetwork.Regions.Count, bias[0], features, Finite(margin.Distance), cluster);
    }

    /// <summary>How far the passenger may move before a neuron switches.</summary>
    private static RegionMargin Margin(ReadOnlySpan<float> passenger, in SurvivalNetwork.Pattern pattern, Span<double> down, Span<double> up)
    {
        Span<double> normals = stackalloc double[SurvivalNetwork.HiddenNeuronCount * SurvivalNetwork.InputCount];
        Span<double> offsets = stackalloc double[SurvivalNetwork.HiddenNeuronCount];
        SurvivalNetwork.BoundariesOf(pattern, normals, offsets);
        return RegionMargin.Of(passenger, normals, offsets, down, up);
    }

    // JSON has no infinity.
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static ClusterDescription Describe(ClusterSet<SurvivalNetwork.Pattern> clusters, int number)
    {
        Cluster<SurvivalNetwork.Pattern> cluster = clusters[number];
        FeatureImportance importance = clusters.ImportanceOf(cluster, convention: ImportanceConvention.Scaled);
        var features = new ClusterFeature[SurvivalNetwork.InputCount];
        for (int j = 0; j < features.Length; j++)
        {
            features[j] = new ClusterFeature(
                SurvivalNetwork.InputNames[j],
                cluster.Inputs.Mean[j],
                cluster.Inputs.StandardDeviation[j],
                cluster.Map.Row(0)[j],
                importance.Values[j]);
        }

        return new ClusterDescription(number + 1, cluster.Pattern.ToString(), cluster.RowCount, clusters.SupportOf(cluster), cluster.PositiveShare, $"{importance} over all passengers", features);
    }
}
