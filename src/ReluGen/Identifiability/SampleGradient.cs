using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Identifiability.Linear;
using ReluGen.Core.Analysis.Identifiability.Local;

namespace ReluGen.Identifiability;

/// <summary>
/// The gradients of the outputs with respect to all parameters at a sample, modulo a prime. The activation bits are those of exact arithmetic:
/// float64 decides them with a rigorous bound of its error, and a sample where it cannot is refused.
/// </summary>
internal sealed class SampleGradient
{
    private readonly StageTable table;
    private readonly PrimeField field;
    private readonly double[][] values;
    private readonly double[][] errors;
    private readonly double[][] residues;
    private readonly double[][] adjoints;
    private readonly double[][] rows;
    private readonly double[][] slopes;

    /// <summary>Takes the residues of all weights.</summary>
    public SampleGradient(StageTable table, PrimeField field)
    {
        this.table = table;
        this.field = field;
        int sources = table.Stages.Count;
        values = Buffers(sources);
        errors = Buffers(sources);
        residues = Buffers(sources);
        adjoints = Buffers(sources + 1);
        rows = [.. table.Stages.Select(stage => Array.ConvertAll(stage.Rows, weight => field.Of(weight)))];
        slopes = [.. table.Stages.Select(stage => Enumerable.Range(0, stage.NeuronCount).Select(i => field.Of(stage.SlopeOf(i))).ToArray())];
        Bits = [.. Buffers(sources).Skip(1).Select(static stage => new bool[stage.Length])];
    }

    /// <summary>The bits of the hidden stages at the last sample.</summary>
    public bool[][] Bits { get; }

    /// <summary>Writes a row an output.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="gradient">Receives OutputCount rows of ParameterCount residues.</param>
    /// <returns>False if the sample is not finite or lies so near to a hyperplane that float64 does not decide on which side.</returns>
    public bool TryFill(ReadOnlySpan<float> sample, Span<double> gradient)
    {
        for (int j = 0; j < sample.Length; j++)
        {
            (values[0][j], residues[0][j]) = (sample[j], float.IsFinite(sample[j]) ? field.Of(sample[j]) : 0);
        }

        for (int l = 1; l < table.Stages.Count; l++)
        {
            if (!Decide(l))
            {
                return false;
            }

            Activate(l);
        }

        for (int o = 0; o < table.OutputCount; o++)
        {
            Propagate(o);
            Multiply(gradient.Slice(o * table.ParameterCount, table.ParameterCount));
        }

        return true;
    }

    /// <summary>Pre-activations in float64 with bounds of their errors (math.md 1.5), and the bits of a stage.</summary>
    private bool Decide(int l)
    {
        StageTable.Stage stage = table.Stages[l - 1];
        for (int i = 0; i < stage.NeuronCount; i++)
        {
            int at = i * stage.RowLength;
            double sum = stage.Rows[at++];
            double size = Math.Abs(sum);
            double inherited = 0;
            foreach (int source in stage.Sources)
            {
                for (int k = 0; k < values[source].Length; k++, at++)
                {
                    double term = stage.Rows[at] * values[source][k];
                    sum += term;
                    size += Math.Abs(term);
                    inherited += Math.Abs(stage.Rows[at]) * errors[source][k];
                }
            }

            double bound = SumError.Of(stage.RowLength - 1, size, inherited);
            if (!(Math.Abs(sum) > bound) || !double.IsFinite(bound))
            {
                return false;
            }

            double slope = sum > 0 ? 1 : stage.SlopeOf(i);
            Bits[l - 1][i] = sum > 0;
            values[l][i] = slope * sum;
            errors[l][i] = sum > 0 ? bound : SumError.Scaled(slope, sum, bound);
        }

        return true;
    }

    private void Activate(int l)
    {
        StageTable.Stage stage = table.Stages[l - 1];
        for (int i = 0; i < stage.NeuronCount; i++)
        {
            int at = i * stage.RowLength;
            double sum = rows[l - 1][at++];
            foreach (int source in stage.Sources)
            {
                foreach (double value in residues[source])
                {
                    sum = field.Reduce(sum + (rows[l - 1][at++] * value));
                }
            }

            residues[l][i] = Bits[l - 1][i] ? sum : field.Multiply(slopes[l - 1][i], sum);
        }
    }

    private void Propagate(int output)
    {
        foreach (double[] adjoint in adjoints)
        {
            Array.Clear(adjoint);
        }

        adjoints[^1][output] = 1;
        for (int l = table.Stages.Count; l >= 1; l--)
        {
            StageTable.Stage stage = table.Stages[l - 1];
            for (int i = 0; i < stage.NeuronCount; i++)
            {
                double u = l == table.Stages.Count || Bits[l - 1][i] ? adjoints[l][i] : field.Multiply(adjoints[l][i], slopes[l - 1][i]);
                adjoints[l][i] = u;
                int at = (i * stage.RowLength) + 1;
                foreach (int source in stage.Sources)
                {
                    for (int k = 0; k < adjoints[source].Length; k++, at++)
                    {
                        adjoints[source][k] = source == 0 || u == 0 ? adjoints[source][k] : field.Reduce(adjoints[source][k] + (u * rows[l - 1][at]));
                    }
                }
            }
        }
    }

    private void Multiply(Span<double> gradient)
    {
        int at = 0;
        for (int l = 1; l <= table.Stages.Count; l++)
        {
            foreach (double u in adjoints[l])
            {
                gradient[at++] = u;
                foreach (int source in table.Stages[l - 1].Sources)
                {
                    foreach (double value in residues[source])
                    {
                        gradient[at++] = field.Reduce(u * value);
                    }
                }
            }
        }
    }

    private double[][] Buffers(int sources) => [.. Enumerable.Range(0, sources).Select(source => new double[table.WidthOf(source)])];
}
