using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Embedding;

/// <summary>
/// The path embedding Φ of a small network (Stock and Gribonval 2021; design/math.md 3.1): for each path and output the product of the bias where
/// it starts and the weights along it, exactly. With the path activations α(x) it gives the outputs before the link: f(x) = α(x) Φ.
/// </summary>
/// <remarks>
/// Paths may skip stages where the network has such connections; a neuron with a slope below zero contributes its slope to α where it is
/// inactive, so the identity holds for every network in normal form. Rescaling by positive numbers leaves Φ as it is; Φ does not see signs.
/// </remarks>
public sealed class PathEmbedding
{
    /// <summary>Most values that are enumerated unless the caller allows more.</summary>
    public const int StandardLimit = 1 << 20;

    private readonly Network network;
    private readonly Dyadic[][] values;

    private PathEmbedding(Network network, NetworkPath[] paths, Dyadic[][] values)
    {
        this.network = network;
        Paths = paths;
        this.values = values;
    }

    /// <summary>The paths: those from inputs first, then from biases by stage, the output bias last; otherwise in the order of their neurons.</summary>
    public IReadOnlyList<NetworkPath> Paths { get; }

    /// <summary>Number of paths of a network, the output bias included; for a chain, 1 + Σ_l Π_{m ≥ l} n_m.</summary>
    public static BigInteger CountOf(Network network)
    {
        // Paths that end at each element of a source.
        var ending = new BigInteger[network.Stages.Count + 1][];
        for (int s = 0; s < ending.Length; s++)
        {
            ending[s] = new BigInteger[network.WidthOf(s)];
            BigInteger count = BigInteger.One + (s == 0 ? BigInteger.Zero : SumOf(network.Stages[s - 1], ending));
            for (int i = 0; i < ending[s].Length; i++)
            {
                ending[s][i] = count;
            }
        }

        return BigInteger.One + SumOf(network.Output, ending);
    }

    /// <summary>Enumerates the paths.</summary>
    /// <param name="network">A small network; all weights are finite.</param>
    /// <param name="limit">Most values, paths times outputs.</param>
    /// <exception cref="ArgumentException">A weight is NaN or infinite, or there are more values than <paramref name="limit"/>; norms do not need them (<see cref="PathNorm"/>).</exception>
    public static PathEmbedding Of(Network network, int limit = StandardLimit)
    {
        if (NonFiniteWeights.First(network) is { } bad)
        {
            throw new ArgumentException($"A weight of {bad.Where} is {bad.Value}; there is no embedding.", nameof(network));
        }

        BigInteger count = CountOf(network);
        if (count * network.OutputCount > limit)
        {
            throw new ArgumentException($"The network has {count} paths to {network.OutputCount} outputs; at most {limit} values are enumerated. Norms of the embedding need no paths.", nameof(network));
        }

        NetworkPath[] paths = new PathWalk(network).Run();
        var layout = new ParameterLayout(network);
        return new PathEmbedding(network, paths, Array.ConvertAll(paths, path => ValuesOf(network, layout, path)));
    }

    /// <summary>Φ of a path, one value an output; 0 for an output that does not read where the path ends.</summary>
    public IReadOnlyList<Dyadic> this[int path] => values[path];

    /// <summary>α of all paths at a point: the input where a path starts, or 1, times 1 or the slope of each neuron on it.</summary>
    /// <param name="input">One value an input.</param>
    /// <param name="pattern">The activation pattern; that of the point (<see cref="Evaluation.ExactForward"/>) gives the identity f = αΦ.</param>
    /// <exception cref="ArgumentException">Lengths do not fit the network.</exception>
    public Dyadic[] Activations(IReadOnlyList<Dyadic> input, BitPattern pattern)
    {
        if (input.Count != network.InputCount || pattern.Length != network.HiddenNeuronCount)
        {
            throw new ArgumentException($"The network has {network.InputCount} inputs and {network.HiddenNeuronCount} hidden neurons.");
        }

        var activations = new Dyadic[Paths.Count];
        for (int p = 0; p < activations.Length; p++)
        {
            NetworkPath path = Paths[p];
            Dyadic product = path.Input < 0 ? Dyadic.Of(1) : input[path.Input];
            foreach (NeuronAddress neuron in path.Neurons)
            {
                if (!pattern[network.FirstBitOf(neuron.Stage) + neuron.Neuron])
                {
                    product *= Dyadic.Of(network.Stages[neuron.Stage - 1].Slopes[neuron.Neuron]);
                }
            }

            activations[p] = product;
        }

        return activations;
    }

    /// <summary>α Φ: the outputs, if α are the activations of a point with its own pattern.</summary>
    public Dyadic[] Product(IReadOnlyList<Dyadic> activations)
    {
        var outputs = new Dyadic[network.OutputCount];
        for (int p = 0; p < values.Length; p++)
        {
            for (int o = 0; o < outputs.Length && activations[p].Sign != 0; o++)
            {
                outputs[o] += activations[p] * values[p][o];
            }
        }

        return outputs;
    }

    /// <summary>
    /// The derivatives of Φ, exactly: a row for each path and output, path-major; a column for each parameter, by stage, then neuron, its weights by
    /// block and then its bias. Their rank is at most the number of parameters minus that of hidden neurons (design/math.md 3.2).
    /// </summary>
    public Dyadic[][] Derivatives()
    {
        var layout = new ParameterLayout(network);
        var rows = new List<Dyadic[]>();
        foreach (NetworkPath path in Paths)
        {
            for (int o = 0; o < network.OutputCount; o++)
            {
                var row = new Dyadic[layout.Count];
                List<(int Number, Dyadic Value)> factors = Along(network, layout, path, o);
                for (int left = 0; left < factors.Count; left++)
                {
                    Dyadic product = Dyadic.Of(1);
                    for (int other = 0; other < factors.Count; other++)
                    {
                        product *= other == left ? Dyadic.Of(1) : factors[other].Value;
                    }

                    row[factors[left].Number] = product;
                }

                rows.Add(row);
            }
        }

        return [.. rows];
    }

    private static BigInteger SumOf(AffineStage stage, BigInteger[][] ending)
    {
        BigInteger sum = BigInteger.Zero;
        foreach (WeightBlock block in stage.Blocks)
        {
            foreach (BigInteger count in ending[block.Source])
            {
                sum += count;
            }
        }

        return sum;
    }

    private static Dyadic[] ValuesOf(Network network, ParameterLayout layout, NetworkPath path)
    {
        var row = new Dyadic[network.OutputCount];
        for (int o = 0; o < row.Length; o++)
        {
            List<(int Number, Dyadic Value)> factors = Along(network, layout, path, o);
            Dyadic product = factors.Count == 0 ? Dyadic.Zero : Dyadic.Of(1);
            foreach ((_, Dyadic value) in factors)
            {
                product *= value;
            }

            row[o] = product;
        }

        return row;
    }

    /// <summary>The parameters along a path to an output, each once; none where the output does not read the path's end.</summary>
    private static List<(int Number, Dyadic Value)> Along(Network network, ParameterLayout layout, NetworkPath path, int output)
    {
        var factors = new List<(int, Dyadic)>();
        int source = path.Input >= 0 ? 0 : -1;
        int element = path.Input;
        foreach (NeuronAddress neuron in path.Neurons.Append(new NeuronAddress(network.Stages.Count + 1, output)))
        {
            int number = source < 0 ? layout.BiasOf(neuron.Stage, neuron.Neuron) : layout.WeightOf(neuron.Stage, neuron.Neuron, source, element);
            if (number < 0)
            {
                return [];
            }

            factors.Add((number, Dyadic.Of(layout.ValueOf(number))));
            (source, element) = (neuron.Stage, neuron.Neuron);
        }

        return factors;
    }
}
