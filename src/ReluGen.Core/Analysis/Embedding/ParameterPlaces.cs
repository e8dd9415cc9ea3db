using System.Collections.Generic;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Embedding;

/// <summary>Numbers the parameters of a network: by stage, the output last, then by neuron; its weights by block, then its bias.</summary>
internal sealed class ParameterPlaces
{
    private readonly Network network;
    private readonly int[] first;

    public ParameterPlaces(Network network)
    {
        this.network = network;
        first = new int[network.Stages.Count + 2];
        for (int l = 1; l < first.Length; l++)
        {
            AffineStage stage = StageOf(l);
            first[l] = checked(first[l - 1] + (stage.Width * (stage.FanIn + 1)));
        }
    }

    /// <summary>Number of parameters.</summary>
    public int Count => first[first.Length - 1];

    /// <summary>The parameters along a path to an output, each once; none where the output does not read the path's end.</summary>
    public List<(int Place, Dyadic Value)> Along(NetworkPath path, int output)
    {
        var factors = new List<(int, Dyadic)>();
        int source = path.Input >= 0 ? 0 : -1;
        int element = path.Input;
        foreach (NeuronAddress neuron in path.Neurons)
        {
            factors.Add(Parameter(neuron.Stage, neuron.Neuron, source, element)!.Value);
            (source, element) = (neuron.Stage, neuron.Neuron);
        }

        if (Parameter(first.Length - 1, output, source, element) is not { } last)
        {
            return [];
        }

        factors.Add(last);
        return factors;
    }

    /// <summary>The weight with which a neuron reads an element, or its bias for source −1; null where it does not read that source.</summary>
    private (int Place, Dyadic Value)? Parameter(int stage, int neuron, int source, int element)
    {
        AffineStage self = StageOf(stage);
        int place = first[stage - 1] + (neuron * (self.FanIn + 1));
        if (source < 0)
        {
            return (place + self.FanIn, Dyadic.Of(self.Bias[neuron]));
        }

        foreach (WeightBlock block in self.Blocks)
        {
            if (block.Source == source)
            {
                return (place + element, Dyadic.Of(block.Row(neuron)[element]));
            }

            place += block.Columns;
        }

        return null;
    }

    private AffineStage StageOf(int stage) => stage <= network.Stages.Count ? network.Stages[stage - 1] : network.Output;
}
