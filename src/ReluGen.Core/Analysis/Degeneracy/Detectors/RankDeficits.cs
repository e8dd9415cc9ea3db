using System.Linq;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>Dimensions of the parameters that the outputs on the domain do not show (D32, math.md 5): the rank at a decisive sample is below P - H.</summary>
internal static class RankDeficits
{
    /// <summary>More points or parameters take longer than a build should.</summary>
    private const long MostPoints = 20_000;
    private const long MostParameters = 1000;
    private const int NamedNeurons = 4;

    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        Network network = evidence.Network;
        if (!evidence.Options.FindRankDeficit || network.ParameterCount > MostParameters || RegionsOf(evidence) is not { } regions
            || regions.Regions.Count * (network.InputCount + 1L) > MostPoints)
        {
            return;
        }

        RankReport report = RankAnalysis.Run(
            network, SamplePoints.Decisive(network, evidence.Box.ToRegionDomain(), regions.Regions), new RankOptions(), null, evidence.Cancellation);
        if (report.Deficit > 0 && report.IsExact)
        {
            facts.Add(FactKinds.RankDeficit, 0, FactCondition.Domain,
                $"The outputs on the domain show {report.Rank} of {report.Expected} dimensions of the parameters; {CausesOf(report)}",
                new RankDeficitProof(report.NullVectors, report.Deficit, regions.Proof));
        }
    }

    private static RegionEvidence? RegionsOf(NetworkEvidence evidence)
    {
        bool varies = Enumerable.Range(0, evidence.Box.Count).Any(j => !evidence.Box.IsFixed(j));
        long budget = evidence.Options.RegionBudget;
        return evidence.Regions ?? (evidence.Box.IsBounded && varies && budget > 0 && evidence.Network.HiddenNeuronCount > 0
            ? RegionEvidence.Find(evidence.Network, evidence.Network.Stages.Count, evidence.Box, ref budget, evidence.Cancellation)
            : null);
    }

    private static string CausesOf(RankReport report)
    {
        string[] causes = [.. report.Unseen.OrderByDescending(static cause => cause.Count).Select(Text)];
        return $"what is missing is due to {string.Join(", ", causes.Take(NamedNeurons))}{(causes.Length > NamedNeurons ? " and others" : "")}";
    }

    private static string Text(UnseenParameters cause) => cause.Stage == 0
        ? System.FormattableString.Invariant($"input {cause.Neuron} ({cause.Count})")
        : System.FormattableString.Invariant($"stage {cause.Stage}, neuron {cause.Neuron} ({cause.Count})");
}
