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
    /// <returns>The regions, the most frequent first, then by pattern; the witness of each is the first row in it.</returns>
    /// <exception cref="InputException">The file is missing, damaged, or does not fit the network.</exception>
    public static SampleSummary Observe(Network network, string csvPath, ICollection<string>? notes = null, CancellationToken c = default)
    {
        var counts = new Dictionary<BitPattern, Visit>();
        var forward = new CanonicalForward(network);
        var output = new float[network.OutputCount];
        var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
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
            rows++;
        }

        ObservedRegion[] regions = counts
            .OrderByDescending(static pair => pair.Value.Count)
            .ThenBy(static pair => pair.Key)
            .Select(static pair => new ObservedRegion(pair.Key, pair.Value.Count, pair.Value.Witness))
            .ToArray();
        return new SampleSummary(Path.GetFileName(csvPath), rows, regions);
    }

    private sealed class Visit(float[] witness)
    {
        public float[] Witness { get; } = witness;

        public long Count { get; set; }
    }
}
