using System;
using System.Numerics;
using ReluGen.Benchmarks.Networks;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Benchmarks.Timing;

/// <summary>The inputs of a network and what every contender must answer for them.</summary>
internal sealed class Workload : IDisposable
{
    /// <summary>Rows of a batch.</summary>
    public const int Rows = 1024;

    private const int RotatedFloats = 8192;

    /// <summary>Draws the inputs and computes the references, which takes seconds for the largest networks.</summary>
    public Workload(BenchmarkNetwork benchmark)
    {
        Network network = benchmark.Network;
        Network = network;
        Layout = benchmark.Layout ?? PatternLayout.Identity(network.HiddenNeuronCount);
        Layers = Layer.Of(network);
        Inputs = new NativeBuffer<float>(Rows * network.InputCount);
        InputRows.Fill(benchmark.Inputs, network.InputCount, Inputs.Span);
        Rotation = Math.Clamp(RotatedFloats / network.InputCount, 32, 256);
        WordCount = BitPattern.WordCountOf(Layout.BitCount);
        Expected = new double[Rows * network.OutputCount];
        ComputeExpected();
        (Canonical, CanonicalPatterns) = Compute(isFused: false);
        (Fused, FusedPatterns) = Compute(isFused: true);
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>How the patterns of the generated class follow from the network's own.</summary>
    public PatternLayout Layout { get; }

    /// <summary>The same as layers.</summary>
    public Layer[] Layers { get; }

    /// <summary><see cref="Rows"/> rows of inputs.</summary>
    public NativeBuffer<float> Inputs { get; }

    /// <summary>Single calls go round this many rows: enough that branches are not learnt by heart, few enough to stay in the cache.</summary>
    public int Rotation { get; }

    /// <summary>Words of a pattern.</summary>
    public int WordCount { get; }

    /// <summary>Outputs of all rows in double precision.</summary>
    public double[] Expected { get; }

    /// <summary>Outputs of all rows in the canonical order, bit for bit.</summary>
    public float[] Canonical { get; }

    /// <summary>Patterns of all rows.</summary>
    public ulong[] CanonicalPatterns { get; }

    /// <summary>Outputs of all rows in the canonical order with fused multiply-adds, bit for bit.</summary>
    public float[] Fused { get; }

    /// <summary>Their patterns.</summary>
    public ulong[] FusedPatterns { get; }

    /// <summary>Share of hidden neurons that are active, over all rows.</summary>
    public double Activity
    {
        get
        {
            long active = 0;
            foreach (ulong word in CanonicalPatterns)
            {
                active += BitOperations.PopCount(word);
            }

            return (double)active / Rows / Math.Max(Layout.BitCount, 1);
        }
    }

    public void Dispose() => Inputs.Dispose();

    private void ComputeExpected()
    {
        int inputs = Network.InputCount, outputs = Network.OutputCount;
        var wide = new double[inputs];
        var words = new ulong[BitPattern.WordCountOf(Network.HiddenNeuronCount)];
        for (int row = 0; row < Rows; row++)
        {
            for (int k = 0; k < inputs; k++)
            {
                wide[k] = Inputs.Span[(row * inputs) + k];
            }

            ReferenceForward.Run(Network, wide, Expected.AsSpan(row * outputs, outputs), words);
        }
    }

    private (float[] Outputs, ulong[] Patterns) Compute(bool isFused)
    {
        int inputs = Network.InputCount, outputs = Network.OutputCount;
        var results = new float[Rows * outputs];
        var patterns = new ulong[Rows * WordCount];
        var reference = new CanonicalForward(Network, isFused);
        var words = new ulong[BitPattern.WordCountOf(Network.HiddenNeuronCount)];
        for (int row = 0; row < Rows; row++)
        {
            reference.Run(Inputs.Span.Slice(row * inputs, inputs), results.AsSpan(row * outputs, outputs), words);
            Layout.Expand(BitPattern.From(Network.HiddenNeuronCount, words)).Words.CopyTo(patterns.AsSpan(row * WordCount, WordCount));
        }

        return (results, patterns);
    }
}
