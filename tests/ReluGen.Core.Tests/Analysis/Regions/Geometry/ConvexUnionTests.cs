using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Tests.Analysis.Regions.Geometry;

/// <summary>Cells with one map become the convex sets that the plain rule gives: the first two whose union is convex, again and again.</summary>
public sealed class ConvexUnionTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_sets_are_those_of_the_plain_rule(int seed)
    {
        LinearCell[] cells = Cells(seed);
        string[] expected = [.. Plain(cells).Select(static part => string.Join(" ", part.Select(static cell => cell.Pattern).Order())).Order(StringComparer.Ordinal)];
        string[] actual = [.. new ConvexUnions(cells, default).Parts().Select(static part => string.Join(" ", part)).Order(StringComparer.Ordinal)];
        Assert.InRange(actual.Length, 2, cells.Length - 1);
        Assert.Equal(expected, actual);
    }

    /// <summary>The cells where the output is 0: what lies beyond a convex set, cut by neurons that nothing reads.</summary>
    private static LinearCell[] Cells(int seed)
    {
        const int Hidden = 14;
        var random = new Random(seed);
        double[][] weights = [.. Enumerable.Range(0, Hidden).Select(_ => (double[])[random.NextDouble() - 0.5, random.NextDouble() - 0.5])];
        double[] bias = [.. weights.Select(_ => 0.6 * (random.NextDouble() - 0.5))];
        Network network = Nets.Chain((weights, bias), ([[.. Enumerable.Range(0, Hidden).Select(static i => i < 3 ? -1.0 : 0)]], [0.2]), ([[1]], [0]));
        RegionDomain domain = new InputBox([-1, -1], [1, 1]).ToRegionDomain();
        Region[] silent = [.. RegionEnumerator.Run(network, domain).Regions.Where(static region => !region.Pattern[Hidden]).OrderBy(static region => region.Pattern)];
        LinearCell[] cells = Array.ConvertAll(silent, region => new LinearCell(RegionGeometry.Of(network, region, domain), default));
        Dictionary<BitPattern, LinearCell> byPattern = cells.ToDictionary(static cell => cell.Pattern);
        Array.ForEach(cells, cell => cell.Join(byPattern));
        return cells;
    }

    private static List<HashSet<LinearCell>> Plain(LinearCell[] cells)
    {
        List<HashSet<LinearCell>> parts = [.. cells.Select(static cell => new HashSet<LinearCell> { cell })];
        while (First() is var (left, right))
        {
            parts[left].UnionWith(parts[right]);
            parts.RemoveAt(right);
        }

        return parts;

        (int, int)? First() => (
            from i in Enumerable.Range(0, parts.Count)
            from j in Enumerable.Range(i + 1, parts.Count - i - 1)
            let union = new HashSet<LinearCell>(parts[i].Concat(parts[j]))
            where parts[i].Any(cell => cell.Neighbours.Any(parts[j].Contains)) && !union.Any(cell => cell.Cuts(union.Contains, union, default))
            select ((int, int)?)(i, j)).FirstOrDefault();
    }
}
