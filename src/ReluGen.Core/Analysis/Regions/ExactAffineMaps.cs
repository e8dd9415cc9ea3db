using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions;

/// <summary>
/// Computes the exact affine maps of one network's patterns in integers: a single one by reverse accumulation (design/math.md 1.4,
/// algorithm V), lists that are in the order of patterns by forward accumulation too, where patterns share their first stages.
/// </summary>
public sealed class ExactAffineMaps
{
    /// <summary>Coefficients that a batch of a list holds at most, unless a single map has more.</summary>
    private const int BatchCoefficients = 1 << 18;

    /// <summary>Patterns that one thread takes at a time: enough that the stages of the first do not count, and parts for all threads.</summary>
    private const int LargestPart = 256;
    private const int PartsOfBatch = 16;

    private readonly Network network;
    private readonly IntegerStage[] stages;
    private readonly IntegerStage output;

    /// <summary>Prepares the integer weights.</summary>
    /// <exception cref="ArgumentException">A weight is NaN or infinite.</exception>
    public ExactAffineMaps(Network network)
    {
        if (NonFiniteWeights.First(network) is { } bad)
        {
            throw new ArgumentException($"A weight of {bad.Where} is {bad.Value}; there is no exact map.", nameof(network));
        }

        this.network = network;
        stages = new IntegerStage[network.Stages.Count];
        for (int l = 0; l < stages.Length; l++)
        {
            stages[l] = new IntegerStage(network.Stages[l], ExponentOf);
        }

        output = new IntegerStage(network.Output, ExponentOf);

        int ExponentOf(int source) => source == 0 ? 0 : stages[source - 1].ActivatedExponent;
    }

    /// <summary>The map of <paramref name="pattern"/>, realised or not.</summary>
    /// <exception cref="ArgumentException">The pattern's length is not the number of hidden neurons.</exception>
    public ExactAffineMap Of(BitPattern pattern)
    {
        Check(pattern);
        var weights = new Dyadic[network.OutputCount * network.InputCount];
        var bias = new Dyadic[network.OutputCount];
        for (int o = 0; o < bias.Length; o++)
        {
            RowOf(pattern, o, out bias[o]).CopyTo(weights, o * network.InputCount);
        }

        return new ExactAffineMap(weights, bias);
    }

    /// <summary>The maps of a list of patterns, in its order and in bounded memory; fast where the list is in the order of patterns.</summary>
    /// <param name="patterns">Patterns of the network, realised or not.</param>
    /// <param name="threads">Number of threads; 0 is one a processor. The maps do not depend on it.</param>
    /// <param name="cancellation">Stops the computation.</param>
    /// <exception cref="ArgumentException">A pattern's length is not the number of hidden neurons; thrown when its turn comes.</exception>
    /// <exception cref="OperationCanceledException">The computation was cancelled.</exception>
    public IEnumerable<ExactAffineMap> Of(IEnumerable<BitPattern> patterns, int threads = 0, CancellationToken cancellation = default)
    {
        int size = Math.Max(1, BatchCoefficients / ((network.InputCount + 1) * network.OutputCount));
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = cancellation };
        int partSize = Math.Min(LargestPart, Math.Max(1, size / PartsOfBatch));
        foreach (BitPattern[] batch in Batches(patterns, size))
        {
            var maps = new ExactAffineMap[batch.Length];
            Parallel.For(0, (batch.Length + partSize - 1) / partSize, options, part => Fill(batch, maps, part * partSize, partSize, cancellation));
            foreach (ExactAffineMap map in maps)
            {
                yield return map;
            }
        }
    }

    /// <summary>Row <paramref name="index"/> of A, and the value of b that belongs to it; the pattern's length is the caller's care.</summary>
    internal Dyadic[] RowOf(BitPattern pattern, int index, out Dyadic bias)
    {
        BigInteger[] row = Row(pattern, index, out BigInteger constant);
        bias = new Dyadic(constant, output.Exponent);
        return Array.ConvertAll(row, value => new Dyadic(value, output.Exponent));
    }

    /// <summary>Number of different maps among the patterns of <paramref name="regions"/>.</summary>
    public int CountDistinct(IEnumerable<Region> regions) => new HashSet<ExactAffineMap>(Of(regions.Select(static region => region.Pattern))).Count;

    private void Check(BitPattern pattern)
    {
        if (pattern.Length != network.HiddenNeuronCount)
        {
            throw new ArgumentException($"The network has {network.HiddenNeuronCount} hidden neurons, the pattern {pattern.Length}.", nameof(pattern));
        }
    }

    private IEnumerable<BitPattern[]> Batches(IEnumerable<BitPattern> patterns, int size)
    {
        var batch = new List<BitPattern>();
        foreach (BitPattern pattern in patterns)
        {
            Check(pattern);
            batch.Add(pattern);
            if (batch.Count == size)
            {
                yield return batch.ToArray();
                batch.Clear();
            }
        }

        yield return batch.ToArray();
    }

    private void Fill(BitPattern[] batch, ExactAffineMap[] maps, int first, int count, CancellationToken cancellation)
    {
        var part = new ArraySegment<BitPattern>(batch, first, Math.Min(count, batch.Length - first));
        StageWiseMaps? shared = StageWiseMaps.IsCheaper(network, part) ? new StageWiseMaps(network, stages, output) : null;
        for (int i = 0; i < part.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            BitPattern pattern = batch[first + i];
            maps[first + i] = shared is null ? Of(pattern) : shared.Of(pattern);
        }
    }

    private BigInteger[] Row(BitPattern pattern, int index, out BigInteger constant)
    {
        var adjoints = new BigInteger[stages.Length + 1][];
        for (int source = 0; source < adjoints.Length; source++)
        {
            adjoints[source] = new BigInteger[network.WidthOf(source)];
        }

        constant = output.Bias[index];
        Propagate(output, index, BigInteger.One, adjoints);
        for (int l = stages.Length; l >= 1; l--)
        {
            for (int i = 0; i < stages[l - 1].Width; i++)
            {
                BigInteger u = adjoints[l][i] * stages[l - 1].Slope(i, pattern[network.FirstBitOf(l) + i]);
                if (!u.IsZero)
                {
                    constant += u * stages[l - 1].Bias[i];
                    Propagate(stages[l - 1], i, u, adjoints);
                }
            }
        }

        return adjoints[0];
    }

    private static void Propagate(IntegerStage stage, int neuron, BigInteger factor, BigInteger[][] adjoints)
    {
        foreach (IntegerBlock block in stage.Blocks)
        {
            BigInteger[] adjoint = adjoints[block.Source];
            for (int k = 0; k < adjoint.Length; k++)
            {
                adjoint[k] += factor * block.Weights[(neuron * block.Columns) + k];
            }
        }
    }
}
