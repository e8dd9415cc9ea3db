using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Embedding;
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
        if (!network.IsReluChain || PathEmbedding.CountOf(network) is var paths && paths > MostPaths
            || points.Count * paths * BigInteger.Min(points.Count, paths) > MostWork)
        {
            return null;
        }

        PathEmbedding embedding = PathEmbedding.Of(network, MostPaths * network.OutputCount);
        return ExactRank.Of([.. points.Select(point => Integers(embedding.Activations(point.Point, point.Pattern)))]);
    }

    /// <summary>The row times a power of two.</summary>
    private static BigInteger[] Integers(Dyadic[] row)
    {
        int exponent = row.Min(static value => value.Exponent);
        return System.Array.ConvertAll(row, value => value.ToInteger(exponent));
    }
}
