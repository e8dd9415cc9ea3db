using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Tests.Analysis.Regions;

/// <summary>Small networks by hand.</summary>
internal static class Nets
{
    /// <summary>A chain of layers (weights, biases); the last one is the output.</summary>
    public static Network Chain(params (double[][] W, double[] B)[] layers)
    {
        var stages = new List<HiddenStage>();
        for (int l = 0; l < layers.Length - 1; l++)
        {
            stages.Add(HiddenStage.Relu([Block(l, layers[l].W)], Floats(layers[l].B)));
        }

        (double[][] weights, double[] bias) = layers[^1];
        return new Network(
            InputFeature.Unnamed(layers[0].W[0].Length),
            stages,
            new AffineStage([Block(layers.Length - 1, weights)], Floats(bias)));
    }

    /// <summary>One hidden stage whose neurons are summed.</summary>
    public static Network Shallow(double[][] weights, double[] bias) =>
        Chain((weights, bias), ([Enumerable.Repeat(1.0, bias.Length).ToArray()], [0]));

    /// <summary>A fully connected network with normally distributed weights.</summary>
    public static Network Random(int seed, params int[] widths)
    {
        var random = new Random(seed);
        var layers = new (double[][] W, double[] B)[widths.Length - 1];
        for (int l = 0; l < layers.Length; l++)
        {
            double scale = Math.Sqrt(2.0 / widths[l]);
            layers[l] = (
                Enumerable.Range(0, widths[l + 1]).Select(_ => Enumerable.Range(0, widths[l]).Select(_ => scale * Normal()).ToArray()).ToArray(),
                Enumerable.Range(0, widths[l + 1]).Select(_ => 0.3 * Normal()).ToArray());
        }

        return Chain(layers);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    /// <summary>The weights with which a stage reads one source.</summary>
    public static WeightBlock Block(int source, double[][] weights) =>
        new(source, weights.Length, weights[0].Length, Floats(weights.SelectMany(row => row)));

    /// <summary>Rounded to float32.</summary>
    public static float[] Floats(IEnumerable<double> values) => values.Select(value => (float)value).ToArray();
}
