using System.Collections.Generic;
using System.Globalization;
using ReluGen.Core.Analysis.Regions.Geometry;

namespace ReluGen.Core.Analysis.Embedding;

/// <summary>
/// A path to the outputs: it starts at an input or at the bias of its first neuron and goes through neurons of rising stages; the path without
/// input and neurons is the output bias. Each path is completed by every output that reads where it ends.
/// </summary>
/// <param name="Input">The input where it starts; −1 where it starts at a bias.</param>
/// <param name="Neurons">The neurons on it, in order; stages may be skipped where the network has such connections.</param>
public sealed record NetworkPath(int Input, IReadOnlyList<NeuronAddress> Neurons)
{
    /// <summary>The source where it ends, before the output: 0 for the input, l for stage l, −1 for the output bias.</summary>
    public int LastSource => Neurons.Count > 0 ? Neurons[Neurons.Count - 1].Stage : Input >= 0 ? 0 : -1;

    /// <summary>The element of that source.</summary>
    public int LastElement => Neurons.Count > 0 ? Neurons[Neurons.Count - 1].Neuron : Input;

    /// <summary>Such as <c>x0 1:2 2:0</c>, <c>b 1:2 2:0</c>, or <c>b</c> for the output bias.</summary>
    public override string ToString()
    {
        string text = Input < 0 ? "b" : "x" + Input.ToString(CultureInfo.InvariantCulture);
        foreach (NeuronAddress neuron in Neurons)
        {
            text += string.Format(CultureInfo.InvariantCulture, " {0}:{1}", neuron.Stage, neuron.Neuron);
        }

        return text;
    }
}
