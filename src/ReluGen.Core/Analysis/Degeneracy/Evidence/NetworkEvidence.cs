using System;
using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Evidence;

/// <summary>What all detectors share: the network, the box, its matrices, the states of neurons, and the regions where they are known.</summary>
internal sealed class NetworkEvidence
{
    /// <summary>Up to so many inputs, the whole region budget counts.</summary>
    private const int EasyInputs = 32;

    private readonly StageMatrix?[] matrices;
    private readonly OutgoingWeights[] outgoing;

    /// <summary>The symbolic bounds; null where there are none.</summary>
    private BoundsAnalysis? symbolic;

    /// <summary>Stages in which a neuron that is open takes both signs for certain; bounds of stage 1 over a box are exact.</summary>
    private int settledStages;

    public NetworkEvidence(Network network, DegeneracyOptions options, CancellationToken cancellation)
    {
        Network = network;
        Options = options;
        Cancellation = cancellation;
        Box = options.Box ?? InputBox.Everything(network.InputCount);
        matrices = new StageMatrix?[network.Stages.Count + 2];
        outgoing = OutgoingWeights.Of(network);
        Points = new PointCloud(network, Box, options.PointBudget);
        Status = new StatusTable(network);
        settledStages = Box.IsBounded ? 1 : 0;
        AddBounds();
        FindWitnesses();
        FindByPrograms();
        FindRegions();
    }

    /// <summary>The network; all its weights are finite.</summary>
    public Network Network { get; }

    /// <summary>What was asked for.</summary>
    public DegeneracyOptions Options { get; }

    /// <summary>The domain; everything where none was given.</summary>
    public InputBox Box { get; }

    /// <summary>Points of the box.</summary>
    public PointCloud Points { get; }

    /// <summary>Dead and always-active neurons.</summary>
    public StatusTable Status { get; }

    /// <summary>All regions of the whole network; null where they were not needed or the budget was spent.</summary>
    public RegionEvidence? Regions { get; private set; }

    /// <summary>True if the regions were needed and the budget did not suffice.</summary>
    public bool BudgetExceeded { get; private set; }

    /// <summary>Stops the work.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>True if it is known whether a neuron is dead, always active or neither.</summary>
    public bool IsSettled(int stage, int neuron) =>
        stage <= settledStages
        || Status.Of(stage, neuron).State != NeuronState.Open
        || Points.CrossesZero(Network.FirstBitOf(stage) + neuron);

    /// <summary>True if that is known of every neuron.</summary>
    public bool AreAllSettled()
    {
        for (int l = 1; l <= Network.Stages.Count; l++)
        {
            if (Unsettled(l).Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Number of stages, the output included.</summary>
    public int StageCount => Network.Stages.Count + 1;

    /// <summary>The weights of a stage (from 1; the output is the last).</summary>
    public StageMatrix Matrix(int stage) => matrices[stage] ??= new StageMatrix(Network, stage, Box);

    /// <summary>Which elements of a source are read with weights that are not 0.</summary>
    public OutgoingWeights Outgoing(int source) => outgoing[source];

    /// <summary>The condition of a fact that was read from the rows of a stage.</summary>
    public FactCondition ConditionOf(StageMatrix matrix) => matrix.IsFolded ? FactCondition.Domain : FactCondition.Always;

    private void AddBounds()
    {
        Status.Add(BoundsAnalysis.Run(Network, InputBox.Everything(Network.InputCount), Budget(0), Cancellation), Points, FactCondition.Always);
        if (Box.IsEverything)
        {
            return;
        }

        Status.Add(BoundsAnalysis.Run(Network, Box, Budget(0), Cancellation), Points, FactCondition.Domain);
        if (Box.IsBounded && Options.SymbolicBudget > 0)
        {
            symbolic = BoundsAnalysis.Run(Network, Box, Budget(Options.SymbolicBudget), Cancellation);
            Status.Add(symbolic, Points, FactCondition.Domain);
        }
    }

    private void FindWitnesses()
    {
        if (!Box.IsBounded || Options.SearchBudget <= 0)
        {
            return;
        }

        var search = new WitnessSearch(Network, Box, Points);
        for (int l = settledStages + 1; l <= Network.Stages.Count; l++)
        {
            Cancellation.ThrowIfCancellationRequested();
            search.Run(l, Unsettled(l), Options.SearchBudget);
        }
    }

    /// <summary>Solves the linear program of the relaxation for neurons that seem to have one sign only.</summary>
    private void FindByPrograms()
    {
        if (symbolic is null)
        {
            return;
        }

        var search = new SlopeSearch(symbolic);
        for (int l = 2; l <= Math.Min(Network.Stages.Count, symbolic.Relaxations.Count + 1); l++)
        {
            foreach (int i in Unsettled(l))
            {
                Cancellation.ThrowIfCancellationRequested();
                if (search.Work < Options.ProgramBudget)
                {
                    Solve(search, symbolic, l, i);
                }
            }
        }
    }

    private void Solve(SlopeSearch search, BoundsAnalysis bounds, int stage, int neuron)
    {
        // A sign that was seen need not be excluded; where none was, inactive is the likelier.
        int bit = Network.FirstBitOf(stage) + neuron;
        int sign = Points.WasSeen(bit, 1) ? -1 : 1;
        if (search.Find(stage, neuron, sign) is not { } lines || bounds.UpperBoundBy(lines, stage, neuron, sign) is not (< 0 and var bound))
        {
            return;
        }

        StageBounds known = bounds.Stages[stage - 1];
        RelaxationProof proof = sign > 0 ? new RelaxationProof(known.Lower[neuron], bound) : new RelaxationProof(-bound, known.Upper[neuron]);
        Status.Set(stage, neuron, new NeuronStatus(
            sign > 0 ? NeuronState.Dead : NeuronState.Active, FactCondition.Domain, proof with { Bounds = bounds, Lines = lines }));
    }

    /// <summary>Enumerates where points and bounds leave a question that only the list of regions can answer.</summary>
    private void FindRegions()
    {
        if (!Box.IsBounded || Options.RegionBudget <= 0 || Network.HiddenNeuronCount == 0 || AllFixed() || !new OpenQuestions(this).Any())
        {
            return;
        }

        // The time of a decision grows with the number of inputs, roughly with its square.
        double share = Math.Min(1, (double)EasyInputs * EasyInputs / ((double)Box.Count * Box.Count));
        long nodes = (long)Math.Ceiling(share * Options.RegionBudget);
        long budget = nodes;
        Regions = RegionEvidence.Find(Network, Network.Stages.Count, Box, ref budget, Cancellation);
        BudgetExceeded = Regions is null;
        if (Regions is not null)
        {
            settledStages = Network.Stages.Count;
            Status.Add(Regions, Points);
            return;
        }

        FindRegionsOfStages(nodes);
    }

    /// <summary>The first stages have fewer regions; stage 1 alone is never needed, because its bounds over a box are exact.</summary>
    private void FindRegionsOfStages(long budget)
    {
        for (int stages = 2; stages < Network.Stages.Count; stages++)
        {
            if (Unsettled(stages).Count > 0)
            {
                if (RegionEvidence.Find(Network, stages, Box, ref budget, Cancellation) is not { } found)
                {
                    return;
                }

                settledStages = stages;
                Status.Add(found, Points);
            }
        }
    }

    private List<int> Unsettled(int stage)
    {
        var neurons = new List<int>();
        for (int i = 0; i < Network.Stages[stage - 1].Width; i++)
        {
            if (!IsSettled(stage, i))
            {
                neurons.Add(i);
            }
        }

        return neurons;
    }

    private bool AllFixed()
    {
        for (int j = 0; j < Box.Count; j++)
        {
            if (!Box.IsFixed(j))
            {
                return false;
            }
        }

        return true;
    }

    private static BoundsOptions Budget(long multiplyAdds) => new() { SymbolicBudget = multiplyAdds };
}
