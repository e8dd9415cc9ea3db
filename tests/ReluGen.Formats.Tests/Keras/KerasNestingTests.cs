using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Formats.Tests.Keras;

/// <summary>Models within models: an encoder and a decoder, one that is shared, and what is refused.</summary>
public sealed class KerasNestingTests : IDisposable
{
    private const string Relu = "\"activation\": \"relu\"";

    /// <summary>relu(x · K + b) of two inputs, with K = ((1, 3), (2, 4)) and b = (0, -1).</summary>
    private static readonly string Encoder = KerasFile.Within(KerasFile.Functional("2", "code", ("Dense", "code", Relu, "in")));

    private static readonly (string, double[][], int[][]) EncoderWeights = ("functional/dense", [[1, 3, 2, 4], [0, -1]], [[2, 2], [2]]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_encoder_and_a_decoder_are_one_network()
    {
        string decoder = KerasFile.Within(KerasFile.Sequential("2", ("Dense", "out", "\"use_bias\": false")));
        string config = KerasFile.Functional("2", "decoder", ("Functional", "encoder", Encoder, "in"), ("Sequential", "decoder", decoder, "encoder"));
        ImportedModel model = Read(KerasFile.Archive(config, EncoderWeights, ("sequential/dense", [[10, -1]], [[2, 1]])));

        // 10 · first - second.
        Assert.Equal([(10 * 3) - 6], Forward(model.Network, 1, 1));
        Assert.Equal([0], Forward(model.Network, -1, -1));
        Assert.Equal(["encoder/code"], model.Activations.Select(static a => a.Node));
    }

    [Fact]
    public void A_sequence_may_begin_with_a_model()
    {
        string config = KerasFile.Sequential("2", ("Functional", "encoder", Encoder), ("Dense", "out", "\"use_bias\": false"));
        int input = config.IndexOf("{\"class_name\": \"InputLayer\"", StringComparison.Ordinal);
        string withoutInput = config.Remove(input, config.IndexOf("{\"class_name\": \"Functional\"", StringComparison.Ordinal) - input);
        Assert.All([config, withoutInput], text => Assert.Equal([24], Forward(Read(KerasFile.Archive(text, EncoderWeights, ("dense", [[10, -1]], [[2, 1]]))).Network, 1, 1)));
    }

    /// <summary>f(relu(x)) - f(x), where the weights of f lie in a model within it.</summary>
    [Fact]
    public void A_model_that_is_called_twice_shares_its_weights()
    {
        string inner = KerasFile.Within(KerasFile.Functional("2", "twice", ("Functional", "encoder", Encoder, "in"), ("Activation", "twice", Relu, "encoder")));
        string config = KerasFile.Functional("2", "minus", ("Activation", "a", Relu, "in"), ("Functional", "f", inner, "a|in"), ("Subtract", "minus", "", "f:0 f:1"));
        Network network = Read(KerasFile.Archive(config, ("functional/functional/dense", EncoderWeights.Item2, EncoderWeights.Item3))).Network;

        // x = (3, -1): f(3, 0) = (3, 8), f(3, -1) = (1, 4).
        Assert.Equal([2, 4], Forward(network, 3, -1));
    }

    /// <summary>All weights of a model within stand in its one group, named after layers, those that training changes first.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("encoder/")]
    public void An_HDF5_file_lists_all_weights_of_a_model_within(string prefix)
    {
        string inner = KerasFile.Within(KerasFile.Functional("1", "b", ("Dense", "a", Relu, "in"), ("BatchNormalization", "n", "\"epsilon\": 0.0", "a"), ("Dense", "b", "\"use_bias\": false", "n")));
        var weights = new Hdf5Group();
        var encoder = new Hdf5Group();
        var root = new Hdf5Group();
        root.Attributes["model_config"] = [KerasFile.Functional("1", "encoder", ("Functional", "encoder", inner, "in"))];
        root.Attributes["keras_version"] = ["2.15.0"];
        root.Children["model_weights"] = weights;
        weights.Children["encoder"] = encoder;
        (string Name, int[] Shape, double Value)[] all = [("a/kernel:0", [1, 1], 2), ("a/bias:0", [1], 1), ("n/gamma:0", [1], 3), ("n/beta:0", [1], 5), ("b/kernel:0", [1, 1], 7), ("n/moving_mean:0", [1], 4), ("n/moving_variance:0", [1], 0.25)];
        encoder.Attributes["weight_names"] = [.. all.Select(w => prefix + w.Name)];
        foreach ((string name, int[] shape, double value) in all)
        {
            string[] path = (prefix + name).Split('/');
            Hdf5Group around = path[..^1].Aggregate(encoder, static (outer, part) => (Hdf5Group)(outer.Children.TryGetValue(part, out Hdf5Item? item) ? item : outer.Children[part] = new Hdf5Group()));
            around.Children[path[^1]] = new Hdf5Data(shape, [value]);
        }

        // relu(2 · 3 + 1) = 7; (7 - 4) / 0.5 · 3 + 5 = 23.
        Assert.Equal([7.0 * 23], Forward(ModelFile.Read(folder.Write("m.h5", Hdf5Writer.Write(root))).Network, 3));
    }

    [Fact]
    public void A_model_within_that_has_several_outputs_is_refused()
    {
        string inner = KerasFile.Within(KerasFile.Functional("2", "a b", ("Activation", "a", Relu, "in"), ("Activation", "b", "", "in")));
        InputError error = Refuse(KerasFile.Archive(KerasFile.Functional("2", "f", ("Functional", "f", inner, "in"))));
        Assert.Contains("'f' (Functional)", error.Message);
        Assert.Contains("only if it has one output", error.Message);
    }

    [Fact]
    public void A_model_within_reads_as_many_tensors_as_it_has_inputs()
    {
        InputError error = Refuse(KerasFile.Archive(KerasFile.Functional("2", "encoder", ("Functional", "encoder", Encoder, "in in")), EncoderWeights));
        Assert.Contains("'encoder' within the model reads 2 tensors and has 1 inputs", error.Message);
    }

    /// <summary>Fourteen levels, each of which calls the next one twice: tens of thousands of calls in a few kilobytes.</summary>
    [Fact]
    public void Calls_that_double_at_every_level_end_in_an_error()
    {
        string config = KerasFile.Functional("2", "a", ("Activation", "a", Relu, "in"));
        for (int level = 0; level < 14; level++)
        {
            config = KerasFile.Functional("2", "sum", ("Functional", "f", KerasFile.Within(config), "in|f"), ("Add", "sum", "", "f f:1"));
        }

        Assert.Equal(InputErrorIds.TooLarge, Refuse(KerasFile.Archive(config)).Id);
    }

    private ImportedModel Read(byte[] file) => ModelFile.Read(folder.Write("model.keras", file));

    private InputError Refuse(byte[] file) => Assert.Throws<InputException>(() => Read(file)).Error;

    private static IEnumerable<double> Forward(Network network, params double[] x)
    {
        var output = new double[network.OutputCount];
        ReferenceForward.Run(network, x, output, new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)]);
        return output.Select(static y => Math.Round(y, 5));
    }
}
