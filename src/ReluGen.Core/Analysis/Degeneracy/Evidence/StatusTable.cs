using System.Collections.Generic;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Evidence;

/// <summary>Which neurons are dead or always active: by bounds, and where these leave it open by the list of regions.</summary>
internal sealed class StatusTable
{
    private readonly NeuronStatus[] statuses;
    private readonly Network network;

    /// <summary>The bounds of a box that is one point, by the very array of the point.</summary>
    private readonly Dictionary<double[], BoundsAnalysis> boundsAt = [];

    public StatusTable(Network network)
    {
        this.network = network;
        statuses = new NeuronStatus[network.HiddenNeuronCount];
        for (int bit = 0; bit < statuses.Length; bit++)
        {
            statuses[bit] = NeuronStatus.Open;
        }
    }

    /// <summary>The status of neuron <paramref name="neuron"/> of stage <paramref name="stage"/>.</summary>
    public NeuronStatus Of(int stage, int neuron) => statuses[network.FirstBitOf(stage) + neuron];

    /// <summary>Takes what bounds prove.</summary>
    public void Add(BoundsAnalysis bounds, PointCloud points, FactCondition condition)
    {
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            StageBounds stage = bounds.Stages[l - 1];
            for (int i = 0; i < stage.Count; i++)
            {
                int bit = network.FirstBitOf(l) + i;
                if (statuses[bit].State == NeuronState.Open)
                {
                    statuses[bit] = StatusOf(bounds, l, i, points.PositiveAt(bit), condition);
                }
            }
        }
    }

    /// <summary>Takes what the list of regions proves, for neurons that are open and were not seen on both sides.</summary>
    public void Add(RegionEvidence evidence, PointCloud points)
    {
        for (int l = 1; l <= evidence.Prefix.Stages.Count; l++)
        {
            for (int i = 0; i < evidence.Prefix.Stages[l - 1].Width; i++)
            {
                int bit = network.FirstBitOf(l) + i;
                if (statuses[bit].State == NeuronState.Open && !points.CrossesZero(bit))
                {
                    NeuronState state = StateIn(evidence, l, i, bit);
                    statuses[bit] = state == NeuronState.Open ? NeuronStatus.Open : new NeuronStatus(state, FactCondition.Domain, evidence.Proof);
                }
            }
        }
    }

    /// <summary>Takes a proof for one neuron that was open.</summary>
    public void Set(int stage, int neuron, NeuronStatus status) => statuses[network.FirstBitOf(stage) + neuron] = status;

    private NeuronStatus StatusOf(BoundsAnalysis bounds, int stage, int neuron, double[]? positiveAt, FactCondition condition)
    {
        double low = bounds.Stages[stage - 1].LowerValues[neuron];
        double high = bounds.Stages[stage - 1].UpperValues[neuron];
        if (!(high <= 0 || low >= 0))
        {
            return NeuronStatus.Open;
        }

        // Where only the bound is 0, a point must show that the neuron is not 0 everywhere.
        double[]? witness = high > 0 && low == 0 ? positiveAt : null;
        if (high > 0 && low == 0 && (witness is null || !IsPositiveAt(witness, stage, neuron)))
        {
            return NeuronStatus.Open;
        }

        FactProof proof = bounds.IsSymbolic
            ? new RelaxationProof(low, high) { Witness = witness, Bounds = bounds }
            : new IntervalProof(low, high) { Witness = witness };
        return new NeuronStatus(high <= 0 ? NeuronState.Dead : NeuronState.Active, condition, proof);
    }

    /// <summary>By the bounds of one point, which are good for all neurons; exactly, which takes a whole pass a neuron, where these do not decide.</summary>
    private bool IsPositiveAt(double[] point, int stage, int neuron)
    {
        if (!boundsAt.TryGetValue(point, out BoundsAnalysis? bounds))
        {
            boundsAt.Add(point, bounds = BoundsAnalysis.Run(network, new InputBox(point, point), new BoundsOptions { SymbolicBudget = 0 }));
        }

        return bounds.Stages[stage - 1].LowerValues[neuron] > 0 || ExactForward.SignAt(network, point, stage, neuron) > 0;
    }

    private static NeuronState StateIn(RegionEvidence evidence, int stage, int neuron, int bit)
    {
        bool ever = false;
        var off = new List<Region>();
        foreach (Region region in evidence.Regions)
        {
            if (region.Pattern[bit])
            {
                ever = true;
            }
            else
            {
                off.Add(region);
            }
        }

        return !ever ? NeuronState.Dead
            : off.TrueForAll(region => PatternForms.IsZero(evidence.FormsOf(region)[stage - 1].Row(neuron))) ? NeuronState.Active
            : NeuronState.Open;
    }
}
