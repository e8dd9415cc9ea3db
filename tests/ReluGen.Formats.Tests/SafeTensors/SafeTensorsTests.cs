using System;
using System.IO;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Tests.SafeTensors;

/// <summary>The .safetensors format: types, a stated and an inferred architecture, errors.</summary>
public sealed class SafeTensorsTests : IDisposable
{
    private const string Stated = """{"input": 2, "layers": [{"type": "dense", "name": "net.0"}, {"type": "leaky_relu", "slope": 0.5}, {"type": "dense", "name": "net.2"}, {"type": "sigmoid"}]}""";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("F32")]
    [InlineData("F64")]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void A_perceptron_is_inferred_in_every_type(string type)
    {
        ImportedModel model = Read(Perceptron(type));

        // x = (1, -1): (1 - 2 + 0.5, 3 - 4 + 2) → (0, 1) → 6 - 1.
        Assert.Equal([5.0], Forward(model.Network, 1, -1));
        Assert.Equal(("safetensors", Link.Identity), (model.Format, model.Network.Link));
        Assert.Contains("'net.0', 'net.2'", model.Notes[0]);
        Assert.Equal(["net.0"], model.Activations.Select(static a => a.Node));
    }

    [Fact]
    public void The_architecture_beside_the_file_is_taken()
    {
        folder.Write("model.json", Stated);
        ImportedModel model = Read(Perceptron("F32"));
        Assert.Equal([5 * -0.25 + 5], Forward(model.Network, 1, -1));
        Assert.Equal(Link.Sigmoid, model.Network.Link);
        Assert.Equal(["model.json"], model.ExternalFiles.Select(Path.GetFileName));
    }

    [Fact]
    public void Layers_follow_the_numbers_in_their_names()
    {
        byte[] file = SafeTensorsWriter.Write(Enumerable.Range(0, 12).Select(static i => ($"l{i}.weight", "F32", new[] { 1, 1 }, (double[]?)[i == 1 ? -1.0 : 1])).Reverse().ToArray());
        Assert.Equal(Enumerable.Range(0, 11).Select(static i => $"l{i}"), Read(file).Activations.Select(static a => a.Node).Distinct());
    }

    [Theory]
    [InlineData("a.weight 2,2 b.weight 2,2", "fit more than one")]
    [InlineData("0.weight 3,2 1.weight 4,4", "'1' has 4 inputs")]
    [InlineData("0.weight 3,2 0.running_mean 3", "'0.running_mean'")]
    [InlineData("0.weight 3,2,1", "'0.weight' of shape [3, 2, 1]")]
    [InlineData("0.weight 3,2 0.bias 4", "'0.bias'")]
    public void What_is_not_clearly_a_perceptron_needs_an_architecture(string tensors, string expected)
    {
        string[] words = tensors.Split(' ');
        byte[] file = SafeTensorsWriter.Write(Enumerable.Range(0, words.Length / 2).Select(i => (words[2 * i], "F32", Array.ConvertAll(words[(2 * i) + 1].Split(','), int.Parse), (double[]?)null)).ToArray());
        InputError error = Refuse(file);
        Assert.Equal(InputErrorIds.Unsupported, error.Id);
        Assert.Contains(expected, error.Message);
        Assert.Contains("'model.json'", error.Message);
    }

    [Fact]
    public void Widths_that_fit_one_order_only_need_no_numbers()
    {
        byte[] file = SafeTensorsWriter.Write(("fc.weight", "F32", [3, 2], null), ("out.weight", "F32", [1, 3], null));
        Assert.Equal(2, Read(file).Network.InputCount);
    }

    [Theory]
    [InlineData("{\"layers\": 1}", "no list 'layers'")]
    [InlineData("{\"layers\": []}", "no 'input'")]
    [InlineData("{\"input\": 2, \"layers\": [{\"type\": \"dense\", \"name\": \"x\"}]}", "'x.weight'")]
    [InlineData("{\"input\": 2, \"layers\": [{\"type\": \"gelu\"}, {\"type\": \"swish\"}]}", "'swish'")]
    [InlineData("{\"input\":\n2, ", "line 2")]
    public void An_architecture_that_does_not_fit_is_refused(string architecture, string expected)
    {
        folder.Write("model.json", architecture);
        Assert.Contains(expected, Refuse(Perceptron("F32")).Message);
    }

    [Theory]
    [InlineData("{\"a.weight\": {\"dtype\": \"I4\", \"shape\": [1], \"data_offsets\": [0, 4]}}", "'I4'")]
    [InlineData("{\"a.weight\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 4]}}", "4 bytes")]
    [InlineData("{\"a.weight\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [4, 8]}}", "outside of the file")]
    [InlineData("{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}, \"b\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}}", "share")]
    [InlineData("[]", "not a JSON object")]
    public void A_damaged_header_is_refused(string header, string expected) => Assert.Contains(expected, Refuse([.. SafeTensorsWriter.Head(header), 0, 0, 0, 0]).Message);

    private static byte[] Perceptron(string type) =>
        SafeTensorsWriter.Write(("net.2.weight", type, [1, 2], [5, 6]), ("net.2.bias", type, [1], [-1]), ("net.0.weight", type, [2, 2], [1, 2, 3, 4]), ("net.0.bias", type, [2], [0.5, 2]));

    private ImportedModel Read(byte[] file) => ModelFile.Read(folder.Write("model.safetensors", file));

    private InputError Refuse(byte[] file) => Assert.Throws<InputException>(() => Read(file)).Error;

    private static double[] Forward(Network network, params double[] x)
    {
        var output = new double[network.OutputCount];
        ReferenceForward.Run(network, x, output, new ulong[1]);
        return output;
    }
}
