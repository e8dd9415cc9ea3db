using System.Collections.Generic;

namespace ReluGen.Identifiability;

/// <summary>The stages of a network and where their parameters stand in a gradient: stage by stage, neuron by neuron, the bias first.</summary>
internal sealed class StageTable(int inputCount) : INetworkVisitor
{
    private readonly List<Stage> stages = [];

    /// <summary>The hidden stages and the output.</summary>
    public IReadOnlyList<Stage> Stages => stages;

    /// <summary>Number of parameters.</summary>
    public int ParameterCount { get; private set; }

    /// <summary>Number of hidden neurons.</summary>
    public int HiddenNeuronCount { get; private set; }

    /// <summary>Number of outputs.</summary>
    public int OutputCount => stages[^1].NeuronCount;

    /// <summary>Width of a source: 0 is the input.</summary>
    public int WidthOf(int source) => source == 0 ? inputCount : stages[source - 1].NeuronCount;

    /// <inheritdoc/>
    public void Visit(in NetworkStage stage)
    {
        // Hidden unless it turns out to be the last.
        HiddenNeuronCount += stages.Count == 0 ? 0 : stages[^1].NeuronCount;
        stages.Add(new Stage(stage.Rows.ToArray(), stage.Slopes.ToArray(), stage.Sources.ToArray(), stage.NeuronCount));
        ParameterCount = checked(ParameterCount + stage.Rows.Length);
    }

    /// <summary>One stage; see <see cref="NetworkStage"/>.</summary>
    internal sealed record Stage(float[] Rows, float[] Slopes, int[] Sources, int NeuronCount)
    {
        /// <summary>Bias and weights of a neuron.</summary>
        public int RowLength => Rows.Length / NeuronCount;

        /// <summary>Slope below zero of a neuron.</summary>
        public float SlopeOf(int neuron) => Slopes.Length == 0 ? 0 : Slopes[neuron];
    }
}
