using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Analysis.Degeneracy.Evidence;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Degeneracy.Detectors;

/// <summary>What only the list of all regions shows: neurons with proportional activations, pre-activations that are 0 on a region, and that the list is too long (D27, D29).</summary>
internal static class RegionTables
{
    public static void Find(NetworkEvidence evidence, FactList facts)
    {
        if (evidence.BudgetExceeded)
        {
            facts.Add(FactKinds.RegionBudgetExceeded, 0, FactCondition.Domain,
                $"The domain has more regions than {evidence.Options.RegionBudget} decisions can enumerate, so facts that need all of them may be missing",
                InspectionProof.Instance);
        }

        if (evidence.Regions is { } regions)
        {
            FindZeroForms(evidence, regions, facts);
            foreach ((int stage, int first, int second) in new OpenQuestions(evidence).ProportionalPairs())
            {
                FindDuplicate(regions, stage, first, second, facts);
            }
        }
    }

    private static void FindZeroForms(NetworkEvidence evidence, RegionEvidence regions, FactList facts)
    {
        var counts = new int[evidence.Network.HiddenNeuronCount];
        foreach (Region region in regions.Regions)
        {
            ExactForms[] forms = regions.FormsOf(region);
            for (int l = 1; l <= forms.Length; l++)
            {
                int first = evidence.Network.FirstBitOf(l);
                for (int i = 0; i < evidence.Network.Stages[l - 1].Width; i++)
                {
                    counts[first + i] += !region.Pattern[first + i] && PatternForms.IsZero(forms[l - 1].Row(i)) ? 1 : 0;
                }
            }
        }

        for (int l = 1; l <= evidence.Network.Stages.Count; l++)
        {
            for (int i = 0; i < evidence.Network.Stages[l - 1].Width; i++)
            {
                int count = counts[evidence.Network.FirstBitOf(l) + i];
                if (count > 0)
                {
                    facts.Add(FactKinds.IdenticallyZeroPreActivation, l, i, FactCondition.Domain,
                        $"Stage {l}, neuron {i} has pre-activation 0 everywhere in {count} of {regions.Regions.Count} regions", regions.Proof);
                }
            }
        }
    }

    private static void FindDuplicate(RegionEvidence regions, int stage, int first, int second, FactList facts)
    {
        foreach (Fact twin in facts.Of(FactKinds.TwinNeurons, stage))
        {
            if (twin.Neurons[0] == first && twin.Neurons[1] == second)
            {
                return;
            }
        }

        if (FactorOf(regions, stage, first, second) is { } ratio)
        {
            var factor = new FactorProof(ratio.Numerator, ratio.Denominator);
            facts.Add(FactKinds.DuplicateNeurons, stage, [first, second], FactCondition.Domain,
                $"Stage {stage}: on the domain the activation of neuron {second} is always {factor.Factor} times that of neuron {first}",
                new RegionFactorProof(factor, regions.Proof));
        }
    }

    /// <summary>The positive factor between two activations in all regions; null if there is none.</summary>
    private static Ratio? FactorOf(RegionEvidence regions, int stage, int first, int second)
    {
        float slope = regions.Prefix.Stages[stage - 1].Slopes[first];
        if (slope != regions.Prefix.Stages[stage - 1].Slopes[second])
        {
            return null;
        }

        int bit = regions.Prefix.FirstBitOf(stage);
        Ratio? ratio = null;
        foreach (Region region in regions.Regions)
        {
            bool active = region.Pattern[bit + first];
            ExactForms forms = regions.FormsOf(region)[stage - 1];
            BigInteger[] left = forms.Row(first);
            BigInteger[] right = forms.Row(second);
            if (active == region.Pattern[bit + second] && !active && slope == 0)
            {
                continue;
            }

            int place = System.Array.FindIndex(right, static value => !value.IsZero);
            ratio ??= place < 0 || left[place].IsZero ? null : Ratio.Of(right[place], left[place]);
            if (active != region.Pattern[bit + second] || ratio is not { } known || known.Numerator.Sign <= 0 || !IsMultiple(left, right, known))
            {
                return null;
            }
        }

        return ratio;
    }

    private static bool IsMultiple(BigInteger[] left, BigInteger[] right, Ratio ratio)
    {
        for (int j = 0; j < left.Length; j++)
        {
            if (right[j] * ratio.Denominator != left[j] * ratio.Numerator)
            {
                return false;
            }
        }

        return true;
    }
}
