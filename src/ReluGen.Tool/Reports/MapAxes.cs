using System.Collections.Generic;
using System.Linq;
using ReluGen.Tool.Clusters;
using ReluGen.Tool.Pictures;

namespace ReluGen.Tool.Reports;

/// <summary>Chooses the two inputs of a map: the most important ones, but inputs of few values, whose rows would all lie on a few lines, only where no others are left.</summary>
internal static class MapAxes
{
    private const int FewValues = 5;

    /// <summary>The plane to show where the user does not choose one: the others are held at their means.</summary>
    /// <param name="clusters">The clusters of the rows.</param>
    /// <param name="varying">The inputs to choose from, at least two.</param>
    /// <param name="rows">All rows; read until it is clear which inputs have many values.</param>
    public static SliceDefaults Choose(ClusterReport clusters, int[] varying, IEnumerable<float[]> rows)
    {
        Dictionary<int, HashSet<float>> few = varying.ToDictionary(static j => j, static _ => new HashSet<float>());
        foreach (float[] row in rows)
        {
            foreach (int j in few.Keys)
            {
                few[j].Add(row[j]);
                if (few[j].Count > FewValues)
                {
                    few.Remove(j);
                }
            }

            if (few.Count == 0)
            {
                break;
            }
        }

        int[] axes = [.. clusters.InputsByImportance().Where(varying.Contains).OrderBy(few.ContainsKey).Take(2).Order()];
        return new SliceDefaults(axes[0], axes[1], clusters.Inputs.Mean.ToArray());
    }
}
