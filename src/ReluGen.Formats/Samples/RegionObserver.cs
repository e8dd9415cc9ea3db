using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;

namespace ReluGen.Formats.Samples;

/// <summary>Finds the regions that the rows of a sample file visit, with the arithmetic of the generated code.</summary>
public static class RegionObserver
{
    /// <summary>Counts the rows in each region; memory grows with the regions and not with the rows.</summary>
    /// <param name="network">The network.</param>
    /// <param name="csvPath">The sample file.</param>
    /// <param name="notes">Receives what was decided about columns.</param>
    /// <param name="c">Stops the reading.</param>
    /// <returns>The regions; the witness of each is the first row in it.</returns>
    /// <exception cref="InputException">The file is missing, damaged, or does not fit the network.</exception>
    public static ObservedSamples Observe(Network network, string csvPath, ICollection<string>? notes = null, CancellationToken c = default)
    {
        var counts = new Dictionary<BitPattern, Visit>();
        var forward = new CanonicalForward(network);
        var output = new float[network.OutputCount];
        var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        var hull = new SampleHull(network.InputCount);
        long rows = 0;
        foreach (float[] row in SampleFile.Read(csvPath, network, notes, c))
        {
            forward.Run(row, output, words);
            BitPattern pattern = BitPattern.From(network.HiddenNeuronCount, words);
            if (!counts.TryGetValue(pattern, out Visit? visit))
            {
                counts.Add(pattern, visit = new Visit(row));
            }

            visit.Count++;
            hull.Add(row);
            rows++;
        }

        KnownRegion[] regions = counts
            .OrderByDescending(static pair => pair.Value.Count)
            .ThenBy(static pair => pair.Key)
            .Select(static pair => new KnownRegion(pair.Key, pair.Value.Count, Array.ConvertAll(pair.Value.Witness, static value => (double)value)))
            .ToArray();
        return new ObservedSamples(Path.GetFileName(csvPath), rows, regions, hull.Lower, hull.Upper);
    }

    private sealed class Visit(float[] witness)
    {
        public float[] Witness { get; } = witness;

        public long Count { get; set; }
    }

    /// <summary>The smallest box around rows.</summary>
    private sealed class SampleHull(int inputs)
    {
        public double[] Lower { get; } = Enumerable.Repeat(double.PositiveInfinity, inputs).ToArray();

        public double[] Upper { get; } = Enumerable.Repeat(double.NegativeInfinity, inputs).ToArray();

        public void Add(float[] row)
        {
            for (int j = 0; j < row.Length; j++)
            {
                Lower[j] = Math.Min(Lower[j], row[j]);
                Upper[j] = Math.Max(Upper[j], row[j]);
            }
        }
    }
}

/// <summary>What the rows of a sample file visit.</summary>
/// <param name="FileName">Name of the file, without folders.</param>
/// <param name="RowCount">Number of rows read.</param>
/// <param name="Regions">Every pattern met, the most frequent first, then by pattern.</param>
/// <param name="Lower">Least value of each input.</param>
/// <param name="Upper">Largest value of each input.</param>
public sealed record ObservedSamples(string FileName, long RowCount, IReadOnlyList<KnownRegion> Regions, IReadOnlyList<double> Lower, IReadOnlyList<double> Upper)
{
    /// <summary>The summary for a document.</summary>
    public SampleSummary Summary => new(FileName, RowCount, Regions.Count);
}
