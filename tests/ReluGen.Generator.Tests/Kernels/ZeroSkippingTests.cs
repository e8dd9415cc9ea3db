using System;
using System.Linq;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;
using ReluGen.Generator.Planning;
using ReluGen.Generator.Tests.Harness;
using ReluGen.Tool.Engines;
using static ReluGen.Generator.Tests.Harness.CompiledShapes;

namespace ReluGen.Generator.Tests.Kernels;

/// <summary>Inputs that are 0 and neurons that are not active are skipped where there are many; the bits stay those of the scalar loop.</summary>
public sealed class ZeroSkippingTests
{
    private const int BatchRows = 64 + 5;

    public static TheoryData<string, string, double, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, double, bool>();
            foreach ((string kind, string shape) in new[] { ("chain", "150,200,260,3"), ("chain", "130,128,64,5"), ("dense", "129,192,130,5"), ("leaky", "140,200,3"), ("chain", "784,20,2") })
            {
                foreach (double share in new[] { 0, 0.1, 0.5, 0.8 })
                {
                    cases.Add(kind, shape, share, false);
                }

                cases.Add(kind, shape, 0.2, true);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rows_and_batches_with_many_zeros_have_the_bits_of_the_scalar_loop(string kind, string shape, double share, bool fma)
    {
        (Network network, CompiledNetwork compiled) = Compiled("quiet-" + kind, shape, fma);
        int words = BitPattern.WordCountOf(network.HiddenNeuronCount);
        float[] inputs = Inputs(network, share, BatchRows);
        var outputs = new float[network.OutputCount * BatchRows];
        var patterns = new ulong[words * BatchRows];
        compiled.ForwardBatch(inputs, outputs, patterns);
        AssertCanonical(network, inputs, outputs, patterns, fma);
        foreach (int width in new[] { 128, 256, 512 })
        {
            int rows = Math.Min(BatchRows, compiled.TileRowsAt(width));
            var tileOutputs = new float[network.OutputCount * rows];
            var tilePatterns = new ulong[words * rows];
            compiled.TileAt(width, inputs[..(rows * network.InputCount)], tileOutputs, tilePatterns);
            Assert.Equal(Bits(outputs[..tileOutputs.Length]), Bits(tileOutputs));
            Assert.Equal(patterns[..tilePatterns.Length], tilePatterns);
            for (int row = 0; row < 3; row++)
            {
                var output = new float[network.OutputCount];
                var pattern = new ulong[words];
                compiled.ForwardAt(width, inputs[(row * network.InputCount)..((row + 1) * network.InputCount)], output, pattern);
                Assert.Equal(Bits(outputs[(row * output.Length)..((row + 1) * output.Length)]), Bits(output));
                Assert.Equal(patterns[(row * words)..((row + 1) * words)], pattern);
            }
        }
    }

    [Fact]
    public void Tiles_of_one_batch_may_differ_and_uncounted_samples_may_be_full()
    {
        (Network network, CompiledNetwork compiled) = Compiled("quiet-chain", "150,200,260,3");
        const int rows = 3 * 64;
        float[] inputs = RandomNetworks.Input(new Random(22), network.InputCount * rows);
        for (int i = 0; i < inputs.Length; i++)
        {
            // The first tile: only every eighth sample has zeros. The second has none, the third nothing else.
            int row = i / network.InputCount;
            inputs[i] = row < 64 ? row % 8 == 0 && i % 5 != 0 ? 0 : inputs[i] : row < 128 ? inputs[i] : 0;
        }

        var outputs = new float[network.OutputCount * rows];
        var patterns = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount) * rows];
        compiled.ForwardBatch(inputs, outputs, patterns);
        AssertCanonical(network, inputs, outputs, patterns);
    }

    [Fact]
    public void A_batch_that_is_listed_allocates_no_more_than_one_that_is_not()
    {
        (Network network, CompiledNetwork compiled) = Compiled("quiet-chain", "150,200,260,3");
        float[] dense = RandomNetworks.Input(new Random(23), network.InputCount * 64), quiet = Inputs(network, 0.1, 64);
        var outputs = new float[network.OutputCount * 64];
        var patterns = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount) * 64];
        long denseBytes = -1, quietBytes = -1;

        // The code is compiled here; a thread's first batch allocates, whatever it holds. What remains is the test's own copy of the patterns.
        compiled.ForwardBatch(quiet, outputs, patterns);
        var thread = new Thread(() =>
        {
            compiled.ForwardBatch(dense, outputs, patterns);
            long start = GC.GetAllocatedBytesForCurrentThread();
            compiled.ForwardBatch(dense, outputs, patterns);
            denseBytes = GC.GetAllocatedBytesForCurrentThread() - start;
            compiled.ForwardBatch(quiet, outputs, patterns);
            quietBytes = GC.GetAllocatedBytesForCurrentThread() - start - denseBytes;
        });
        thread.Start();
        thread.Join();
        Assert.Equal(denseBytes, quietBytes);
    }

    /// <summary>fma(-1e-30, 1e-30, 0) is -0; whether a later zero is added or skipped must not show.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    [InlineData(200)]
    public void A_fused_sum_that_underflows_is_a_positive_zero_everywhere(int width)
    {
        float[] hidden = [.. Enumerable.Range(0, width * width).Select(i => i % width == 0 ? i == 0 ? 1e-30f : -1 : 0)];
        float[] output = [.. Enumerable.Range(0, width * width).Select(i => i % width == 0 ? -1e-30f : 1)];
        Network deep = new(InputFeature.Unnamed(width), [HiddenStage.Relu([new WeightBlock(0, width, width, hidden)], new float[width])], new AffineStage([new WeightBlock(1, width, width, output)], new float[width]));
        Network flat = new(deep.Inputs, [], new AffineStage([new WeightBlock(0, width, width, output)], new float[width]));
        foreach ((Network network, float first) in new[] { (deep, 1f), (flat, 1e-30f) })
        {
            using CompiledNetwork compiled = CompiledNetwork.Compile(new NetworkDocument(network), new CodeOptions { Fma = true });
            float[] row = [first, .. new float[width - 1]], inputs = [.. Enumerable.Repeat(row, 64).SelectMany(static same => same)];
            var outputs = new float[64 * width];
            var patterns = new ulong[64 * Math.Max(1, BitPattern.WordCountOf(network.HiddenNeuronCount))];
            compiled.ForwardBatch(inputs, outputs, patterns[..(64 * BitPattern.WordCountOf(network.HiddenNeuronCount))]);
            Assert.All(outputs, static y => Assert.Equal(0, BitConverter.SingleToInt32Bits(y)));
            Assert.All(Canonical(network, row, fma: true).Output, static y => Assert.Equal(0, BitConverter.SingleToInt32Bits(y)));
            foreach (int bits in new[] { 128, 256, 512 })
            {
                var single = new float[width];
                compiled.ForwardAt(bits, row, single, patterns);
                Assert.All(single, static y => Assert.Equal(0, BitConverter.SingleToInt32Bits(y)));
                int rows = compiled.TileRowsAt(bits);
                compiled.TileAt(bits, inputs[..(rows * width)], outputs, patterns);
                Assert.All(outputs, static y => Assert.Equal(0, BitConverter.SingleToInt32Bits(y)));
            }
        }
    }

    [Fact]
    public void The_quiet_networks_have_few_active_neurons()
    {
        (Network network, _) = Compiled("quiet-chain", "150,200,260,3");
        float[] inputs = Inputs(network, 0.1, 1);
        int active = Canonical(network, inputs).Pattern.Sum(static word => System.Numerics.BitOperations.PopCount(word));
        Assert.InRange(active, 1, network.HiddenNeuronCount / 4);
    }

    /// <summary>Rows of which a share is not 0; the zeros have both signs. The last row has none.</summary>
    private static float[] Inputs(Network network, double share, int rows)
    {
        var random = new Random(21);
        float[] inputs = RandomNetworks.Input(random, network.InputCount * rows);
        for (int i = 0; i < inputs.Length - (rows > 1 ? network.InputCount : 0); i++)
        {
            inputs[i] = random.NextDouble() < share ? inputs[i] : i % 2 == 0 ? 0f : -0f;
        }

        return inputs;
    }
}
