using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Algebra;

/// <summary>
/// Sets of neurons of a shallow network whose outgoing times incoming weights sum to 0, by meeting in the middle: all sums of one half of
/// the neurons against all of the other. A linear hash of the matrices finds candidates, exact arithmetic decides.
/// </summary>
internal sealed class FlipSetSearch
{
    /// <summary>2^20 sums for either half.</summary>
    public const int MostNeurons = 40;

    private readonly Network network;
    private readonly IReadOnlyList<int> neurons;
    private readonly int half;
    private readonly (ulong First, ulong Second)[] hashes;

    private FlipSetSearch(Network network, IReadOnlyList<int> neurons)
    {
        this.network = network;
        this.neurons = neurons;
        half = neurons.Count / 2;
        hashes = new (ulong, ulong)[neurons.Count];
        for (int k = 0; k < hashes.Length; k++)
        {
            hashes[k] = HashOf(network, neurons[k]);
        }
    }

    /// <summary>A set that is not empty; null if there is none, which is then certain.</summary>
    /// <param name="network">A network with one hidden stage, which reads the input and is all that the output reads.</param>
    /// <param name="neurons">The neurons to choose from, at most <see cref="MostNeurons"/>.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static List<int>? Find(Network network, IReadOnlyList<int> neurons, CancellationToken cancellation) =>
        new FlipSetSearch(network, neurons).Find(cancellation);

    /// <summary>True if the products of outgoing and incoming weights of the neurons sum to the zero matrix.</summary>
    public static bool IsZero(Network network, IReadOnlyList<int> set)
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

    private List<int>? Find(CancellationToken cancellation)
    {
        var sums = new Dictionary<(ulong, ulong), uint>(1 << half);
        for (uint subset = 0; subset < 1u << half; subset++)
        {
            (ulong, ulong) sum = Sum(subset, 0);
            if (!sums.ContainsKey(sum))
            {
                sums.Add(sum, subset);
            }
        }

        for (uint subset = 0; subset < 1u << (neurons.Count - half); subset++)
        {
            if ((subset & 0xFFFF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            (ulong First, ulong Second) sum = Sum(subset, half);
            var opposite = ((Residue.Prime - sum.First) % Residue.Prime, (Residue.Prime - sum.Second) % Residue.Prime);
            if (sums.TryGetValue(opposite, out uint other) && Confirm(subset, other, opposite) is { } set)
            {
                return set;
            }
        }

        return null;
    }

    /// <summary>The set of two matching halves; where exact arithmetic refuses it, that of another lower half with the same hash.</summary>
    private List<int>? Confirm(uint upper, uint first, (ulong, ulong) hash)
    {
        for (uint lower = first; lower < 1u << half; lower++)
        {
            if ((upper | lower) != 0 && (lower == first || Sum(lower, 0) == hash) && Members(lower, upper) is var set && IsZero(network, set))
            {
                return set;
            }
        }

        return null;
    }

    private List<int> Members(uint lower, uint upper)
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

    private (ulong, ulong) Sum(uint subset, int from)
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
}
