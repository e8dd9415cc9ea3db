using System;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Evaluation;

/// <summary>The affine map y = A·x + b of one activation pattern, in double precision, before the link.</summary>
public sealed class AffineMap64
{
    /// <summary>Largest number of entries of A: a GiB of doubles.</summary>
    private const int MostEntries = 1 << 27;

    private AffineMap64(Network network)
    {
        OutputCount = network.OutputCount;
        InputCount = network.InputCount;
        Weights = new double[EntryCount(network)];
        Bias = new double[OutputCount];
    }

    /// <summary>Number of rows of A.</summary>
    public int OutputCount { get; }

    /// <summary>Number of columns of A.</summary>
    public int InputCount { get; }

    /// <summary>A, row-major: outputs × inputs.</summary>
    public double[] Weights { get; }

    /// <summary>b, one value an output.</summary>
    public double[] Bias { get; }

    /// <summary>
    /// The map of <paramref name="pattern"/>, realised or not, by reverse accumulation (design/math.md 1.4, algorithm V).
    /// Cost: outputs × weights of active neurons.
    /// </summary>
    /// <exception cref="ArgumentException">The pattern's length is not the number of hidden neurons.</exception>
    /// <exception cref="InputException">A is too large.</exception>
    public static AffineMap64 Of(Network network, BitPattern pattern)
    {
        if (pattern.Length != network.HiddenNeuronCount)
        {
            throw new ArgumentException($"The network has {network.HiddenNeuronCount} hidden neurons, the pattern {pattern.Length}.", nameof(pattern));
        }

        var map = new AffineMap64(network);
        var adjoints = new double[network.Stages.Count + 1][];
        for (int source = 0; source < adjoints.Length; source++)
        {
            adjoints[source] = new double[network.WidthOf(source)];
        }

        for (int o = 0; o < network.OutputCount; o++)
        {
            map.Bias[o] = Row(network, pattern, o, adjoints);
            adjoints[0].AsSpan().CopyTo(map.Weights.AsSpan(o * network.InputCount));
        }

        return map;
    }

    /// <summary>Number of entries of A, of any pattern.</summary>
    /// <exception cref="InputException">There are too many: narrow stages between wide ends give a large map from a small file.</exception>
    public static int EntryCount(Network network)
    {
        long count = (long)network.OutputCount * network.InputCount;
        return count <= MostEntries
            ? (int)count
            : throw new InputException(
                InputErrorIds.TooLarge,
                $"The affine map of {network.OutputCount} outputs and {network.InputCount} inputs has {count} entries; up to {MostEntries} are supported. Export fewer outputs.");
    }

    /// <summary>Leaves row <paramref name="output"/> of A in the adjoint of the input and returns its bias.</summary>
    private static double Row(Network network, BitPattern pattern, int output, double[][] adjoints)
    {
        foreach (double[] adjoint in adjoints)
        {
            Array.Clear(adjoint, 0, adjoint.Length);
        }

        double bias = network.Output.Bias[output];
        Propagate(network.Output, output, 1, adjoints);
        for (int l = network.Stages.Count; l >= 1; l--)
        {
            HiddenStage stage = network.Stages[l - 1];
            for (int i = 0; i < stage.Width; i++)
            {
                double u = adjoints[l][i] * (pattern[network.FirstBitOf(l) + i] ? 1 : stage.Slopes[i]);
                if (u != 0)
                {
                    bias += u * stage.Bias[i];
                    Propagate(stage, i, u, adjoints);
                }
            }
        }

        return bias;
    }

    private static void Propagate(AffineStage stage, int neuron, double u, double[][] adjoints)
    {
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            double[] target = adjoints[block.Source];
            for (int k = 0; k < row.Length; k++)
            {
                target[k] += u * row[k];
            }
        }
    }
}
