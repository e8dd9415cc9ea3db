using System.Linq;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx;

/// <summary>Which neurons operators with kinks become: one normal form, no neuron twice.</summary>
public class NeuronTests
{
    [Fact]
    public void Clip_is_one_stage_with_a_group_a_bound()
    {
        ImportedModel model = new Graph(1, 2).Constant("a", [], -1).Constant("b", [], 6).Node("Clip", "y", "x a b").Import();
        HiddenStage stage = Assert.Single(model.Network.Stages);
        Assert.Equal([1, 1, -6, -6], stage.Bias.ToArray());
        Assert.Equal(["y_node Clip 0,1", "y_node Clip 2,3"], model.Activations.Select(static a => $"{a.Node} {a.Operator} {string.Join(",", a.Neurons)}"));
    }

    [Fact]
    public void The_state_of_Clip_is_the_number_of_its_active_neurons()
    {
        // As the references write it: 0 at or below the lower bound, 1 between, 2 at or above the upper.
        ImportedModel model = new Graph(1, 5).Constant("a", [], -1).Constant("b", [], 6).Node("Clip", "c", "x a b").Node("Abs", "y", "c").Import();
        var words = new ulong[1];
        ReferenceForward.Run(model.Network, [-3, -1, 0.5, 5.5, 9], new double[5], words);
        Assert.Equal("00112|00111", ReferencePattern.Of(model, BitPattern.From(model.Network.HiddenNeuronCount, words)));
    }

    [Fact]
    public void Clip_from_zero_after_Relu_adds_only_the_upper_bound()
    {
        ImportedModel model = new Graph(1, 2).Constant("a", [], 0).Constant("b", [], 6).Node("Relu", "h", "x").Node("Clip", "y", "h a b").Import();
        Assert.Equal([2, 2], model.Network.Stages.Select(static s => s.Width));
        Assert.Equal([0, 6], Evaluate(model.Network, -1, 7));
    }

    [Fact]
    public void Abs_is_a_neuron_of_slope_minus_one() =>
        Assert.Equal(-1, new Graph(1, 1).Node("Abs", "y", "x").Import().Network.Stages[0].Slopes[0]);

    [Fact]
    public void Maxima_of_four_are_two_rounds()
    {
        Network network = new Graph(1, 1, 4).Node("MaxPool", "y", "x", Ints("kernel_shape", 4)).Import().Network;
        Assert.Equal([2, 1], network.Stages.Select(static s => s.Width));
        Assert.Equal([9], Evaluate(network, 3, -5, 9, 8));
    }

    [Fact]
    public void Windows_share_comparisons()
    {
        // Two rows of a 3 x 3 kernel's windows: pairs (0,1), (2,3) and so on repeat in overlapping windows where they align.
        Network network = new Graph(1, 1, 6).Node("MaxPool", "y", "x", Ints("kernel_shape", 4), Ints("strides", 2)).Import().Network;
        Assert.Equal([3, 2], network.Stages.Select(static s => s.Width));
        Assert.Equal([4, 6], Evaluate(network, 1, 4, 2, 3, 6, 5));
    }

    [Fact]
    public void Constants_do_not_compete_in_the_network()
    {
        Network network = new Graph(1, 1).Integers("p", 0, 2, 0, 1).Node("Pad", "z", "x p").Integers("s", 1, 1, 4).Node("Reshape", "r", "z s").Node("MaxPool", "y", "r", Ints("kernel_shape", 4)).Import().Network;
        Assert.Equal(1, network.HiddenNeuronCount - 1);
        Assert.Equal([0], Evaluate(network, -3));
        Assert.Equal([3], Evaluate(network, 3));
    }

    [Fact]
    public void An_element_does_not_compete_with_itself() =>
        Assert.Empty(new Graph(1, 2).Node("Max", "y", "x x").Import().Network.Stages);

    [Fact]
    public void Convolutions_of_one_pixel_are_dense_layers()
    {
        Network dense = new Graph(1, 2).Constant("w", [3, 2], 1, 2, 3, 4, 5, 6).Constant("b", [3], 7, 8, 9).Node("Gemm", "h", "x w b", Int("transB", 1)).Node("Relu", "y", "h").Import().Network;
        Network convolution = new Graph(1, 2, 1, 1).Constant("w", [3, 2, 1, 1], 1, 2, 3, 4, 5, 6).Constant("b", [3], 7, 8, 9).Node("Conv", "h", "x w b").Node("Relu", "r", "h").Node("Flatten", "y", "r").Import().Network;
        Assert.Equal(dense.ContentHash, convolution.ContentHash);
    }

    [Fact]
    public void A_residual_reads_two_sources()
    {
        Network network = new Graph(1, 2).Constant("w", [2, 2], 1, 2, 3, 4).Node("MatMul", "m", "x w").Node("Relu", "h", "m").Node("MatMul", "n", "h w").Node("Add", "s", "n x").Node("Relu", "y", "s").Import().Network;
        Assert.Equal([0, 1], network.Stages[1].Blocks.Select(static b => b.Source));
    }
}
