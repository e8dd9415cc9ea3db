using System;
using System.Collections.Generic;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Evidence;

/// <summary>What float64 points did not refute and only exact work can settle. Answers guide the work; they prove nothing.</summary>
internal sealed class OpenQuestions(NetworkEvidence evidence)
{
    /// <summary>Points of which every second one's gradient is looked at: the others are corners, where hyperplanes meet.</summary>
    private const int GradientPoints = 64;

    /// <summary>True if there is any question.</summary>
    public bool Any() =>
        !evidence.AreAllSettled()
        || evidence.Points.SawZeroForms
        || ConstantOutputs().Count > 0
        || UnusedInputs().Count > 0
        || ProportionalPairs().Count > 0;

    /// <summary>Outputs that had one value at all points.</summary>
    public List<int> ConstantOutputs()
    {
        var outputs = new List<int>();
        for (int o = 0; o < evidence.Network.OutputCount; o++)
        {
            if (!evidence.Points.OutputVaries(o) && !evidence.Matrix(evidence.StageCount).IsZero(o))
            {
                outputs.Add(o);
            }
        }

        return outputs;
    }

    /// <summary>Features that vary and are read, whose derivatives were 0 at all points.</summary>
    public List<int> UnusedInputs()
    {
        Network network = evidence.Network;
        var used = new bool[network.InputCount];
        for (int p = 1; p < Math.Min(GradientPoints, evidence.Points.Count); p += 2)
        {
            AddGradient(evidence.Points.Activations[p], used);
        }

        var unused = new List<int>();
        for (int j = 0; j < used.Length; j++)
        {
            if (!used[j] && !evidence.Box.IsFixed(j) && evidence.Outgoing(0).IsRead(j))
            {
                unused.Add(j);
            }
        }

        return unused;
    }

    /// <summary>Pairs of one stage whose activations had one positive ratio at all points, and that were active somewhere.</summary>
    public List<(int Stage, int First, int Second)> ProportionalPairs()
    {
        var pairs = new List<(int, int, int)>();
        for (int l = 1; l <= evidence.Network.Stages.Count; l++)
        {
            var vectors = new List<(int Neuron, double[] Values, double Share)>();
            for (int i = 0; i < evidence.Network.Stages[l - 1].Width; i++)
            {
                if (evidence.Points.WasSeen(evidence.Network.FirstBitOf(l) + i, 1))
                {
                    vectors.Add(VectorOf(l, i));
                }
            }

            vectors.Sort(static (left, right) => left.Share != right.Share ? left.Share.CompareTo(right.Share) : left.Neuron.CompareTo(right.Neuron));
            for (int a = 0; a < vectors.Count; a++)
            {
                for (int b = a + 1; b < vectors.Count && vectors[b].Share - vectors[a].Share < 1e-9; b++)
                {
                    if (AreEqual(vectors[a].Values, vectors[b].Values))
                    {
                        pairs.Add((l, Math.Min(vectors[a].Neuron, vectors[b].Neuron), Math.Max(vectors[a].Neuron, vectors[b].Neuron)));
                    }
                }
            }
        }

        pairs.Sort();
        return pairs;
    }

    /// <summary>The activations at the points, divided by the sum of their absolute values; and one number of it to sort by.</summary>
    private (int Neuron, double[] Values, double Share) VectorOf(int stage, int neuron)
    {
        var values = new double[Math.Min(evidence.Points.Count, 256)];
        double sum = 0;
        for (int p = 0; p < values.Length; p++)
        {
            values[p] = evidence.Points.Activations[p][stage][neuron];
            sum += Math.Abs(values[p]);
        }

        double share = 0;
        for (int p = 0; p < values.Length && sum > 0; p++)
        {
            values[p] /= sum;
            share += values[p] * (p + 1) / values.Length;
        }

        return (neuron, values, share);
    }

    private static bool AreEqual(double[] left, double[] right)
    {
        bool any = false;
        for (int p = 0; p < left.Length; p++)
        {
            any |= left[p] != 0;
            if (Math.Abs(left[p] - right[p]) > 1e-9)
            {
                return false;
            }
        }

        return any;
    }

    /// <summary>Marks the features on which a fixed combination of the outputs depends at a point, beyond rounding.</summary>
    private void AddGradient(double[][] values, bool[] used)
    {
        Network network = evidence.Network;
        var adjoints = new double[network.Stages.Count + 1][];
        var sizes = new double[network.Stages.Count + 1][];
        for (int source = 0; source < adjoints.Length; source++)
        {
            adjoints[source] = new double[network.WidthOf(source)];
            sizes[source] = new double[network.WidthOf(source)];
        }

        for (int o = 0; o < network.OutputCount; o++)
        {
            // Weights without a pattern, so that outputs do not cancel each other.
            double weight = 1 + (0.618033988749895 * (o + 1) % 1);
            Spread(network.Output, o, weight, weight, adjoints, sizes);
        }

        for (int l = network.Stages.Count; l >= 1; l--)
        {
            HiddenStage stage = network.Stages[l - 1];
            for (int i = 0; i < stage.Width; i++)
            {
                double slope = values[l][i] > 0 ? 1 : stage.Slopes[i];
                if (slope != 0 && sizes[l][i] != 0)
                {
                    Spread(stage, i, adjoints[l][i] * slope, sizes[l][i] * Math.Abs(slope), adjoints, sizes);
                }
            }
        }

        for (int j = 0; j < used.Length; j++)
        {
            used[j] |= Math.Abs(adjoints[0][j]) > 1e-9 * sizes[0][j];
        }
    }

    private static void Spread(AffineStage stage, int neuron, double factor, double size, double[][] adjoints, double[][] sizes)
    {
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            double[] adjoint = adjoints[block.Source];
            double[] bound = sizes[block.Source];
            for (int k = 0; k < row.Length; k++)
            {
                adjoint[k] += factor * row[k];
                bound[k] += size * Math.Abs(row[k]);
            }
        }
    }
}
