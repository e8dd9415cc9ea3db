using System.Collections.Generic;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>Inputs that no output depends on, and outputs that depend on no input: by the weights, else by the list of regions (D11, D21).</summary>
internal static class InputsAndOutputs
{
    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        var always = new Influence(evidence.Network, static _ => false, (l, i) => IsOff(evidence, l, i, FactCondition.Always));
        var onDomain = new Influence(evidence.Network, evidence.Box.IsFixed, (l, i) => IsOff(evidence, l, i, FactCondition.Domain));
        List<Fact> dead = DeadOf(facts, evidence);
        var tables = new Tables(evidence);
        for (int j = 0; j < evidence.Network.InputCount; j++)
        {
            if (ProofOf(!always.Reaches(0, j), !evidence.Box.IsFixed(j) && !onDomain.Reaches(0, j), always, dead, tables.UnusedInput(j), out FactCondition condition) is { } proof)
            {
                facts.Add(FactKinds.UnusedInput, 0, j, condition, $"No output depends on input {j} ({evidence.Network.Inputs[j].Name})", proof);
            }
        }

        for (int o = 0; o < evidence.Network.OutputCount; o++)
        {
            int stage = evidence.StageCount;
            if (ProofOf(always.IsConstant(stage, o), onDomain.IsConstant(stage, o), always, dead, tables.ConstantOutput(o), out FactCondition condition) is { } proof)
            {
                facts.Add(FactKinds.ConstantOutput, stage, o, condition, $"Output {o} is always {tables.ValueOf(o):G9}", proof);
            }
        }
    }

    /// <summary>The strongest proof there is; null if there is none.</summary>
    private static FactProof? ProofOf(bool isAlways, bool isOnDomain, Influence always, List<Fact> dead, RegionProof? regions, out FactCondition condition)
    {
        condition = isAlways ? FactCondition.Always : FactCondition.Domain;
        return isAlways ? new InfluenceProof(dead.FindAll(fact => fact.Condition == FactCondition.Always && always.Off.Contains((fact.Stage, fact.Neurons[0]))))
            : isOnDomain ? new InfluenceProof(dead)
            : regions;
    }

    private static bool IsOff(NetworkEvidence evidence, int stage, int neuron, FactCondition most)
    {
        NeuronStatus status = evidence.Status.Of(stage, neuron);
        return status.State == NeuronState.Dead && status.Condition <= most && evidence.Network.Stages[stage - 1].Slopes[neuron] == 0;
    }

    private static List<Fact> DeadOf(FactList facts, NetworkEvidence evidence)
    {
        var dead = new List<Fact>();
        foreach (Fact fact in facts.Facts)
        {
            if (ReferenceEquals(fact.Kind, FactKinds.DeadNeuron) && evidence.Network.Stages[fact.Stage - 1].Slopes[fact.Neurons[0]] == 0)
            {
                dead.Add(fact);
            }
        }

        return dead;
    }

    /// <summary>What the affine maps of all regions say.</summary>
    private sealed class Tables(NetworkEvidence evidence)
    {
        private readonly OpenQuestions questions = new(evidence);
        private readonly System.Lazy<ExactAffineMaps> maps = new(() => new ExactAffineMaps(evidence.Network));
        private List<int>? inputs;
        private List<int>? outputs;

        public RegionProof? UnusedInput(int feature) => evidence.Regions is { } regions
            && (inputs ??= questions.UnusedInputs()).Contains(feature)
            && All(regions, map => IsZeroColumn(map, feature)) ? regions.Proof : null;

        public RegionProof? ConstantOutput(int output) => evidence.Regions is { } regions
            && (outputs ??= questions.ConstantOutputs()).Contains(output)
            && All(regions, map => IsZeroRow(map, output)) ? regions.Proof : null;

        /// <summary>The value of a constant output.</summary>
        public double ValueOf(int output)
        {
            // Any point will do; its value differs from the exact one by rounding that nine digits do not show.
            return evidence.Points.Activations[0][evidence.StageCount][output];
        }

        private bool All(RegionEvidence regions, System.Predicate<ExactAffineMap> holds)
        {
            foreach (Region region in regions.Regions)
            {
                if (!holds(maps.Value.Of(region.Pattern)))
                {
                    return false;
                }
            }

            return true;
        }

        private bool IsZeroColumn(ExactAffineMap map, int feature)
        {
            for (int o = 0; o < evidence.Network.OutputCount; o++)
            {
                if (map.Weights[(o * evidence.Box.Count) + feature].Sign != 0)
                {
                    return false;
                }
            }

            return true;
        }

        private bool IsZeroRow(ExactAffineMap map, int output)
        {
            for (int j = 0; j < evidence.Box.Count; j++)
            {
                if (!evidence.Box.IsFixed(j) && map.Weights[(output * evidence.Box.Count) + j].Sign != 0)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
