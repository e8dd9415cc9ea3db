using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ReluGen.Core.Analysis.Identifiability.Linear;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>
/// The rank, modulo a prime, of the Jacobian of the outputs at points with respect to the parameters (math.md 5.3): never above the true rank,
/// so that what it reaches is proved. Points are taken until the rank is the largest possible.
/// </summary>
internal sealed class JacobianRank
{
    /// <summary>Entries of a batch: 128 MiB.</summary>
    private const int BatchEntries = 1 << 24;

    private readonly Network network;
    private readonly ParameterLayout layout;
    private readonly int[] kept;
    private readonly RowSketch sketch;
    private readonly int batchPoints;
    private readonly long budget;
    private readonly ParallelOptions parallel;
    private readonly ModularGradient[] gradients;

    /// <summary>Starts without points.</summary>
    public JacobianRank(Network network, ParameterLayout layout, PrimeField field, RankOptions options, CancellationToken cancellation)
    {
        this.network = network;
        this.layout = layout;
        budget = options.EliminationBudget;
        kept = layout.WithoutGauge();
        sketch = new RowSketch(kept.Length, field, options.Threads, cancellation);
        int rows = Math.Max(network.OutputCount, Math.Min(RowSketch.BatchRows, BatchEntries / Math.Max(1, kept.Length)));
        batchPoints = Math.Max(1, rows / network.OutputCount);
        parallel = options.Parallel(cancellation);
        gradients = new ModularGradient[parallel.MaxDegreeOfParallelism];
        for (int t = 0; t < gradients.Length; t++)
        {
            gradients[t] = new ModularGradient(network, layout, kept, field);
        }
    }

    /// <summary>True if so many batches added nothing that no more points are taken.</summary>
    public bool IsSaturated { get; private set; }

    /// <summary>True if no more points are taken because the budget of multiply-adds is spent.</summary>
    public bool IsSpent => Operations >= budget && Rank < layout.Expected;

    /// <summary>The rank so far.</summary>
    public int Rank => sketch.Rank;

    /// <summary>Number of points taken.</summary>
    public long Points { get; private set; }

    /// <summary>Multiply-adds in the field so far.</summary>
    public long Operations => sketch.Operations;

    /// <summary>Point and output of each independent row, as point · outputs + output.</summary>
    public IReadOnlyList<long> PivotRows => sketch.PivotRows;

    /// <summary>Parameters that are the columns of a minor that is not 0.</summary>
    public int[] PivotParameters()
    {
        int[] columns = sketch.PivotColumns.ToArray();
        return Array.ConvertAll(columns, column => kept[column]);
    }

    /// <summary>Takes points, until there are no more or the rank cannot grow.</summary>
    /// <param name="points">The points, in their order.</param>
    /// <param name="idleBatches">Stop after so many batches in a row that added nothing; 0 for never.</param>
    /// <param name="progress">Told after each batch.</param>
    public void Add(IEnumerable<SamplePoint> points, int idleBatches = 0, IProgress<IdentifiabilityProgress>? progress = null)
    {
        var batch = new List<SamplePoint>();
        int idle = 0;
        foreach (SamplePoint point in points)
        {
            batch.Add(point);
            if (batch.Count < batchPoints)
            {
                continue;
            }

            int before = Rank;
            Take(batch, progress);
            idle = Rank > before ? 0 : idle + 1;
            IsSaturated |= idleBatches > 0 && idle >= idleBatches;
            if (Rank >= layout.Expected || IsSaturated || IsSpent)
            {
                return;
            }
        }

        Take(batch, progress);
    }

    private void Take(List<SamplePoint> batch, IProgress<IdentifiabilityProgress>? progress)
    {
        if (batch.Count == 0 || Rank >= layout.Expected || IsSaturated || IsSpent)
        {
            return;
        }

        int rows = batch.Count * network.OutputCount;
        var matrix = new double[rows * kept.Length];
        Parallel.For(0, gradients.Length, parallel, t =>
        {
            for (int p = t; p < batch.Count; p += gradients.Length)
            {
                int size = network.OutputCount * kept.Length;
                gradients[t].Fill(batch[p], matrix.AsSpan(p * size, size));
            }
        });
        sketch.Add(matrix, rows);
        Points += batch.Count;
        batch.Clear();
        progress?.Report(new IdentifiabilityProgress(IdentifiabilityStep.Rank, Points, Rank, layout.Expected));
    }
}
