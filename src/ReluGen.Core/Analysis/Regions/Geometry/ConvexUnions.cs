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
    /// <summary>Patterns of the convex sets, in the order of their first; no two sets have a convex union.</summary>
    public IReadOnlyList<IReadOnlyList<BitPattern>> Parts()
    {
        List<HashSet<LinearCell>> parts = IsConvex(cells) ? [[.. cells]] : [.. cells.Select(static cell => new HashSet<LinearCell> { cell })];
        while (JoinTwo(parts))
        {
        }

        return parts
            .Select(static part => (IReadOnlyList<BitPattern>)part.Select(static cell => cell.Pattern).OrderBy(static pattern => pattern).ToArray())
            .OrderBy(static part => part[0])
            .ToArray();
    }

    /// <summary>Joins the first two neighbours whose union is convex.</summary>
    private bool JoinTwo(List<HashSet<LinearCell>> parts)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            for (int j = i + 1; j < parts.Count; j++)
            {
                if (!parts[i].Any(cell => cell.Neighbours.Any(parts[j].Contains)) || !IsConvex([.. parts[i], .. parts[j]]))
                {
                    continue;
                }

                parts[i].UnionWith(parts[j]);
                parts.RemoveAt(j);
                return true;
            }
        }

        return false;
    }

    private bool IsConvex(IReadOnlyCollection<LinearCell> union)
    {
        var set = new HashSet<LinearCell>(union);
        return !union.Any(cell => cell.Cuts(set, cancellation));
    }
}
