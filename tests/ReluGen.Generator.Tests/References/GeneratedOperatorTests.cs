using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Formats;
using ReluGen.Formats.Tests.Onnx;
using ReluGen.Tests.Shared;
using ReluGen.Tool.Engines;

namespace ReluGen.Generator.Tests.References;

/// <summary>The generated code of operator models, one of each kind of neurons, against the outputs of ONNX Runtime.</summary>
public sealed class GeneratedOperatorTests
{
    [DataTheory]
    [InlineData("burn_ops/abs")]
    [InlineData("burn_ops/clip")]
    [InlineData("burn_ops/min")]
    [InlineData("burn_ops/maxpool2d")]
    [InlineData("burn_ops/prelu_with_channel_slope")]
    [InlineData("layer_zoo/maxpool")]
    [InlineData("layer_zoo/conv")]
    public void Generated_code_computes_what_the_reference_does(string name)
    {
        ImportedModel model = OperatorZoo.Read(name);
        Network network = model.Network;
        using CompiledNetwork compiled = CompiledNetwork.Compile(model.Document);
        var output = new float[network.OutputCount];
        var expectedOutput = new float[network.OutputCount];
        var pattern = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        var expectedPattern = new ulong[pattern.Length];
        foreach ((double[] inputs, double[] outputs) in OperatorZoo.Cases(name))
        {
            var actual = new List<double>();
            foreach (double[] row in inputs.Chunk(network.InputCount))
            {
                float[] x = [.. row.Select(static v => (float)v)];
                compiled.Forward(x, output, pattern);
                CanonicalForward.Run(network, x, expectedOutput, expectedPattern);
                Assert.Equal(expectedOutput.Select(BitConverter.SingleToInt32Bits), output.Select(BitConverter.SingleToInt32Bits));
                Assert.Equal(expectedPattern, pattern);
                actual.AddRange(output.Select(static v => (double)v));
            }

            double allowed = 1e-5 * Math.Max(1, outputs.Max(Math.Abs));
            Assert.Equal(outputs.Length, actual.Count);
            Assert.All(outputs.Zip(actual), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, allowed));
        }
    }
}
