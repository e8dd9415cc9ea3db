using System;
using System.Collections.Generic;

namespace ReluGen.Core.Networks;

/// <summary>
/// A piecewise-affine network in normal form: hidden stages z_l = Σ_s W_{l,s}·v_s + b_l, h = z > 0 ? z : α·z,
/// then an affine output and a link. Immutable. Everything that ReluGen reads is lowered to this one form.
/// </summary>
/// <remarks>
/// Sources count from 0, the input; hidden stages count from 1. The activation pattern has one bit a hidden neuron, in stage
/// order, then neuron order. Weights may be NaN or infinite, so that they can be diagnosed.
/// </remarks>
public sealed class Network : IEquatable<Network>
{
    private readonly int[] firstBits;

    /// <summary>Checks that the parts fit.</summary>
    /// <exception cref="ArgumentException">
    /// A block's columns are not its source's width, a source is not before its stage, a domain is empty, two inputs share a name,
    /// or there is no input, no output or a stage without neurons.
    /// </exception>
    public Network(
        IReadOnlyList<InputFeature> inputs,
        IReadOnlyList<HiddenStage> stages,
        AffineStage output,
        Link link = Link.Identity,
        NetworkOrigin? origin = null)
    {
        Inputs = inputs;
        Stages = stages;
        Output = output;
        Link = link;
        Origin = origin ?? NetworkOrigin.None;
        firstBits = new int[stages.Count + 1];
        CheckInputs(inputs);
        if (output.Width == 0)
        {
            throw new ArgumentException("The network has no outputs.");
        }

        for (int l = 1; l <= stages.Count; l++)
        {
            CheckSources(stages[l - 1], l);
            if (stages[l - 1].Width == 0)
            {
                throw new ArgumentException($"Stage {l} has no neurons.");
            }

            firstBits[l] = checked(firstBits[l - 1] + stages[l - 1].Width);
        }

        CheckSources(output, stages.Count + 1);
        ContentHash = NetworkHash.Of(this);
    }

    /// <summary>The inputs, with their names and domain.</summary>
    public IReadOnlyList<InputFeature> Inputs { get; }

    /// <summary>The hidden stages; element 0 is stage 1.</summary>
    public IReadOnlyList<HiddenStage> Stages { get; }

    /// <summary>The affine output stage, before the link.</summary>
    public AffineStage Output { get; }

    /// <summary>What is applied to the output.</summary>
    public Link Link { get; }

    /// <summary>Which file the network came from. Not part of its value.</summary>
    public NetworkOrigin Origin { get; }

    /// <summary>SHA-256, in hexadecimal, of the arithmetic: blocks, biases, slopes and link, bit for bit. Names, domain and origin are left out.</summary>
    public string ContentHash { get; }

    /// <summary>Number of inputs.</summary>
    public int InputCount => Inputs.Count;

    /// <summary>Number of outputs.</summary>
    public int OutputCount => Output.Width;

    /// <summary>Number of hidden neurons, which is the length of the activation pattern.</summary>
    public int HiddenNeuronCount => firstBits[firstBits.Length - 1];

    /// <summary>Number of weights and biases.</summary>
    public long ParameterCount
    {
        get
        {
            long count = Parameters(Output);
            foreach (HiddenStage stage in Stages)
            {
                count += Parameters(stage);
            }

            return count;

            static long Parameters(AffineStage stage) => (long)stage.Width * (stage.FanIn + 1);
        }
    }

    /// <summary>True if at least one input is bounded on some side.</summary>
    public bool HasDomain
    {
        get
        {
            foreach (InputFeature input in Inputs)
            {
                if (!input.IsUnbounded)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>True if every stage reads only the one before it and all slopes are 0.</summary>
    public bool IsReluChain
    {
        get
        {
            for (int l = 1; l <= Stages.Count + 1; l++)
            {
                AffineStage stage = StageOf(l);
                if (stage.Blocks.Count != 1 || stage.Blocks[0].Source != l - 1 || stage is HiddenStage { IsRelu: false })
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Stage <paramref name="stage"/>, from 1; the output is the last.</summary>
    public AffineStage StageOf(int stage) => stage <= Stages.Count ? Stages[stage - 1] : Output;

    /// <summary>Width of source <paramref name="source"/>: the input for 0, hidden stage l for l.</summary>
    public int WidthOf(int source) => source == 0 ? InputCount : Stages[source - 1].Width;

    /// <summary>Bit of the pattern that belongs to neuron 0 of hidden stage <paramref name="stage"/> (from 1).</summary>
    public int FirstBitOf(int stage) => firstBits[stage - 1];

    /// <summary>The same network with other names or another domain.</summary>
    public Network WithInputs(IReadOnlyList<InputFeature> inputs) => new(inputs, Stages, Output, Link, Origin);

    /// <summary>The same network from another file.</summary>
    public Network WithOrigin(NetworkOrigin origin) => new(Inputs, Stages, Output, Link, origin);

    /// <inheritdoc/>
    public bool Equals(Network? other)
    {
        if (other is null || ContentHash != other.ContentHash)
        {
            return false;
        }

        for (int i = 0; i < Inputs.Count; i++)
        {
            if (!Inputs[i].Equals(other.Inputs[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Network);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ContentHash);

    private static void CheckInputs(IReadOnlyList<InputFeature> inputs)
    {
        if (inputs.Count == 0)
        {
            throw new ArgumentException("The network has no inputs.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (InputFeature input in inputs)
        {
            if (!names.Add(input.Name))
            {
                throw new ArgumentException($"Two inputs are named '{input.Name}'.");
            }

            if (!(input.Lower <= input.Upper) || double.IsPositiveInfinity(input.Lower) || double.IsNegativeInfinity(input.Upper))
            {
                throw new ArgumentException($"The domain of input '{input.Name}' is empty.");
            }
        }
    }

    private void CheckSources(AffineStage stage, int index)
    {
        foreach (WeightBlock block in stage.Blocks)
        {
            if (block.Source >= index)
            {
                throw new ArgumentException($"Stage {index} reads source {block.Source}, which does not come before it.");
            }

            if (block.Columns != WidthOf(block.Source))
            {
                throw new ArgumentException($"Stage {index} has {block.Columns} weights a neuron for source {block.Source}, whose width is {WidthOf(block.Source)}.");
            }
        }
    }
}
