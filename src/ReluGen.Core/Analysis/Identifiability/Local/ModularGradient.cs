using System;
using System.Runtime.CompilerServices;
using ReluGen.Core.Analysis.Identifiability.Linear;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>
/// The gradients of the outputs with respect to the parameters at a point (math.md 1.4 J), modulo a prime: rows of the Jacobian, with the true
/// bits and relu'(0) = 0. Cost: a product a parameter and output. Serves one thread.
/// </summary>
internal sealed class ModularGradient
{
    private readonly Network network;
    private readonly ParameterLayout layout;
    private readonly int[] kept;
    private readonly PrimeField field;
    private readonly double[][][] weights;
    private readonly double[][] biases;
    private readonly double[][] slopes;
    private readonly double[][] values;
    private readonly double[][] adjoints;
    private readonly double[] gradient;

    /// <summary>Takes the residues of all weights.</summary>
    /// <param name="network">The network, with finite weights.</param>
    /// <param name="layout">Its parameters.</param>
    /// <param name="kept">Parameters that are columns of the Jacobian.</param>
    /// <param name="field">The field.</param>
    public ModularGradient(Network network, ParameterLayout layout, int[] kept, PrimeField field)
    {
        this.network = network;
        this.layout = layout;
        this.kept = kept;
        this.field = field;
        int stages = network.Stages.Count + 1;
        weights = new double[stages + 1][][];
        biases = new double[stages + 1][];
        slopes = new double[stages][];
        values = new double[stages][];
        adjoints = new double[stages + 1][];
        for (int l = 1; l <= stages; l++)
        {
            AffineStage stage = network.StageOf(l);
            weights[l] = new double[stage.Blocks.Count][];
            for (int b = 0; b < weights[l].Length; b++)
            {
                weights[l][b] = Residues(stage.Blocks[b].Values);
            }

            biases[l] = Residues(stage.Bias);
            adjoints[l] = new double[stage.Width];
        }

        for (int l = 1; l < stages; l++)
        {
            slopes[l] = Residues(network.Stages[l - 1].Slopes);
            values[l] = new double[network.Stages[l - 1].Width];
        }

        values[0] = new double[network.InputCount];
        gradient = new double[layout.Count];
    }

    /// <summary>Writes one row an output.</summary>
    /// <param name="point">The point.</param>
    /// <param name="rows">Receives OutputCount rows of as many residues as parameters are kept.</param>
    public void Fill(SamplePoint point, Span<double> rows)
    {
        for (int j = 0; j < values[0].Length; j++)
        {
            values[0][j] = field.Of(point.Point[j]);
        }

        for (int l = 1; l <= network.Stages.Count; l++)
        {
            Forward(l, point);
        }

        for (int o = 0; o < network.OutputCount; o++)
        {
            Backward(o, point);
            Products();
            Span<double> row = rows.Slice(o * kept.Length, kept.Length);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] = gradient[kept[j]];
            }
        }
    }

    [MethodImpl(HotLoop.Options)]
    private void Forward(int stage, SamplePoint point)
    {
        HiddenStage self = network.Stages[stage - 1];
        for (int i = 0; i < self.Width; i++)
        {
            double sum = biases[stage][i];
            for (int b = 0; b < weights[stage].Length; b++)
            {
                WeightBlock block = self.Blocks[b];
                ReadOnlySpan<double> row = weights[stage][b].AsSpan(i * block.Columns, block.Columns);
                double[] source = values[block.Source];
                for (int k = 0; k < row.Length; k++)
                {
                    sum = field.Reduce(sum + (row[k] * source[k]));
                }
            }

            values[stage][i] = point.Pattern[network.FirstBitOf(stage) + i] ? sum : field.Multiply(slopes[stage][i], sum);
        }
    }

    [MethodImpl(HotLoop.Options)]
    private void Backward(int output, SamplePoint point)
    {
        foreach (double[]? adjoint in adjoints)
        {
            adjoint?.AsSpan().Clear();
        }

        adjoints[adjoints.Length - 1][output] = 1;
        for (int l = adjoints.Length - 1; l >= 1; l--)
        {
            AffineStage self = network.StageOf(l);
            for (int i = 0; i < self.Width; i++)
            {
                double u = adjoints[l][i];
                if (l < adjoints.Length - 1 && !point.Pattern[network.FirstBitOf(l) + i])
                {
                    u = field.Multiply(u, slopes[l][i]);
                    adjoints[l][i] = u;
                }

                for (int b = 0; b < weights[l].Length && u != 0; b++)
                {
                    WeightBlock block = self.Blocks[b];
                    if (block.Source > 0)
                    {
                        Add(adjoints[block.Source], u, weights[l][b].AsSpan(i * block.Columns, block.Columns));
                    }
                }
            }
        }
    }

    private void Add(double[] adjoint, double factor, ReadOnlySpan<double> row)
    {
        for (int k = 0; k < row.Length; k++)
        {
            adjoint[k] = field.Reduce(adjoint[k] + (factor * row[k]));
        }
    }

    [MethodImpl(HotLoop.Options)]
    private void Products()
    {
        int at = 0;
        for (int l = 1; l < adjoints.Length; l++)
        {
            AffineStage self = network.StageOf(l);
            for (int i = 0; i < self.Width; i++)
            {
                double u = adjoints[l][i];
                for (int b = 0; b < self.Blocks.Count; b++)
                {
                    foreach (double value in values[self.Blocks[b].Source])
                    {
                        gradient[at++] = u == 0 ? 0 : field.Reduce(u * value);
                    }
                }

                gradient[at++] = u;
            }
        }
    }

    private double[] Residues(ReadOnlySpan<float> numbers)
    {
        var residues = new double[numbers.Length];
        for (int i = 0; i < residues.Length; i++)
        {
            residues[i] = field.Of(numbers[i]);
        }

        return residues;
    }
}
