using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Tool.Clusters;
using ReluGen.Tool.Engines;

namespace ReluGen.Tool.Reports;

/// <summary>The row of each cluster that is nearest to the cluster's mean, inputs measured in their deviations over all rows.</summary>
internal static class TypicalRows
{
    /// <summary>The numbers of the rows, from 1, in the order of the clusters; of equally near ones the first.</summary>
    /// <param name="engine">The network.</param>
    /// <param name="clusters">The clusters.</param>
    /// <param name="count">Number of clusters to look at, the largest.</param>
    /// <param name="rows">All rows; read once.</param>
    public static int[] Find(GeneratedEngine engine, ClusterReport clusters, int count, IEnumerable<float[]> rows)
    {
        ClusterRow[] wanted = [.. clusters.Clusters.Take(count)];
        Dictionary<string, int> places = wanted.Index().ToDictionary(static item => item.Item.Pattern, static item => item.Index);
        var numbers = new int[wanted.Length];
        double[] nearest = [.. wanted.Select(static _ => double.PositiveInfinity)];
        int number = 0;
        foreach (float[] row in rows)
        {
            number++;
            if (places.TryGetValue(engine.PatternOf(row).ToString(), out int place))
            {
                double distance = Distance(row, wanted[place].Inputs.Mean, clusters.Inputs.StandardDeviation);
                if (distance < nearest[place] || numbers[place] == 0)
                {
                    nearest[place] = distance;
                    numbers[place] = number;
                }
            }
        }

        return [.. numbers.Where(static n => n > 0)];
    }

    private static double Distance(float[] row, ReadOnlySpan<double> mean, ReadOnlySpan<double> deviation)
    {
        double sum = 0;
        for (int j = 0; j < row.Length; j++)
        {
            double difference = deviation[j] > 0 ? (row[j] - mean[j]) / deviation[j] : 0;
            sum += difference * difference;
        }

        return sum;
    }
}
