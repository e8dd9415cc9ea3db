using System.Collections.Generic;
using ReluGen.Core.Analysis.Degeneracy.Algebra;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>
/// Sets of neurons of a shallow ReLU network whose outgoing times incoming weights sum to 0: turning them all around and adding an
/// affine function, which is then constant, gives the same function (D28, math.md 3.5 c). Half of the neurons against the other half.
/// </summary>
internal static class FlipSets
{
    /// <summary>2^16 sums for either half.</summary>
    private const int MostNeurons = 32;

    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        Network network = evidence.Network;
        if (network.Stages.Count != 1 || !network.Stages[0].IsRelu || !ReadsOnly(network.Output, 1))
        {
            return;
        }

        List<int> neurons = Candidates(evidence);
        if (neurons.Count is > 1 and <= MostNeurons && FindIn(evidence, neurons) is { } set)
        {
            facts.Add(FactKinds.FlipSet, 1, set, FactCondition.Always,
                $"The products of outgoing and incoming weights of {set.Count} neurons of stage 1 sum to 0, so they can change sides together", new FlipProof());
        }
    }

    /// <summary>Neurons that are there at all; the others are facts of their own.</summary>
    private static List<int> Candidates(NetworkEvidence evidence)
    {
        var neurons = new List<int>();
        for (int i = 0; i < evidence.Network.Stages[0].Width; i++)
        {
            if (!evidence.Matrix(1).IsZero(i) && evidence.Outgoing(1).IsRead(i))
            {
                neurons.Add(i);
            }
        }

        return neurons;
    }

    private static List<int>? FindIn(NetworkEvidence evidence, List<int> neurons)
    {
        (ulong First, ulong Second)[] hashes = neurons.ConvertAll(i => HashOf(evidence.Network, i)).ToArray();
        int half = neurons.Count / 2;
        var sums = new Dictionary<(ulong, ulong), uint>();
        for (uint subset = 0; subset < 1u << half; subset++)
        {
            (ulong, ulong) sum = Sum(hashes, subset, 0);
            if (!sums.ContainsKey(sum))
            {
                sums.Add(sum, subset);
            }
        }

        for (uint subset = 0; subset < 1u << (neurons.Count - half); subset++)
        {
            evidence.Cancellation.ThrowIfCancellationRequested();
            (ulong First, ulong Second) sum = Sum(hashes, subset, half);
            var opposite = ((Residue.Prime - sum.First) % Residue.Prime, (Residue.Prime - sum.Second) % Residue.Prime);
            if (sums.TryGetValue(opposite, out uint other) && (subset | other) != 0 && Members(neurons, other, subset, half) is var set && IsZero(evidence.Network, set))
            {
                return set;
            }
        }

        return null;
    }

    private static List<int> Members(List<int> neurons, uint lower, uint upper, int half)
    {
        var set = new List<int>();
        for (int k = 0; k < neurons.Count; k++)
        {
            if (((k < half ? lower >> k : upper >> (k - half)) & 1) != 0)
            {
                set.Add(neurons[k]);
            }
        }

        return set;
    }

    private static (ulong, ulong) Sum((ulong First, ulong Second)[] hashes, uint subset, int from)
    {
        ulong first = 0;
        ulong second = 0;
        for (int k = from; subset != 0; subset >>= 1, k++)
        {
            first += (subset & 1) * hashes[k].First;
            second += (subset & 1) * hashes[k].Second;
        }

        return (first % Residue.Prime, second % Residue.Prime);
    }

    /// <summary>Two linear hashes of v·w, which add up as the matrices do.</summary>
    private static (ulong First, ulong Second) HashOf(Network network, int neuron)
    {
        uint first = 0;
        uint second = 0;
        uint key = 1;
        WeightBlock output = network.Output.Blocks[0];
        for (int o = 0; o < network.OutputCount; o++)
        {
            uint v = Residue.Of(output.Row(o)[neuron]);
            foreach (float weight in network.Stages[0].Blocks[0].Row(neuron))
            {
                uint product = Residue.Multiply(v, Residue.Of(weight));
                key = Residue.Multiply(key, 48271);
                first = Residue.Add(first, Residue.Multiply(product, key));
                second = Residue.Add(second, Residue.Multiply(product, Residue.Multiply(key, key)));
            }
        }

        return (first, second);
    }

    private static bool IsZero(Network network, List<int> set)
    {
        WeightBlock output = network.Output.Blocks[0];
        for (int o = 0; o < network.OutputCount; o++)
        {
            for (int j = 0; j < network.InputCount; j++)
            {
                Dyadic sum = Dyadic.Zero;
                foreach (int i in set)
                {
                    sum += Dyadic.Of(output.Row(o)[i]) * Dyadic.Of(network.Stages[0].Blocks[0].Row(i)[j]);
                }

                if (sum.Sign != 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool ReadsOnly(AffineStage stage, int source) => stage.Blocks.Count == 1 && stage.Blocks[0].Source == source;
}
