using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Identifiability.Linear;

namespace ReluGen.Identifiability;

/// <summary>
/// Whether the parameters of a generated network can be recovered from its outputs (before the link) at some samples, among parameters near
/// them and up to rescaling of hidden neurons: the rank of the outputs' derivative with respect to the parameters.
/// </summary>
public sealed class IdentifiabilityReport
{
    /// <summary>Numbers of a batch of rows: 64 MiB.</summary>
    private const int BatchNumbers = 1 << 23;

    private IdentifiabilityReport(StageTable table, int samples, int leftOut, int rank, IReadOnlyList<int> active)
    {
        ParameterCount = table.ParameterCount;
        LargestRank = table.ParameterCount - table.HiddenNeuronCount;
        SampleCount = samples;
        LeftOutCount = leftOut;
        Rank = rank;
        NeverActiveNeurons = [.. Enumerable.Range(0, active.Count).Where(neuron => active[neuron] == 0)];
        AlwaysActiveNeurons = [.. Enumerable.Range(0, active.Count).Where(neuron => active[neuron] == samples && samples > 0)];
    }

    /// <summary>Number of parameters, P.</summary>
    public int ParameterCount { get; }

    /// <summary>Largest possible rank, P − H: the parameters less one scale a hidden neuron.</summary>
    public int LargestRank { get; }

    /// <summary>Samples that were used; no more are taken once the rank is the largest possible.</summary>
    public int SampleCount { get; }

    /// <summary>Samples that were left out: not finite, or so near to a neuron's hyperplane that float64 does not decide on which side.</summary>
    public int LeftOutCount { get; }

    /// <summary>The rank, proved to be at least this: it was computed modulo a prime, which can only make it smaller.</summary>
    public int Rank { get; }

    /// <summary>True if it is proved that the parameters can be recovered (the rank is the largest possible). False says that these samples do not prove it.</summary>
    public bool IsIdentifiable => Rank == LargestRank;

    /// <summary>Hidden neurons, numbered through all stages, that none of the samples activates: nothing is learned about their weights where slopes are 0.</summary>
    public IReadOnlyList<int> NeverActiveNeurons { get; }

    /// <summary>Hidden neurons that all samples activate: their bias cannot be told from those of the neurons that read them.</summary>
    public IReadOnlyList<int> AlwaysActiveNeurons { get; }

    /// <summary>Computes the rank at samples.</summary>
    /// <typeparam name="TNetwork">The generated class.</typeparam>
    /// <param name="samples">Rows of InputCount values, one after another.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The length is no multiple of InputCount.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    /// <remarks>Cost: up to a third of ParameterCount cubed multiply-adds on all cores, and 4 bytes times half of its square. No weight file is needed: the numbers are those of the code.</remarks>
    /// <exception cref="NotSupportedException">The network has more than 45,000 parameters.</exception>
    public static IdentifiabilityReport For<TNetwork>(ReadOnlySpan<float> samples, CancellationToken cancellation = default)
        where TNetwork : IReluNetwork<TNetwork>
    {
        if (samples.Length % TNetwork.InputCount != 0)
        {
            throw new ArgumentException($"{samples.Length} values are not whole rows of {TNetwork.InputCount} inputs.", nameof(samples));
        }

        if (TNetwork.ParameterCount > MostParameters)
        {
            throw new NotSupportedException($"The network has {TNetwork.ParameterCount} parameters; ranks are computed for at most {MostParameters}.");
        }

        var table = new StageTable(TNetwork.InputCount);
        TNetwork.VisitStages(table);
        return new RankRun(table, cancellation).Take(samples, TNetwork.InputCount);
    }

    /// <summary>The rows of a rank take two bytes for each pair of parameters.</summary>
    private const int MostParameters = 45_000;

    /// <summary>One computation.</summary>
    private sealed class RankRun
    {
        private readonly StageTable table;
        private readonly RowSketch sketch;
        private readonly SampleGradient gradient;
        private readonly double[] batch;
        private readonly int[] active;
        private readonly int rowsOfBatch;
        private int filled;
        private int used;
        private int leftOut;

        public RankRun(StageTable table, CancellationToken cancellation)
        {
            this.table = table;
            sketch = new RowSketch(table.ParameterCount, PrimeField.First, 0, cancellation);
            gradient = new SampleGradient(table, PrimeField.First);
            int samplesOfBatch = Math.Max(1, Math.Min(RowSketch.BatchRows, BatchNumbers / table.ParameterCount) / table.OutputCount);
            rowsOfBatch = samplesOfBatch * table.OutputCount;
            batch = new double[rowsOfBatch * table.ParameterCount];
            active = new int[table.HiddenNeuronCount];
        }

        public IdentifiabilityReport Take(ReadOnlySpan<float> samples, int inputs)
        {
            for (int start = 0; start < samples.Length && sketch.Rank < table.ParameterCount - table.HiddenNeuronCount; start += inputs)
            {
                if (!gradient.TryFill(samples.Slice(start, inputs), batch.AsSpan(filled * table.ParameterCount)))
                {
                    leftOut++;
                    continue;
                }

                Count();
                filled += table.OutputCount;
                if (filled == rowsOfBatch)
                {
                    Flush();
                }
            }

            Flush();
            return new IdentifiabilityReport(table, used, leftOut, sketch.Rank, active);
        }

        private void Count()
        {
            used++;
            int neuron = 0;
            foreach (bool[] stage in gradient.Bits)
            {
                foreach (bool bit in stage)
                {
                    active[neuron++] += bit ? 1 : 0;
                }
            }
        }

        private void Flush()
        {
            sketch.Add(batch, filled);
            filled = 0;
        }
    }
}
