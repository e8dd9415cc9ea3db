using System;
using System.Collections.Generic;

namespace ReluGen.Core.Networks;

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
            AffineStage stage = network.StageOf(l);
            firstOfStage[l + 1] = checked(firstOfStage[l] + (stage.Width * (stage.FanIn + 1)));
        }
    }

    /// <summary>Number of parameters, P.</summary>
    public int Count => firstOfStage[firstOfStage.Length - 1];

    /// <summary>Largest possible rank: P − H, one direction for the scale of each hidden neuron.</summary>
    public int Expected => Count - network.HiddenNeuronCount;

    /// <summary>Number of the first parameter of a neuron.</summary>
    public int FirstOf(int stage, int neuron) => firstOfStage[stage] + (neuron * (network.StageOf(stage).FanIn + 1));

    /// <summary>Number of the bias of a neuron.</summary>
    public int BiasOf(int stage, int neuron) => FirstOf(stage, neuron) + network.StageOf(stage).FanIn;

    /// <summary>Number of the weight with which a neuron reads an element of a source; -1 where it does not read the source.</summary>
    public int WeightOf(int stage, int neuron, int source, int element)
    {
        int number = FirstOf(stage, neuron);
        foreach (WeightBlock block in network.StageOf(stage).Blocks)
        {
            if (block.Source == source)
            {
                return number + element;
            }

            number += block.Columns;
        }

        return -1;
    }

    /// <summary>The value of a parameter.</summary>
    public float ValueOf(int number)
    {
        NetworkParameter parameter = this[number];
        AffineStage stage = network.StageOf(parameter.Stage);
        if (parameter.IsBias)
        {
            return stage.Bias[parameter.Neuron];
        }

        int offset = number - FirstOf(parameter.Stage, parameter.Neuron);
        foreach (WeightBlock block in stage.Blocks)
        {
            if (offset < block.Columns)
            {
                return block.Row(parameter.Neuron)[offset];
            }

            offset -= block.Columns;
        }

        throw new ArgumentOutOfRangeException(nameof(number));
    }

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

            AffineStage stage = network.StageOf(l);
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
            AffineStage stage = network.StageOf(l);
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
