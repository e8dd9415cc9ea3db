using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence.Matching;

/// <summary>The sentences about what tells two networks apart.</summary>
internal static class Distinctions
{
    /// <summary>The first difference of shape; null if there is none.</summary>
    public static Distinction? OfShape(Network first, Network second)
    {
        if (first.InputCount != second.InputCount)
        {
            return Shape(0, $"The networks have {first.InputCount} and {second.InputCount} inputs");
        }

        if (first.OutputCount != second.OutputCount)
        {
            return Shape(0, $"The networks have {first.OutputCount} and {second.OutputCount} outputs");
        }

        if (first.Link != second.Link)
        {
            return Shape(0, $"The links are {LinkNames.Of(first.Link)} and {LinkNames.Of(second.Link)}");
        }

        if (first.Stages.Count != second.Stages.Count)
        {
            return Shape(0, $"The networks have {first.Stages.Count} and {second.Stages.Count} hidden stages");
        }

        for (int l = 0; l < first.Stages.Count; l++)
        {
            if (first.Stages[l].Width != second.Stages[l].Width)
            {
                return Shape(l + 1, $"Stage {l + 1} has {first.Stages[l].Width} and {second.Stages[l].Width} neurons");
            }
        }

        return null;
    }

    /// <summary>A neuron's row has no counterpart.</summary>
    public static Distinction OfIncoming(int stage, int neuron) => new(
        DistinctionKind.Incoming,
        stage,
        neuron,
        $"No neuron of the second network's stage {stage} has the slope, bias and weights of the first one's neuron {neuron}, up to a factor and the order of what it reads");

    /// <summary>A neuron's place among all others has no counterpart.</summary>
    public static Distinction OfOutgoing(Network first, int stage, int neuron) => stage > first.Stages.Count
        ? new(DistinctionKind.Incoming, stage, neuron, $"Output {neuron} has other weights, up to the order of what it reads and their factors")
        : new(
            DistinctionKind.Outgoing,
            stage,
            neuron,
            $"No neuron of the second network's stage {stage} is read as the first one's neuron {neuron} is, and reads what it reads");

    /// <summary>All matchings that the colours allow have failed.</summary>
    public static Distinction OfMatching(MatchingSearch search) => search is { Nodes: 0, Failure: { } failure }
        ? new(
            DistinctionKind.Matching,
            failure.Stage,
            -1,
            $"Only one matching of the neurons is possible, and it fails at stage {failure.Stage}, neuron {failure.Neuron} of the second network")
        : new(DistinctionKind.Matching, 0, -1, "Every matching of neurons that look alike fails");

    private static Distinction Shape(int stage, string message) => new(DistinctionKind.Shape, stage, -1, message);
}
