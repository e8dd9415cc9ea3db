using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>
/// A maximal linear region: activation regions with one affine map, connected over facets (design/math.md 1.2, c). Where the network
/// is this affine map there, it is so for the whole set.
/// </summary>
public sealed class LinearRegion
{
    internal LinearRegion(ExactAffineMap map, IReadOnlyList<IReadOnlyList<BitPattern>> convexParts)
    {
        Map = map;
        ConvexParts = convexParts;
        Patterns = convexParts.SelectMany(static part => part).OrderBy(static pattern => pattern).ToArray();
    }

    /// <summary>The affine map, exactly.</summary>
    public ExactAffineMap Map { get; }

    /// <summary>The activation patterns of its regions, in their order.</summary>
    public IReadOnlyList<BitPattern> Patterns { get; }

    /// <summary>The regions put together to convex sets; no two of these have a convex union. One, where the whole is convex.</summary>
    public IReadOnlyList<IReadOnlyList<BitPattern>> ConvexParts { get; }

    /// <summary>True if the linear region is convex.</summary>
    public bool IsConvex => ConvexParts.Count == 1;
}
