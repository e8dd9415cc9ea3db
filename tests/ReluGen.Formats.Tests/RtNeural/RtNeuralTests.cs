using System;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Tests.RtNeural;

/// <summary>The JSON of RTNeural.</summary>
public sealed class RtNeuralTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Layers_are_read_in_order()
    {
        ImportedModel model = Read("""
            {"in_shape": [null, null, 2], "layers": [
              {"type": "dense", "activation": "relu", "shape": [null, null, 3], "weights": [[[1, 2, 3], [4, 5, 6]], [-7, 0, 0.5]]},
              {"type": "batchnorm", "activation": "", "epsilon": 0, "weights": [[2, 1, 1], [0, 0, 1], [1, 0, 0], [4, 1, 1]]},
              {"type": "prelu", "activation": "", "weights": [[[0.5, 1, 1]]]},
              {"type": "dense", "activation": "sigmoid", "weights": [[[1], [10], [100]], [0]]}]}
            """);

        // x = (1, 1): relu gives (0, 7, 9.5), the normalisation (-1, 7, 10.5), the slope (-0.5, 7, 10.5).
        var output = new double[1];
        ReferenceForward.Run(model.Network, [1, 1], output, new ulong[1]);
        Assert.Equal(-0.5 + 70 + 1050, output[0], 1e-9);
        Assert.Equal((Link.Sigmoid, "rtneural"), (model.Network.Link, model.Format));
        Assert.Equal(["layer 1", "layer 3"], model.Activations.Select(static a => a.Node));
    }

    [Theory]
    [InlineData("{\"in_shape\": [null, 1], \"layers\": [{\"type\": \"gru\"}, {\"type\": \"activation\", \"activation\": \"elu\"}]}", "'layer 1' (gru)")]
    [InlineData("{\"in_shape\": [null, 1], \"layers\": [{\"type\": \"gru\"}, {\"type\": \"activation\", \"activation\": \"elu\"}]}", "'elu'")]
    [InlineData("{\"in_shape\": [null, 1], \"layers\": [{\"type\": \"dense\", \"weights\": [[[1, 2], [3]]]}]}", "one length")]
    [InlineData("{\"in_shape\": [null, 1], \"layers\": [{\"type\": \"dense\", \"weights\": [[[1, \"x\"]]]}]}", "lists of numbers")]
    [InlineData("{\"in_shape\": [null, 1], \"layers\": [{\"type\": \"dense\", \"weights\": []}]}", "0 arrays")]
    [InlineData("{\"in_shape\": [null, 3], \"layers\": [{\"type\": \"dense\", \"weights\": [[[1, 2]], [0, 0]]}]}", "do not fit")]
    [InlineData("{\"layers\": [{}]}", "in_shape")]
    [InlineData("{\"in_shape\": [1]}", "RTNeural")]
    public void An_error_says_what_is_wrong(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => Read(text)).Error.Message, StringComparison.Ordinal);

    private ImportedModel Read(string text) => ModelFile.Read(folder.Write("model.json", text));
}
