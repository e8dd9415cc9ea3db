using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Checking;

/// <summary>
/// Checks that a minor of the Jacobian is not 0, which proves that the rank is at least its size: with bits from exact arithmetic, derivatives
/// and elimination modulo 2^61 − 1. The search works with other primes and shares no code.
/// </summary>
internal sealed class MinorChecker(Network network)
{
    /// <summary>Fewer entries are eliminated by one thread.</summary>
    private const int SerialEntries = 1 << 14;

    /// <summary>True if the derivatives of these outputs at these points with respect to these parameters form a matrix whose determinant is not 0 modulo the prime.</summary>
    /// <param name="rows">Point and output of each row.</param>
    /// <param name="columns">The parameters; as many as rows.</param>
    /// <param name="parallel">Threads, and what stops the check.</param>
    /// <param name="progress">Told the number of rows that are done.</param>
    public bool IsNonZero(
        IReadOnlyList<(IReadOnlyList<Dyadic> Point, int Output)> rows, IReadOnlyList<NetworkParameter> columns, ParallelOptions parallel, Action<long>? progress = null)
    {
        if (rows.Count != columns.Count)
        {
            return false;
        }

        var matrix = new ulong[rows.Count][];
        Parallel.ForEach(Enumerable.Range(0, rows.Count).GroupBy(row => rows[row].Point), parallel, ofPoint =>
        {
            ulong[][] values = Values(ofPoint.Key, out bool[][] bits);
            foreach (int row in ofPoint)
            {
                ulong[][] factors = Factors(bits, rows[row].Output);
                matrix[row] = [.. columns.Select(parameter => parameter.IsBias
                    ? factors[parameter.Stage][parameter.Neuron]
                    : MersenneField.Multiply(factors[parameter.Stage][parameter.Neuron], values[parameter.Source][parameter.Element]))];
            }
        });
        return IsRegular(matrix, parallel, progress);
    }

    /// <summary>Residues of the activations by source, and the bits of the hidden stages.</summary>
    private ulong[][] Values(IReadOnlyList<Dyadic> point, out bool[][] bits)
    {
        var exact = new List<Dyadic[]> { point.ToArray() };
        var active = new List<bool[]>();
        foreach (HiddenStage stage in network.Stages)
        {
            Dyadic[] z = [.. Enumerable.Range(0, stage.Width).Select(i => PreActivation(stage, i, exact))];
            active.Add([.. z.Select(static value => value.Sign > 0)]);
            exact.Add([.. z.Select((value, i) => value.Sign > 0 ? value : value * Dyadic.Of(stage.Slopes[i]))]);
        }

        bits = [.. active];
        return [.. exact.Select(static values => Array.ConvertAll(values, MersenneField.Of))];
    }

    /// <summary>Residues of the derivatives of an output with respect to pre-activations, by stage and neuron.</summary>
    private ulong[][] Factors(bool[][] bits, int output)
    {
        int last = network.Stages.Count + 1;
        ulong[][] factors = [.. Enumerable.Range(0, last + 1).Select(l => new ulong[l == last ? network.OutputCount : network.WidthOf(l)])];
        factors[last][output] = 1;
        for (int l = last; l >= 1; l--)
        {
            AffineStage stage = l == last ? network.Output : network.Stages[l - 1];
            for (int i = 0; i < stage.Width; i++)
            {
                if (l < last && !bits[l - 1][i])
                {
                    factors[l][i] = MersenneField.Multiply(factors[l][i], MersenneField.Of(Dyadic.Of(network.Stages[l - 1].Slopes[i])));
                }

                foreach (WeightBlock block in stage.Blocks.Where(block => block.Source > 0 && factors[l][i] != 0))
                {
                    for (int k = 0; k < block.Columns; k++)
                    {
                        ulong product = MersenneField.Multiply(factors[l][i], MersenneField.Of(Dyadic.Of(block.Row(i)[k])));
                        factors[block.Source][k] = MersenneField.Add(factors[block.Source][k], product);
                    }
                }
            }
        }

        return factors;
    }

    private static Dyadic PreActivation(AffineStage stage, int neuron, List<Dyadic[]> values)
    {
        Dyadic sum = Dyadic.Of(stage.Bias[neuron]);
        foreach (WeightBlock block in stage.Blocks)
        {
            for (int k = 0; k < block.Columns; k++)
            {
                Dyadic value = values[block.Source][k];
                sum = value.Sign == 0 ? sum : sum + (Dyadic.Of(block.Row(neuron)[k]) * value);
            }
        }

        return sum;
    }

    private static bool IsRegular(ulong[][] matrix, ParallelOptions parallel, Action<long>? progress)
    {
        for (int k = 0; k < matrix.Length; k++)
        {
            parallel.CancellationToken.ThrowIfCancellationRequested();
            int pivot = Array.FindIndex(matrix, k, row => row[k] != 0);
            if (pivot < 0)
            {
                return false;
            }

            (matrix[k], matrix[pivot]) = (matrix[pivot], matrix[k]);
            ulong inverse = MersenneField.Inverse(matrix[k][k]);
            if ((matrix.Length - k) * (matrix.Length - k) > SerialEntries)
            {
                Parallel.For(k + 1, matrix.Length, parallel, r => Subtract(matrix[r], matrix[k], k, inverse));
            }
            else
            {
                for (int r = k + 1; r < matrix.Length; r++)
                {
                    Subtract(matrix[r], matrix[k], k, inverse);
                }
            }

            progress?.Invoke(k);
        }

        return true;
    }

    private static void Subtract(ulong[] row, ulong[] pivot, int k, ulong inverse)
    {
        ulong factor = MersenneField.Negate(MersenneField.Multiply(row[k], inverse));
        for (int j = k; j < row.Length && factor != 0; j++)
        {
            row[j] = MersenneField.Add(row[j], MersenneField.Multiply(factor, pivot[j]));
        }
    }
}
