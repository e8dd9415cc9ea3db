using System;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Tool.Engines;

/// <summary>The network in double precision, evaluated by plain loops.</summary>
internal sealed class ReferenceEngine(Network network) : IEngine
{
    public bool IsSingle => false;

    public Evaluation Evaluate(float[] input, bool link)
    {
        double[] wide = Array.ConvertAll(input, static value => (double)value);
        var outputs = new double[network.OutputCount];
        var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        ReferenceForward.Run(network, wide, outputs, words);
        if (link)
        {
            ReferenceForward.ApplyLink(network.Link, outputs);
        }

        BitPattern pattern = BitPattern.From(network.HiddenNeuronCount, words);
        AffineMap64 map = AffineMap64.Of(network, pattern);
        return new Evaluation(outputs, pattern, map.Weights, map.Bias);
    }

    public void Dispose()
    {
    }
}
