using System;

namespace ReluGen;

/// <summary>A stage of a generated network: pre-activations z = bias + weights · what it reads, and h = z &gt; 0 ? z : slope · z unless it is the output.</summary>
public readonly ref struct NetworkStage
{
    /// <summary>Views the numbers of a stage.</summary>
    /// <param name="rows">Neuron by neuron: the bias, then the weights, source by source.</param>
    /// <param name="slopes">Slopes below zero, one a neuron; empty where all are 0 and for the output.</param>
    /// <param name="sources">What the stage reads, ascending: 0 for the input, l for hidden stage l.</param>
    /// <param name="neuronCount">Number of neurons.</param>
    public NetworkStage(ReadOnlySpan<float> rows, ReadOnlySpan<float> slopes, ReadOnlySpan<int> sources, int neuronCount)
    {
        Rows = rows;
        Slopes = slopes;
        Sources = sources;
        NeuronCount = neuronCount;
    }

    /// <summary>Neuron by neuron: the bias, then the weights, source by source.</summary>
    public ReadOnlySpan<float> Rows { get; }

    /// <summary>Slopes below zero, one a neuron; empty where all are 0 and for the output.</summary>
    public ReadOnlySpan<float> Slopes { get; }

    /// <summary>What the stage reads, ascending: 0 for the input, l for hidden stage l.</summary>
    public ReadOnlySpan<int> Sources { get; }

    /// <summary>Number of neurons.</summary>
    public int NeuronCount { get; }
}

/// <summary>Looks at the stages of a generated network.</summary>
public interface INetworkVisitor
{
    /// <summary>Called once a stage, the hidden ones in order and then the output. The spans are the network's own static data.</summary>
    void Visit(in NetworkStage stage);
}
