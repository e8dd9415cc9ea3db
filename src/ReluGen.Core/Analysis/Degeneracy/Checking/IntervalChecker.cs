using System.Collections.Generic;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>Interval arithmetic through the network in exact arithmetic, stage after stage as far as it is asked for.</summary>
internal sealed class IntervalChecker
{
    private readonly Network network;
    private readonly List<ExactRange[]> activations = [];
    private readonly List<ExactRange[]> preActivations = [];

    public IntervalChecker(Network network, InputBox box)
    {
        this.network = network;
        var inputs = new ExactRange[box.Count];
        for (int j = 0; j < inputs.Length; j++)
        {
            inputs[j] = ExactRange.Of(box.Lower[j], box.Upper[j]);
        }

        activations.Add(inputs);
    }

    /// <summary>The interval of a pre-activation.</summary>
    public ExactRange Of(int stage, int neuron)
    {
        while (preActivations.Count < stage)
        {
            AddStage(preActivations.Count + 1);
        }

        return preActivations[stage - 1][neuron];
    }

    /// <summary>The interval of one pre-activation over intervals of its sources.</summary>
    public static ExactRange Affine(CheckedRow row, System.Func<int, int, ExactRange> sourceOf)
    {
        ExactRange sum = ExactRange.Of(row.Bias);
        foreach (KeyValuePair<(int Source, int Element), Dyadic> weight in row.Weights)
        {
            sum += sourceOf(weight.Key.Source, weight.Key.Element).Times(weight.Value);
        }

        return sum;
    }

    private void AddStage(int stage)
    {
        var z = new ExactRange[CheckedRow.WidthOf(network, stage)];
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Affine(CheckedRow.Of(network, stage, i, null), (source, element) => activations[source][element]);
        }

        preActivations.Add(z);
        if (stage <= network.Stages.Count)
        {
            HiddenStage self = network.Stages[stage - 1];
            var h = new ExactRange[z.Length];
            for (int i = 0; i < z.Length; i++)
            {
                h[i] = z[i].Activated(Dyadic.Of(self.Slopes[i]));
            }

            activations.Add(h);
        }
    }
}
