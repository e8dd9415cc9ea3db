using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence;

/// <summary>
/// A network with the neurons of each hidden stage scaled by powers of two, so that the largest of a neuron's weights and bias lies in [1/2, 1), and
/// then ordered by slope, bias and weights (design/math.md 3.3). The function stays the same, bit for bit where no weight leaves the range.
/// </summary>
/// <remarks>
/// Networks that differ by permutations and powers of two have equal forms if no two neurons of a stage have equal rows there; for other factors,
/// and for duplicates, <see cref="NetworkEquivalence"/> decides. A neuron without weights and bias keeps its scale.
/// </remarks>
/// <param name="Network">The form.</param>
/// <param name="Witness">How the network became it.</param>
/// <param name="IsExact">False if a weight left the range of float32 and was rounded.</param>
public sealed record CanonicalForm(Network Network, EquivalenceWitness Witness, bool IsExact)
{
    /// <summary>The form of a network.</summary>
    /// <param name="network">The network; all weights are finite.</param>
    public static CanonicalForm Of(Network network)
    {
        var places = new List<int[]>();
        var scales = new List<Ratio[]>();
        Network current = network;
        bool isExact = true;
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            // Stage after stage, because the order of a row's weights is that of the stages before.
            Ratio[] factors = [.. Enumerable.Range(0, current.WidthOf(l)).Select(i => FactorOf(current.Stages[l - 1], i))];
            current = NetworkSymmetry.Applied(current, Only(current, l, null, factors), out bool scaled);
            int[] order = OrderOf(current.Stages[l - 1]);
            current = NetworkSymmetry.Applied(current, Only(current, l, order, null), out _);
            isExact &= scaled;
            places.Add(order);
            scales.Add([.. order.Select(i => factors[i])]);
        }

        return new CanonicalForm(current, new EquivalenceWitness(places, scales), isExact);
    }

    /// <summary>A change of one stage.</summary>
    private static EquivalenceWitness Only(Network network, int stage, int[]? order, Ratio[]? factors) => new(
        [.. network.Stages.Select((self, l) => l == stage - 1 && order is not null ? order : [.. Enumerable.Range(0, self.Width)])],
        [.. network.Stages.Select((self, l) => l == stage - 1 && factors is not null ? factors : [.. Enumerable.Repeat(Ratio.One, self.Width)])]);

    private static Ratio FactorOf(HiddenStage stage, int neuron)
    {
        float largest = Math.Abs(stage.Bias[neuron]);
        foreach (WeightBlock block in stage.Blocks)
        {
            foreach (float weight in block.Row(neuron))
            {
                largest = Math.Max(largest, Math.Abs(weight));
            }
        }

        return largest == 0 ? Ratio.One : Ratio.Of(new Dyadic(1, -PlaceOf(Dyadic.Of(largest))), Dyadic.Of(1));
    }

    /// <summary>The p with 2^(p − 1) ≤ value &lt; 2^p.</summary>
    private static int PlaceOf(Dyadic value) => value.Exponent + BinaryDigits.Length(value.Mantissa);

    private static int[] OrderOf(HiddenStage stage)
    {
        int[] order = [.. Enumerable.Range(0, stage.Width)];
        float[][] keys = [.. order.Select(i => KeyOf(stage, i))];
        Array.Sort(order, (left, right) => Compare(keys[left], keys[right]) is var c && c != 0 ? c : left.CompareTo(right));
        return order;
    }

    private static float[] KeyOf(HiddenStage stage, int neuron)
    {
        var key = new List<float> { stage.Slopes[neuron], stage.Bias[neuron] };
        foreach (WeightBlock block in stage.Blocks)
        {
            key.AddRange(block.Row(neuron).ToArray());
        }

        return [.. key];
    }

    private static int Compare(float[] left, float[] right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
            {
                return left[i] < right[i] ? -1 : 1;
            }
        }

        return 0;
    }
}
