using System;
using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Tool.Pictures;

/// <summary>
/// Which output decides where. Several outputs: the largest, the first of equal ones. One output: whether it is above zero, which is
/// the same with the scores (0, output).
/// </summary>
internal static class Decision
{
    /// <summary>The scores whose largest decides.</summary>
    public static PlaneForm[] Scores(PlaneForm[] outputs) => outputs.Length == 1 ? [default, outputs[0]] : outputs;

    /// <summary>The parts of a region's polygon by the choice that holds there.</summary>
    public static IEnumerable<(int Choice, PlanePoint[] Polygon)> Cells(PlanePoint[] region, PlaneForm[] scores)
    {
        // A choice whose score is everywhere below the least value of another holds nowhere.
        double floor = scores.Max(score => region.Min(score.At));
        int[] candidates = Enumerable.Range(0, scores.Length).Where(c => region.Max(scores[c].At) >= floor).ToArray();
        foreach (int choice in candidates)
        {
            PlanePoint[] cell = region;
            foreach (int other in candidates.Where(other => other != choice && cell.Length > 0))
            {
                PlaneForm lead = scores[choice] - scores[other];
                bool ties = other < choice && Array.TrueForAll(cell, point => lead.At(point) <= lead.Tolerance);
                cell = ties ? [] : ConvexPolygon.Clip(cell, lead);
            }

            if (ConvexPolygon.IsVisible(cell))
            {
                yield return (choice, cell);
            }
        }
    }

    /// <summary>The edges of a cell across which a lower choice holds, so that every piece of the boundary belongs to one cell.</summary>
    public static IEnumerable<(PlanePoint From, PlanePoint To)> Boundary(int choice, PlanePoint[] cell, PlaneForm[] scores)
    {
        PlaneForm[] leads = scores.Take(choice).Select(lower => scores[choice] - lower).ToArray();
        for (int i = 0; i < cell.Length; i++)
        {
            PlanePoint from = cell[i];
            PlanePoint to = cell[(i + 1) % cell.Length];
            if (leads.Any(lead => Vanishes(lead, from) && Vanishes(lead, to)))
            {
                yield return (from, to);
            }
        }
    }

    private static bool Vanishes(PlaneForm lead, PlanePoint point) => Math.Abs(lead.At(point)) <= lead.Tolerance;
}
