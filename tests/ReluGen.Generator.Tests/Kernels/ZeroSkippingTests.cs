using System;
using System.Linq;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
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
