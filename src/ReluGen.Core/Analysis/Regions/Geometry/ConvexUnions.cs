using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Geometry;

/// <summary>
/// Puts the cells of a linear region together to convex sets. A union of cells of a convex domain is convex if and only if none of the
/// facets that bound it has a point of it beyond: then it is the intersection of its facets' half-spaces, since a segment to a point of
/// these outside of it would have to cross such a facet.
/// </summary>
internal sealed class ConvexUnions(LinearCell[] cells, CancellationToken cancellation)
{
    /// <summary>The sets, in the order of their first cells; null for one that has joined an earlier one.</summary>
    private readonly HashSet<LinearCell>?[] parts = new HashSet<LinearCell>?[cells.Length];

    /// <summary>The set of each cell.</summary>
    private readonly Dictionary<LinearCell, int> partOf = [];

    /// <summary>Pairs whose union is not convex, with the sizes that they had.</summary>
    private readonly Dictionary<(int, int), (int, int)> apart = [];

    /// <summary>
    /// Patterns of the convex sets, in the order of their first; no two sets have a convex union. Again and again the first two sets whose
    /// union is convex become one.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<BitPattern>> Parts()
    {
        var all = new HashSet<LinearCell>(cells);
        if (!cells.Any(cell => cell.Cuts(all.Contains, cells, cancellation)))
        {
            return [Patterns(cells)];
        }

        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = [cells[i]];
            partOf.Add(cells[i], i);
        }

        for (int i = 0; i < parts.Length; i++)
        {
            i = parts[i] is null ? i : Grow(i);
        }

        return parts.Where(static part => part is not null).Select(static part => Patterns(part!)).OrderBy(static part => part[0]).ToArray();
    }

    /// <summary>Joins a set with the first later one that it can; then with the first earlier one, and so on. The others are as they were.</summary>
    /// <returns>The set from which to go on: this one, or the last one before it that took in what had grown, less one to look at it again.</returns>
    private int Grow(int part)
    {
        if (Partner(part, part + 1, parts.Length) is not { } later)
        {
            return part;
        }

        Join(part, later);
        while (Partner(part, 0, part) is { } earlier)
        {
            Join(earlier, part);
            part = earlier;
        }

        return part - 1;
    }

    /// <summary>The first set of a range that has a convex union with a set.</summary>
    private int? Partner(int part, int from, int to)
    {
        foreach (int other in parts[part]!.SelectMany(static cell => cell.Neighbours).Select(neighbour => partOf[neighbour]).Where(p => p >= from && p < to && p != part).Distinct().OrderBy(static p => p))
        {
            (int, int) pair = (System.Math.Min(part, other), System.Math.Max(part, other));
            (int, int) sizes = (parts[pair.Item1]!.Count, parts[pair.Item2]!.Count);
            if (apart.TryGetValue(pair, out (int, int) known) && known == sizes)
            {
                continue;
            }

            if (IsConvex(parts[part]!, parts[other]!))
            {
                return other;
            }

            apart[pair] = sizes;
        }

        return null;
    }

    private void Join(int part, int other)
    {
        foreach (LinearCell cell in parts[other]!)
        {
            partOf[cell] = part;
        }

        parts[part]!.UnionWith(parts[other]!);
        parts[other] = null;
    }

    /// <summary>True if the union of two convex sets is convex: no facet that bounds it cuts the set that it does not belong to.</summary>
    private bool IsConvex(HashSet<LinearCell> left, HashSet<LinearCell> right)
    {
        return !left.Any(cell => cell.Cuts(IsIn, right, cancellation)) && !right.Any(cell => cell.Cuts(IsIn, left, cancellation));

        bool IsIn(LinearCell cell) => left.Contains(cell) || right.Contains(cell);
    }

    private static BitPattern[] Patterns(IEnumerable<LinearCell> part) => [.. part.Select(static cell => cell.Pattern).OrderBy(static pattern => pattern)];
}
