using System;
using System.Collections.Concurrent;
using System.Linq;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;
using ReluGen.Generator.Planning;
using ReluGen.Tool.Engines;

namespace ReluGen.Generator.Tests.Harness;

/// <summary>Generated code of seeded networks by kind and widths, and what it must compute.</summary>
internal static class CompiledShapes
{
    private static readonly ConcurrentDictionary<(string Kind, string Shape, bool Fma), (Network Network, CompiledNetwork Compiled)> Cache = new();

    /// <summary>Each shape is compiled once for all tests.</summary>
    public static (Network Network, CompiledNetwork Compiled) Compiled(string kind, string shape, bool fma = false) =>
        Cache.GetOrAdd((kind, shape, fma), static key =>
        {
            Network network = Make(key.Kind, key.Shape);
            return (network, CompiledNetwork.Compile(new NetworkDocument(network), new CodeOptions { Fma = key.Fma }));
        });

    private static Network Make(string kind, string shape)
    {
        int[] widths = shape.Split(',').Select(int.Parse).ToArray();
        return kind switch
        {
            "dense" => RandomNetworks.Dense(1, false, widths),
            "dense-leaky" => RandomNetworks.Dense(1, true, widths),
            "sparse" => RandomNetworks.Pruned(RandomNetworks.Chain(1, false, widths)),
            "sparse-dense-leaky" => RandomNetworks.Pruned(RandomNetworks.Dense(1, true, widths)),
            _ when kind.StartsWith("quiet-", StringComparison.Ordinal) => RandomNetworks.Quiet(Make(kind["quiet-".Length..], shape), 1),
            _ => RandomNetworks.Chain(1, kind == "leaky", widths),
        };
    }

    /// <summary>What the scalar loop computes.</summary>
    public static (float[] Output, ulong[] Pattern) Canonical(Network network, float[] input, bool fma = false)
    {
        var output = new float[network.OutputCount];
        var pattern = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        new CanonicalForward(network, fma).Run(input, output, pattern);
        return (output, pattern);
    }

    /// <summary>Every row has the outputs and the pattern of the scalar loop.</summary>
    public static void AssertCanonical(Network network, float[] inputs, float[] outputs, ulong[] patterns, bool fma = false)
    {
        int words = BitPattern.WordCountOf(network.HiddenNeuronCount);
        for (int row = 0; row * network.InputCount < inputs.Length; row++)
        {
            (float[] expected, ulong[] expectedPattern) = Canonical(network, inputs.AsSpan(row * network.InputCount, network.InputCount).ToArray(), fma);
            Assert.Equal(Bits(expected), Bits(outputs.AsSpan(row * network.OutputCount, network.OutputCount).ToArray()));
            Assert.Equal(expectedPattern, patterns.AsSpan(row * words, words).ToArray());
        }
    }

    /// <summary>The numbers, bit for bit.</summary>
    public static int[] Bits(float[] values) => values.Select(BitConverter.SingleToInt32Bits).ToArray();
}
