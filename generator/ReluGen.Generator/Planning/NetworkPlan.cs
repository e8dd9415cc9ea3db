using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Generator.Planning;

/// <summary>Where everything of a network lies in the generated code's memory. Emission decides nothing: it writes what stands here.</summary>
internal sealed class NetworkPlan
{
    /// <summary>Scratch up to this many floats (32 KB) is on the stack, more is kept a thread.</summary>
    private const int MostStackFloats = 8192;

    // With these limits no offset below comes near the range of int, although padding makes a neuron up to 16 times as large.
    private const int MostParameters = 1 << 24;
    private const int MostHiddenNeurons = 1 << 16;

    private NetworkPlan(Network network, PatternLayout? layout, CodeOptions options, IReadOnlyList<StagePlan> stages)
    {
        Network = network;
        Layout = layout;
        Weights = WeightPlan.Of(network, options.WeightsResource);
        IsFused = options.Fma;
        Stages = stages;
        InputLimit = Core.Evaluation.InputLimit.Of(network);
        ForwardMethods = MethodSplit.Of(stages, static stage => (stage.Sources.Count + 4) * Math.Max(RowPass.Accumulators(stage.Columns, 512), RowPass.Accumulators(stage.Columns, 128)));
        Reverse = new ReversePlan(this);
        Batch = [new BatchPlan(this, 512), new BatchPlan(this, 256), new BatchPlan(this, 128)];
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>How the pattern that the class shows follows from that of the network; null where they are the same.</summary>
    public PatternLayout? Layout { get; }

    /// <summary>True for sums of fused multiply-adds in forward passes.</summary>
    public bool IsFused { get; }

    /// <summary>Where its numbers stand.</summary>
    public WeightPlan Weights { get; }

    /// <summary>The hidden stages and, last, the output.</summary>
    public IReadOnlyList<StagePlan> Stages { get; }

    /// <summary>The stages in methods of the forward pass of a row.</summary>
    public IReadOnlyList<IReadOnlyList<StagePlan>> ForwardMethods { get; }

    /// <summary>Batches, at each vector width, the widest first.</summary>
    public IReadOnlyList<BatchPlan> Batch { get; }

    /// <summary>Gradients and affine maps.</summary>
    public ReversePlan Reverse { get; }

    /// <summary>The output stage.</summary>
    public StagePlan Output => Stages[Stages.Count - 1];

    /// <summary>Inputs up to this magnitude cannot overflow.</summary>
    public float InputLimit { get; }

    /// <summary>Products of one inference, those with weights that are 0 included.</summary>
    public long Products => Stages.Sum(static stage => (long)stage.Neurons * stage.Stage.FanIn);

    /// <summary>Number of words of the network's own pattern, which the kernels write and read.</summary>
    public int WordCount => BitPattern.WordCountOf(Network.HiddenNeuronCount);

    /// <summary>Number of bits of a pattern that the class shows.</summary>
    public int PatternBitCount => Layout?.BitCount ?? Network.HiddenNeuronCount;

    /// <summary>Number of words of a pattern that the class shows.</summary>
    public int PatternWordCount => BitPattern.WordCountOf(PatternBitCount);

    /// <summary>Floats of static data: every bias and weight.</summary>
    public int DataLength => Output.DataOffset + Output.Neurons * Output.RowLength;

    /// <summary>Floats of packed weights.</summary>
    public int PackedLength => Output.PackedOffset + Output.PackedLength;

    /// <summary>Floats for the activations of all hidden stages.</summary>
    public int ActivationLength => Output.ActivationOffset;

    /// <summary>Words for the stages' patterns before they are joined.</summary>
    public int MaskLength => Output.MaskOffset;

    /// <summary>Floats for the adjoints of all hidden stages for one output.</summary>
    public int AdjointLength => ActivationLength;

    /// <summary>Floats for the adjoints of a block of outputs, and 16 partial sums of the bias of each.</summary>
    public int MapScratchLength => Reverse.BlockOutputs * (AdjointLength + 16);

    /// <summary>True if scratch is small enough for the stack; masks are then too: at most a word for 16 floats.</summary>
    public bool ScratchOnStack => MapScratchLength <= MostStackFloats;

    /// <summary>Why there is no code for <paramref name="network"/>: it or the pattern that its class shows is too large; null if neither is.</summary>
    public static string? SizeProblem(Network network, PatternLayout? layout = null) =>
        network.ParameterCount > MostParameters ? $"the network has {network.ParameterCount} weights and biases; code is generated for at most {MostParameters}"
        : (layout?.BitCount ?? network.HiddenNeuronCount) > MostHiddenNeurons ? $"the network has {layout?.BitCount ?? network.HiddenNeuronCount} hidden neurons; a pattern has at most {MostHiddenNeurons} bits"
        : (long)network.InputCount * network.OutputCount > MostParameters ? $"an affine map of the network has {(long)network.InputCount * network.OutputCount} weights; at most {MostParameters} are allowed"
        : null;

    /// <summary>Plans <paramref name="network"/>, which must have no <see cref="SizeProblem"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layout">How the pattern that the class shows follows from that of the network; null where they are the same.</param>
    /// <param name="options">What is asked of the code.</param>
    public static NetworkPlan Of(Network network, PatternLayout? layout, CodeOptions options)
    {
        var stages = new List<StagePlan>();
        for (int l = 1; l <= network.Stages.Count + 1; l++)
        {
            bool hidden = l <= network.Stages.Count;
            AffineStage stage = hidden ? network.Stages[l - 1] : network.Output;
            stages.Add(new StagePlan(network, l, stage, hidden, stages));
        }

        return new NetworkPlan(network, layout, options, stages);
    }
}
