using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Generator.Planning;

/// <summary>Finds regions that share one affine map: equal as rational numbers, not as rounded ones.</summary>
internal static class EqualMaps
{
    /// <summary>For each pattern the index of the first whose exact map is the same.</summary>
    /// <param name="network">The network.</param>
    /// <param name="patterns">The patterns.</param>
    /// <param name="weights">Their rounded maps: A, one after another.</param>
    /// <param name="biases">b, one after another.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static int[] Of(Network network, IReadOnlyList<BitPattern> patterns, List<float> weights, List<float> biases, CancellationToken cancellation)
    {
        int[] first = Enumerable.Range(0, patterns.Count).ToArray();
        var exact = new Lazy<ExactAffineMaps>(() => new ExactAffineMaps(network));

        // Equal maps are equal when rounded, so only among those is there anything to compute.
        foreach (IGrouping<int, int> candidates in first.GroupBy(index => Hash(index, network, weights, biases)).Where(static group => group.Skip(1).Any()).ToArray())
        {
            var seen = new Dictionary<ExactAffineMap, int>();
            foreach (int index in candidates)
            {
                cancellation.ThrowIfCancellationRequested();
                ExactAffineMap map = exact.Value.Of(patterns[index]);
                if (seen.TryGetValue(map, out int same))
                {
                    first[index] = same;
                }
                else
                {
                    seen.Add(map, index);
                }
            }
        }

        return first;
    }

    private static int Hash(int index, Network network, List<float> weights, List<float> biases)
    {
        int coefficients = network.OutputCount * network.InputCount;
        int hash = 0;
        for (int i = 0; i < coefficients; i++)
        {
            hash = (hash * 397) ^ weights[(index * coefficients) + i].GetHashCode();
        }

        for (int o = 0; o < network.OutputCount; o++)
        {
            hash = (hash * 397) ^ biases[(index * network.OutputCount) + o].GetHashCode();
        }

        return hash;
    }
}
