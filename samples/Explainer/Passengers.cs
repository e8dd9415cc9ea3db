using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using ReluGen.Clustering;

namespace Explainer;

/// <summary>The passengers that the network was trained on, and the clusters that they form.</summary>
internal static class Passengers
{
    /// <summary>Groups the rows of titanic.csv, which is part of the app, by activation pattern.</summary>
    public static ClusterSet<SurvivalNetwork.Pattern> Cluster()
    {
        var builder = new ClusterBuilder<SurvivalNetwork, SurvivalNetwork.Pattern>();
        foreach (float[] row in Rows())
        {
            builder.Add(row);
        }

        return builder.ToClusters();
    }

    // The columns of the file are the inputs in their order, then whether the passenger survived.
    private static IEnumerable<float[]> Rows()
    {
        using var reader = new StreamReader(typeof(Passengers).Assembly.GetManifestResourceStream("titanic.csv")!);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            string[] fields = line.Split(',');
            var row = new float[SurvivalNetwork.InputCount];
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = float.Parse(fields[j], CultureInfo.InvariantCulture);
            }

            yield return row;
        }
    }
}
