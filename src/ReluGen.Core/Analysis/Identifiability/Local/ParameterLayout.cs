using System;
using System.Collections.Generic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>A parameter of a network.</summary>
/// <param name="Stage">The stage, from 1; the output is the last.</param>
/// <param name="Neuron">The neuron, from 0.</param>
/// <param name="Source">The source that the weight reads; -1 for the bias.</param>
/// <param name="Element">The element of the source; 0 for the bias.</param>
public readonly record struct NetworkParameter(int Stage, int Neuron, int Source, int Element)
{
    /// <summary>True for a bias.</summary>
    public bool IsBias => Source < 0;
}

/// <summary>Numbers the parameters of a network: stage by stage, neuron by neuron, first the weights in the order of sources and elements, then the bias.</summary>
internal sealed class ParameterLayout
{
    private readonly Network network;
    private readonly int[] firstOfStage;

    /// <summary>Numbers the parameters.</summary>
    /// <exception cref="OverflowException">There are more than 2^31 parameters.</exception>
    public ParameterLayout(Network network)
    {
        this.network = network;
        firstOfStage = new int[network.Stages.Count + 3];
        for (int l = 1; l <= network.Stages.Count + 1; l++)
        {
            AffineStage stage = StageOf(l);
            firstOfStage[l + 1] = checked(firstOfStage[l] + (stage.Width * (stage.FanIn + 1)));
        }
    }

    /// <summary>Number of parameters, P.</summary>
    public int Count => firstOfStage[firstOfStage.Length - 1];

    /// <summary>Largest possible rank: P − H, one direction for the scale of each hidden neuron.</summary>
    public int Expected => Count - network.HiddenNeuronCount;

    /// <summary>The stage of that number, from 1; the output is the last.</summary>
    public AffineStage StageOf(int stage) => stage <= network.Stages.Count ? network.Stages[stage - 1] : network.Output;

    /// <summary>Number of the first parameter of a neuron.</summary>
    public int FirstOf(int stage, int neuron) => firstOfStage[stage] + (neuron * (StageOf(stage).FanIn + 1));

    /// <summary>Number of the bias of a neuron.</summary>
    public int BiasOf(int stage, int neuron) => FirstOf(stage, neuron) + StageOf(stage).FanIn;

    /// <summary>The parameter of that number.</summary>
    public NetworkParameter this[int number]
    {
        get
        {
            int l = 1;
            while (number >= firstOfStage[l + 1])
            {
                l++;
            }

            AffineStage stage = StageOf(l);
            int neuron = (number - firstOfStage[l]) / (stage.FanIn + 1);
            int at = (number - firstOfStage[l]) % (stage.FanIn + 1);
            foreach (WeightBlock block in stage.Blocks)
            {
                if (at < block.Columns)
                {
                    return new NetworkParameter(l, neuron, block.Source, at);
                }

                at -= block.Columns;
            }

            return new NetworkParameter(l, neuron, -1, 0);
        }
    }

    /// <summary>
    /// The parameters without one outgoing weight a hidden neuron, the largest: dropping these columns of the Jacobian keeps its rank, because
    /// the directions of rescaling, restricted to them, form a triangular matrix. A neuron that nothing reads keeps all of its parameters.
    /// </summary>
    public int[] WithoutGauge()
    {
        var fixedParameters = new HashSet<int>();
        for (int source = 1; source <= network.Stages.Count; source++)
        {
            for (int i = 0; i < network.WidthOf(source); i++)
            {
                int largest = LargestReader(source, i);
                if (largest >= 0)
                {
                    fixedParameters.Add(largest);
                }
            }
        }

        var kept = new List<int>();
        for (int number = 0; number < Count; number++)
        {
            if (!fixedParameters.Contains(number))
            {
                kept.Add(number);
            }
        }

        return [.. kept];
    }

    /// <summary>The weight of largest magnitude with which a hidden neuron is read; -1 if all are 0.</summary>
    private int LargestReader(int source, int element)
    {
        int largest = -1;
        float magnitude = 0;
        for (int l = source + 1; l <= network.Stages.Count + 1; l++)
        {
            AffineStage stage = StageOf(l);
            int offset = element;
            foreach (WeightBlock block in stage.Blocks)
            {
                for (int i = 0; block.Source == source && i < stage.Width; i++)
                {
                    float weight = Math.Abs(block.Row(i)[element]);
                    (largest, magnitude) = weight > magnitude ? (FirstOf(l, i) + offset, weight) : (largest, magnitude);
                }

                offset += block.Columns;
            }
        }

        return largest;
    }
}
