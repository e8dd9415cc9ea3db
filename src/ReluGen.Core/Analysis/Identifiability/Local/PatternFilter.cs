using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>
/// Decides the activation pattern of points exactly: in float64 with a rigorous bound of the error (math.md 1.5), and in exact arithmetic where
/// a pre-activation is within that bound. Serves one thread.
/// </summary>
internal sealed class PatternFilter
{
    private readonly Network network;
    private readonly double[][] values;
    private readonly double[][] errors;

    /// <summary>Prepares buffers for a network whose weights are finite.</summary>
    public PatternFilter(Network network)
    {
        this.network = network;
        values = new double[network.Stages.Count + 1][];
        errors = new double[values.Length][];
        for (int source = 0; source < values.Length; source++)
        {
            values[source] = new double[network.WidthOf(source)];
            errors[source] = new double[network.WidthOf(source)];
        }
    }

    /// <summary>The pattern of a point, and whether some pre-activation is exactly 0 there.</summary>
    public SamplePoint PointAt(IReadOnlyList<Dyadic> point)
    {
        for (int j = 0; j < point.Count; j++)
        {
            values[0][j] = point[j].ToDouble();
            if (Dyadic.Of(values[0][j]) != point[j])
            {
                return Exactly(point);
            }
        }

        var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        for (int l = 1; l < values.Length; l++)
        {
            if (!Decide(l, words))
            {
                return Exactly(point);
            }
        }

        return new SamplePoint(point, BitPattern.From(network.HiddenNeuronCount, words), false);
    }

    private SamplePoint Exactly(IReadOnlyList<Dyadic> point)
    {
        ExactForward exact = ExactForward.Run(network, point);
        return new SamplePoint(point, exact.Pattern, exact.HasTie);
    }

    /// <summary>True if float64 decides every neuron of the stage.</summary>
    [MethodImpl(HotLoop.Options)]
    private bool Decide(int stage, ulong[] words)
    {
        HiddenStage self = network.Stages[stage - 1];
        for (int i = 0; i < self.Width; i++)
        {
            double sum = self.Bias[i];
            double size = Math.Abs(sum);
            double inherited = 0;
            foreach (WeightBlock block in self.Blocks)
            {
                ReadOnlySpan<float> row = block.Row(i);
                double[] source = values[block.Source];
                double[] error = errors[block.Source];
                for (int k = 0; k < row.Length; k++)
                {
                    double term = row[k] * source[k];
                    sum += term;
                    size += Math.Abs(term);
                    inherited += Math.Abs(row[k]) * error[k];
                }
            }

            double bound = SumError.Of(self.FanIn, size, inherited);
            if (!(Math.Abs(sum) > bound))
            {
                return false;
            }

            if (sum > 0)
            {
                BitPattern.Set(words, network.FirstBitOf(stage) + i);
                (values[stage][i], errors[stage][i]) = (sum, bound);
            }
            else
            {
                values[stage][i] = self.Slopes[i] * sum;
                errors[stage][i] = SumError.Scaled(self.Slopes[i], sum, bound);
            }
        }

        return true;
    }
}

/// <summary>A point with its activation pattern, which was decided exactly.</summary>
/// <param name="Point">The coordinates.</param>
/// <param name="Pattern">The pattern: set where a pre-activation is positive.</param>
/// <param name="HasTie">True if some pre-activation is exactly 0, so that the network may not be differentiable in its parameters here.</param>
internal sealed record SamplePoint(IReadOnlyList<Dyadic> Point, BitPattern Pattern, bool HasTie);
