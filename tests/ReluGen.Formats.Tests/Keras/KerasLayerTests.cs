using System;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Formats.Tests.Keras;

/// <summary>Single layers and small models, against values that were computed by hand from the layers' definitions in Keras.</summary>
public sealed class KerasLayerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A layer without weights on the inputs -2, -0.5, 1 and 4.</summary>
    [Theory]
    [InlineData("Activation", "\"activation\": \"relu\"", "0 0 1 4")]
    [InlineData("Activation", "\"activation\": \"linear\"", "-2 -0.5 1 4")]
    [InlineData("Activation", "\"activation\": \"relu6\"", "0 0 1 4")]
    [InlineData("Activation", "\"activation\": \"leaky_relu\"", "-0.4 -0.1 1 4")]
    [InlineData("Activation", "\"activation\": \"hard_tanh\"", "-1 -0.5 1 1")]
    [InlineData("Activation", "\"activation\": \"hard_sigmoid\"", "0.16666666 0.41666666 0.6666667 1")]
    [InlineData("Activation", "\"activation\": {\"class_name\": \"function\", \"config\": \"relu\"}", "0 0 1 4")]
    [InlineData("Activation", "\"activation\": {\"class_name\": \"LeakyReLU\", \"config\": {\"negative_slope\": 0.5}}", "-1 -0.25 1 4")]
    [InlineData("ReLU", "\"max_value\": 3.0", "0 0 1 3")]
    [InlineData("ReLU", "\"negative_slope\": 0.5", "-1 -0.25 1 4")]
    [InlineData("ReLU", "\"negative_slope\": 0.5, \"max_value\": 3.0, \"threshold\": 0.0", "-1 -0.25 1 3")]
    [InlineData("LeakyReLU", "\"negative_slope\": 0.25", "-0.5 -0.125 1 4")]
    [InlineData("LeakyReLU", "\"alpha\": 0.25", "-0.5 -0.125 1 4")]
    [InlineData("LeakyReLU", "", "-0.6 -0.15 1 4")]
    [InlineData("Dropout", "\"rate\": 0.5", "-2 -0.5 1 4")]
    [InlineData("Rescaling", "\"scale\": 0.5, \"offset\": 1.0", "0 0.75 1.5 3")]
    [InlineData("Rescaling", "\"scale\": [1, 2, 4, 8]", "-2 -1 4 32")]
    [InlineData("Normalization", "\"axis\": -1, \"mean\": [[1, 1, 1, 1]], \"variance\": [[4, 4, 4, 0.25]]", "-1.5 -0.75 0 6")]
    [InlineData("Normalization", "\"axis\": null, \"mean\": 1.0, \"variance\": 4.0", "-1.5 -0.75 0 1.5")]
    public void A_layer_computes_what_Keras_says(string className, string settings, string expected) =>
        AssertClose(expected, Run(KerasFile.Archive(KerasFile.Sequential("4", (className, "l", settings))), -2, -0.5, 1, 4));

    [Theory]
    [InlineData("\"activation\": \"sigmoid\"", Link.Sigmoid)]
    [InlineData("\"activation\": \"tanh\"", Link.Tanh)]
    [InlineData("\"activation\": \"softmax\"", Link.Softmax)]
    public void A_tail_is_the_link(string settings, Link link)
    {
        ImportedModel model = Read(KerasFile.Archive(KerasFile.Sequential("4", ("Activation", "l", settings))));
        Assert.Equal(link, model.Network.Link);
        Assert.Equal("keras", model.Format);
    }

    [Fact]
    public void Dense_multiplies_by_columns_and_adds_the_bias()
    {
        byte[] file = KerasFile.Archive(KerasFile.Sequential("2", ("Dense", "first", "\"activation\": \"relu\""), ("Dense", "second", "\"use_bias\": false")), ("dense", [[1, 2, 3, 4, 5, 6], [-7, 0, 0.5]], [[2, 3], [3]]), ("dense_1", [[1, 10, 100]], [[3, 1]]));
        ImportedModel model = Read(file);

        // x = (1, 1): z = (1 + 4 - 7, 2 + 5, 3 + 6 + 0.5).
        AssertClose("1020", Forward(model.Network, 1, 1));
        Assert.Equal(["first"], model.Activations.Select(static a => a.Node));
    }

    /// <summary>Keras 2.12 to 2.14 number the layers with weights by twos.</summary>
    [Fact]
    public void Groups_of_early_archives_are_found_by_their_order()
    {
        var layers = Enumerable.Range(0, 12).Select(static i => ("Dense", $"d{i}", "\"use_bias\": false")).ToArray();
        var weights = Enumerable.Range(0, 12).Select(static i => (i == 0 ? "dense" : $"dense_{2 * i}", new[] { new double[] { i + 1 } }, new[] { new[] { 1, 1 } })).Append(("dense_bag", [[99.0]], [[1, 1]])).ToArray();
        byte[] file = KerasFile.Archive("_layer_checkpoint_dependencies", KerasFile.Sequential("1", layers), weights);
        string path = folder.Write("m.keras", file);
        AssertClose("24", Forward(ModelFile.Read(path, GraphSelection.Of(null, "d3")).Network, 1));
        AssertClose("479001600", Run(file, 1));
    }

    [Fact]
    public void Batch_normalisation_and_slopes_have_weights()
    {
        string config = KerasFile.Sequential("2", ("BatchNormalization", "bn", "\"axis\": [1], \"epsilon\": 0.0"), ("PReLU", "p", "\"shared_axes\": null"));
        double[][] statistics = [[2, 3], [1, -1], [1, 2], [4, 9]];
        byte[] file = KerasFile.Archive(config, ("batch_normalization", statistics, [[2], [2], [2], [2]]), ("p_re_lu", [[0.5, 0.25]], [[2]]));

        // (3 - 1) / 2 · 2 + 1 = 3 and (-7 - 2) / 3 · 3 - 1 = -10.
        AssertClose("3 -2.5", Run(file, 3, -7));
    }

    [Fact]
    public void Statistics_of_a_normalisation_may_be_weights()
    {
        byte[] file = KerasFile.Archive(KerasFile.Sequential("2", ("Normalization", "n", "\"axis\": [-1], \"mean\": null, \"variance\": null")), ("normalization", [[1, 2], [4, 0], [7]], [[2], [2], []]));
        AssertClose("1 10000000", Run(file, 3, 3));
    }

    /// <summary>x + relu(x), beside x: a residual and a skip connection, with two outputs' elements in one tensor.</summary>
    [Fact]
    public void Tensors_may_skip_layers()
    {
        string config = KerasFile.Functional("2", "joined", ("Activation", "a", "\"activation\": \"relu\"", "in"), ("Add", "sum", "", "in a"), ("Concatenate", "joined", "\"axis\": -1", "sum in"));
        AssertClose("-3 8 -3 4", Run(KerasFile.Archive(config), -3, 4));
    }

    [Fact]
    public void Extremes_means_and_differences_merge()
    {
        string config = KerasFile.Functional("2", "joined", ("Activation", "a", "\"activation\": \"relu\"", "in"), ("Maximum", "max", "", "in a"), ("Minimum", "min", "", "in a"), ("Average", "mean", "", "in a"), ("Subtract", "minus", "", "in a"), ("Concatenate", "joined", "", "max min mean minus"));
        AssertClose("0 4 -3 4 -1.5 4 -3 0", Run(KerasFile.Archive(config), -3, 4));
    }

    /// <summary>Channels are last: an image of 2 × 2 with two channels, a kernel of 1 × 2 over both, then the largest of each row's place.</summary>
    [Fact]
    public void Convolutions_and_pools_have_their_channels_last()
    {
        string config = KerasFile.Sequential("2, 2, 2", ("Conv2D", "c", "\"strides\": [1, 1], \"padding\": \"valid\", \"activation\": \"relu\""), ("MaxPooling2D", "m", "\"pool_size\": [2, 1], \"strides\": [2, 1], \"padding\": \"valid\""), ("Flatten", "f", ""));

        // Kernel [1, 2, 2, 1]: left pixel's channels times 1 and 10, right pixel's times 100 and 1000; bias -1.
        byte[] file = KerasFile.Archive(config, ("conv2d", [[1, 10, 100, 1000], [-1]], [[1, 2, 2, 1], [1]]));
        AssertClose("8764", Run(file, 1, 2, 3, 4, 5, 6, 7, 8));
    }

    [Fact]
    public void Padding_means_and_same_windows()
    {
        string config = KerasFile.Sequential("2, 1", ("ZeroPadding1D", "z", "\"padding\": [1, 0]"), ("Conv1D", "c", "\"padding\": \"same\", \"use_bias\": false"), ("GlobalAveragePooling1D", "g", ""));

        // (0, 3, 5) with a kernel (1, 10, 100) around each: 300, 30 + 500, 3 + 50.
        AssertClose($"{(300 + 530 + 53) / 3.0:R}", Run(KerasFile.Archive(config, ("conv1d", [[1, 10, 100]], [[3, 1, 1]])), 3, 5));
    }

    [Fact]
    public void Axes_and_shapes_move_elements()
    {
        string config = KerasFile.Sequential("6", ("Reshape", "r", "\"target_shape\": [2, -1]"), ("Permute", "p", "\"dims\": [2, 1]"), ("Flatten", "f", ""));
        AssertClose("1 4 2 5 3 6", Run(KerasFile.Archive(config), 1, 2, 3, 4, 5, 6));
    }

    /// <summary>A layer is an output that can be chosen, as the remedy of a refusal says.</summary>
    [Fact]
    public void A_tail_can_be_cut_off()
    {
        string config = KerasFile.Sequential("2", ("Activation", "a", "\"activation\": \"relu\""), ("Activation", "b", "\"activation\": \"elu\""));
        string path = folder.Write("m.keras", KerasFile.Archive(config));
        AssertClose("0 4", Forward(ModelFile.Read(path, GraphSelection.Of(null, "a")).Network, -3, 4));
    }

    [Fact]
    public void All_that_is_unsupported_is_named()
    {
        string config = KerasFile.Functional("2", "out", ("LSTM", "memory", "", "in"), ("Dense", "dense", "\"activation\": \"tanh\"", "memory"), ("Flatten", "flat", "", "dense"), ("Dense", "second", "", "flat"), ("Activation", "a", "\"activation\": \"elu\"", "second"), ("Foo", "own", "", "a"), ("Multiply", "out", "", "own a"));
        InputError error = Refuse(KerasFile.Archive(config, ("dense", [[1, 2, 3, 4], [0, 0]], [[2, 2], [2]]), ("dense_1", [[1, 2, 3, 4], [0, 0]], [[2, 2], [2]])));
        Assert.Equal(InputErrorIds.Unsupported, error.Id);
        Assert.All(["'memory' (LSTM)", "'dense' (Tanh)", "'a' (Activation)", "'own' (Foo)", "'out' (Multiply)", "'elu'", "repeats a part"], text => Assert.Contains(text, error.Message));
    }

    [Theory]
    [InlineData("{\"class_name\": \"MyModel\", \"config\": {}}", "MyModel")]
    [InlineData("{\"class_name\": \"Sequential\", \"config\": {\"layers\": []}}", "no layers")]
    [InlineData("{\"class_name\": \"Sequential\", \"config\": {\"layers\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\"}}]}}", "shape of its input")]
    [InlineData("{\"class_name\": \"Sequential\", \"config\": {\"layers\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"batch_input_shape\": [null, null]}}]}}", "open dimension")]
    [InlineData("{\"class_name\": \"Sequential\", \"config\": {\"layers\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"batch_input_shape\": [null, 2]}}]}}", "'d' (Dense) has 0 arrays of weights")]
    [InlineData("{\"class_name\": \"Functional\", \"config\": {\"layers\": [{\"class_name\": \"Flatten\", \"config\": {\"name\": \"a\"}, \"inbound_nodes\": [[[\"a\", 0, 0, {}]]]}], \"output_layers\": [[\"a\", 0, 0]]}}", "waits for its own output")]
    [InlineData("{\"class_name\": \"Functional\", \"config\": {\"layers\": [], \"output_layers\": [[\"a\", 0, 0]]}}", "'a' is read")]
    [InlineData("{\"class_name\": ", "line")]
    [InlineData("[1, 2]", "class_name")]
    public void An_error_says_what_is_wrong(string config, string expected)
    {
        InputError error = Refuse(KerasFile.Archive(config));
        Assert.Contains(expected, expected == "line" ? $"line {error.Line}" : error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Parts_of_the_archive_are_required_and_bounded()
    {
        Assert.Contains("'model.weights.h5'", Refuse(KerasFile.Zip(("config.json", "{}"u8.ToArray()))).Message);
        InputError bomb = Refuse(KerasFile.Zip(("config.json", new byte[50_000_000])));
        Assert.Equal(InputErrorIds.TooLarge, bomb.Id);
    }

    private double[] Run(byte[] file, params double[] x) => Forward(Read(file).Network, x);

    private ImportedModel Read(byte[] file) => ModelFile.Read(folder.Write("model.keras", file));

    private InputError Refuse(byte[] file) => Assert.Throws<InputException>(() => Read(file)).Error;

    private static double[] Forward(Network network, params double[] x)
    {
        var output = new double[network.OutputCount];
        ReferenceForward.Run(network, x, output, new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)]);
        return output;
    }

    private static void AssertClose(string expected, double[] actual)
    {
        double[] values = Array.ConvertAll(expected.Split(' '), static v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(values.Length, actual.Length);
        Assert.All(values.Zip(actual), static pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1, Math.Abs(pair.First))));
    }
}
