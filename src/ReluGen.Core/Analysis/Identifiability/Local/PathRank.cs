using System;
using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Analysis.Identifiability.Linear;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>
/// The rank of the activations α(x) of all paths (math.md 3.1) at some points, in exact arithmetic: what any parameters with these bits could
/// be told apart by. For chains of ReLU stages with few paths.
/// </summary>
internal static class PathRank
{
    private const int MostPaths = 4096;

    /// <summary>Multiplications of big integers that the elimination may take.</summary>
    private const long MostWork = 1_000_000;

    /// <summary>The rank; null where there are too many paths or points, or the network is no chain of ReLU stages.</summary>
    public static int? Of(Network network, IReadOnlyList<SamplePoint> points)
    {
        long paths = PathsOf(network);
        if (paths is < 0 or > MostPaths || points.Count * paths * Math.Min(points.Count, paths) > MostWork)
        {
            return null;
        }

        var rows = new List<BigInteger[]>();
        foreach (SamplePoint point in points)
        {
            rows.Add(Activations(network, point));
        }

        return ExactRank.Of(rows);
    }

    /// <summary>Number of paths to one output; -1 if the network is no chain of ReLU stages or there are too many.</summary>
    private static long PathsOf(Network network)
    {
        long paths = 1;
        for (int l = 0; l <= network.Stages.Count && network.IsReluChain; l++)
        {
            long product = 1;
            for (int m = l; m <= network.Stages.Count; m++)
            {
                product = Math.Min(int.MaxValue, product * network.WidthOf(m));
            }

            paths += product;
        }

        return network.IsReluChain ? paths : -1;
    }

    /// <summary>α of one point times a power of two: the paths from the inputs, from the bias of each stage, and of the output's bias.</summary>
    private static BigInteger[] Activations(Network network, SamplePoint point)
    {
        int exponent = 0;
        foreach (Dyadic value in point.Point)
        {
            exponent = Math.Min(exponent, value.Exponent);
        }

        BigInteger one = BigInteger.One << -exponent;
        var activations = new List<BigInteger> { one };
        for (int l = 0; l <= network.Stages.Count; l++)
        {
            var starts = new List<BigInteger>();
            for (int k = 0; k < network.WidthOf(l); k++)
            {
                starts.Add(l == 0 ? point.Point[k].ToInteger(exponent) : point.Pattern[network.FirstBitOf(l) + k] ? one : BigInteger.Zero);
            }

            for (int m = l + 1; m <= network.Stages.Count; m++)
            {
                starts = Extend(network, point, m, starts);
            }

            activations.AddRange(starts);
        }

        return [.. activations];
    }

    private static List<BigInteger> Extend(Network network, SamplePoint point, int stage, List<BigInteger> starts)
    {
        var longer = new List<BigInteger>(starts.Count * network.WidthOf(stage));
        foreach (BigInteger start in starts)
        {
            for (int i = 0; i < network.WidthOf(stage); i++)
            {
                longer.Add(point.Pattern[network.FirstBitOf(stage) + i] ? start : BigInteger.Zero);
            }
        }

        return longer;
    }
}
