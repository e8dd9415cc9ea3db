using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Explainer;

/// <summary>Answer of /predict.</summary>
/// <param name="Probability">Of survival.</param>
/// <param name="Pattern">The active neurons.</param>
internal sealed record Prediction(float Probability, string Pattern);

/// <summary>Answer of /explain. In the passenger's region, logit = bias + Σ contributions, exactly.</summary>
/// <param name="Probability">Of survival.</param>
/// <param name="Logit">The output before the sigmoid.</param>
/// <param name="Pattern">The active neurons.</param>
/// <param name="Region">The region's number in the static table, from 1; null if the passenger is outside of the table's box.</param>
/// <param name="RegionCount">Number of regions in the table.</param>
/// <param name="Bias">The part of the logit that no input has.</param>
/// <param name="Features">What each input has.</param>
/// <param name="Distance">Every passenger nearer than this (Euclidean, in the inputs' units) has the same formula; null if all have.</param>
/// <param name="Cluster">The passengers with the same pattern; null if there was none in training.</param>
internal sealed record Explanation(
    float Probability,
    float Logit,
    string Pattern,
    int? Region,
    int RegionCount,
    double Bias,
    IReadOnlyList<FeatureExplanation> Features,
    double? Distance,
    ClusterDescription? Cluster);

/// <summary>One input of an explanation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Weight">Change of the logit for one unit more.</param>
/// <param name="Contribution">Weight times value: its part of the logit.</param>
/// <param name="From">While the other inputs stay, the formula holds from here; null if however far down.</param>
/// <param name="To">And to here; null if however far up.</param>
internal sealed record FeatureExplanation(string Name, float Value, float Weight, double Contribution, double? From, double? To);

/// <summary>The passengers of one region.</summary>
/// <param name="Number">From 1; the largest cluster first.</param>
/// <param name="Pattern">The active neurons.</param>
/// <param name="Rows">How many passengers.</param>
/// <param name="Share">Their part of all.</param>
/// <param name="Positive">The part of them that the network expects to survive.</param>
/// <param name="Convention">What importance means.</param>
/// <param name="Features">What they have in common.</param>
internal sealed record ClusterDescription(int Number, string Pattern, long Rows, double Share, double Positive, string Convention, IReadOnlyList<ClusterFeature> Features);

/// <summary>One input in a cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mean">Over the cluster.</param>
/// <param name="Deviation">Over the cluster.</param>
/// <param name="Weight">Change of the logit for one unit more.</param>
/// <param name="Importance">By the convention of the cluster.</param>
internal sealed record ClusterFeature(string Name, double Mean, double Deviation, float Weight, double Importance);

/// <summary>Answer to a request that cannot be served.</summary>
/// <param name="Error">What is wrong and how to mend it.</param>
internal sealed record Refusal(string Error);

/// <summary>JSON without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, float>))]
[JsonSerializable(typeof(Prediction))]
[JsonSerializable(typeof(Explanation))]
[JsonSerializable(typeof(IReadOnlyList<ClusterDescription>))]
[JsonSerializable(typeof(Refusal))]
internal sealed partial class Json : JsonSerializerContext;
