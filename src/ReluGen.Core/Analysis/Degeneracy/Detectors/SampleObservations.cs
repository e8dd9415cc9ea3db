using System;
using System.Collections.Generic;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>
/// What the rows of a sample file show and no proof covers: neurons that no row or every row activates, and rows that lie exactly on a
/// hyperplane (D26). Neurons whose state is proved are left out.
/// </summary>
internal sealed class SampleObservations
{
    private readonly NetworkEvidence evidence;
    private readonly long[] active;
    private readonly float[]?[] ties;
    private readonly long[] tieCounts;
    private long rows;

    /// <summary>True if some rows were not seen but stood for by another.</summary>
    private bool standIns;

    private SampleObservations(NetworkEvidence evidence)
    {
        this.evidence = evidence;
        active = new long[evidence.Network.HiddenNeuronCount];
        ties = new float[active.Length][];
        tieCounts = new long[active.Length];
    }

    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        if (evidence.Options.Samples is not { } samples)
        {
            return;
        }

        var observations = new SampleObservations(evidence);
        foreach (SampleRow row in samples)
        {
            evidence.Cancellation.ThrowIfCancellationRequested();
            observations.Add(row);
        }

        observations.AddTo(facts);
    }

    private void Add(SampleRow row)
    {
        rows += row.Count;
        standIns |= row.Count > 1;
        Network network = evidence.Network;
        var values = new double[network.Stages.Count + 1][];
        values[0] = Array.ConvertAll(row.Values, static value => (double)value);
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            values[l] = new double[stage.Width];
            for (int i = 0; i < stage.Width; i++)
            {
                double z = PointCloud.PreActivation(stage, i, values, out double size);
                int bit = network.FirstBitOf(l) + i;

                // Rounding leaves the sign of a tiny sum open; there it is computed exactly.
                int sign = Math.Abs(z) > 1e-10 * size ? Math.Sign(z) : ExactForward.SignAt(network, values[0], l, i);
                active[bit] += sign > 0 ? row.Count : 0;
                if (sign == 0)
                {
                    ties[bit] ??= row.Values;
                    tieCounts[bit]++;
                }

                values[l][i] = z > 0 ? z : stage.Slopes[i] * z;
            }
        }
    }

    private void AddTo(FactList facts)
    {
        for (int l = 1; l <= evidence.Network.Stages.Count && rows > 0; l++)
        {
            for (int i = 0; i < evidence.Network.Stages[l - 1].Width; i++)
            {
                int bit = evidence.Network.FirstBitOf(l) + i;
                bool isOpen = evidence.Status.Of(l, i).State == NeuronState.Open;
                if (isOpen && active[bit] == 0)
                {
                    facts.Add(FactKinds.InactiveOnSamples, l, i, FactCondition.Samples,
                        $"Stage {l}, neuron {i} is inactive on all {rows} rows", new SampleProof(rows, null));
                }

                if (isOpen && active[bit] == rows)
                {
                    facts.Add(FactKinds.ActiveOnSamples, l, i, FactCondition.Samples,
                        $"Stage {l}, neuron {i} is active on all {rows} rows", new SampleProof(rows, null));
                }

                if (isOpen && ties[bit] is { } row)
                {
                    facts.Add(FactKinds.TieOnSamples, l, i, FactCondition.Samples,
                        $"{(standIns ? "At least " : "")}{tieCounts[bit]} of {rows} rows lie exactly on the hyperplane of stage {l}, neuron {i}", new SampleProof(rows, row));
                }
            }
        }
    }
}
