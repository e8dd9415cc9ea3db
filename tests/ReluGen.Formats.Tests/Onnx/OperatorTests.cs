using System.Linq;
using ReluGen.Core.Networks;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Onnx.Schema;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx;

/// <summary>Each operator on small graphs whose results are worked out by hand.</summary>
public class OperatorTests
{
    [Theory]
    [InlineData("Add", "x c", new[] { 11.0, 22, 33, 14, 25, 36 })]
    [InlineData("Add", "c x", new[] { 11.0, 22, 33, 14, 25, 36 })]
    [InlineData("Sub", "x c", new[] { -9.0, -18, -27, -6, -15, -24 })]
    [InlineData("Sub", "c x", new[] { 9.0, 18, 27, 6, 15, 24 })]
    [InlineData("Mul", "x c", new[] { 10.0, 40, 90, 40, 100, 180 })]
    [InlineData("Mul", "c x", new[] { 10.0, 40, 90, 40, 100, 180 })]
    [InlineData("Div", "x d", new[] { 0.5, 0.5, 0.75, 2, 1.25, 1.5 })]
    public void Arithmetic_broadcasts_as_numpy(string op, string inputs, double[] expected) =>
        Assert.Equal(expected, new Graph(1, 2, 3).Constant("c", [3], 10, 20, 30).Constant("d", [1, 3], 2, 4, 4).Node(op, "y", inputs).Run(1, 2, 3, 4, 5, 6));

    [Fact]
    public void The_network_input_is_repeated_where_the_constant_is_larger() =>
        Assert.Equal([11, 12, 21, 22, 31, 32], new Graph(1, 2).Constant("c", [3, 1], 10, 20, 30).Node("Add", "y", "x c").Run(1, 2));

    [Fact]
    public void Axes_of_both_operands_are_repeated() =>
        Assert.Equal([11, 21, 12, 22], new Graph(1, 2, 1).Constant("c", [1, 2], 10, 20).Node("Add", "y", "x c").Run(1, 2));

    [Fact]
    public void A_sum_of_two_values_of_the_input_folds() =>
        Assert.Equal([6, -4], new Graph(1, 2).Constant("w", [2, 2], 0, 1, 1, 0).Node("MatMul", "m", "x w").Constant("two", [], 2)
            .Node("Mul", "t", "m two").Node("Sub", "y", "t x").Run(0, 3).Select((v, i) => v + (i == 1 ? -1 : 0)));

    [Fact]
    public void Values_of_different_stages_are_added_as_sources()
    {
        Graph graph = new Graph(1, 2).Node("Relu", "h", "x").Node("Add", "y", "h x");
        Assert.Equal([2, -3], graph.Run(1, -3));
        Assert.Equal([0, 1], graph.Import().Network.Output.Blocks.Select(static b => b.Source));
    }

    [Theory]
    [InlineData(0, 0, new[] { 9.0, 12, 15 })]
    [InlineData(0, 1, new[] { 5.0, 11, 17 })]
    [InlineData(1, 0, new[] { 9.0, 12, 15 })]
    public void Gemm_transposes(int transA, int transB, double[] expected)
    {
        Graph graph = new Graph(1, 2).Constant("w", transB == 1 ? [3, 2] : [2, 3], 1, 2, 3, 4, 5, 6);
        string operand = "x";
        if (transA == 1)
        {
            graph.Integers("s", 2, 1).Node("Reshape", "column", "x s");
            operand = "column";
        }

        Assert.Equal(expected, graph.Node("Gemm", "y", operand + " w", Int("transA", transA), Int("transB", transB)).Run(1, 2));
    }

    [Theory]
    [InlineData(new long[] { 2 })]
    [InlineData(new long[] { 1, 2 })]
    public void Gemm_scales_the_product_and_the_addend(long[] addendShape) =>
        Assert.Equal([(0.5 * 5) + 20, (0.5 * 6) + 40], new Graph(1, 1).Constant("w", [1, 2], 5, 6).Constant("c", addendShape, 10, 20)
            .Node("Gemm", "y", "x w c", Float("alpha", 0.5f), Float("beta", 2)).Run(1));

    [Fact]
    public void Gemm_adds_a_scalar_and_takes_a_constant_on_the_left()
    {
        Assert.Equal([6, 7], new Graph(1, 1).Constant("w", [1, 2], 5, 6).Constant("c", [], 1).Node("Gemm", "y", "x w c").Run(1));
        Assert.Equal([1 + 4.0, 3 + 8], new Graph(1, 2).Integers("s", 2, 1).Node("Reshape", "column", "x s").Constant("w", [2, 2], 1, 2, 3, 4)
            .Node("Gemm", "y", "w column").Run(1, 2));
    }

    [Fact]
    public void MatMul_takes_a_constant_on_either_side_vectors_and_stacks()
    {
        Assert.Equal([5, 11], new Graph(2).Constant("w", [2, 2], 1, 2, 3, 4).Node("MatMul", "y", "w x").Run(1, 2));
        Assert.Equal([7, 10], new Graph(2).Constant("w", [2, 2], 1, 2, 3, 4).Node("MatMul", "y", "x w").Run(1, 2));
        Assert.Equal([50], new Graph(2).Constant("w", [2], 10, 20).Node("MatMul", "y", "x w").Run(1, 2));
        Assert.Equal([1 * 1, 2 * 1, 1 * 10, 2 * 10], new Graph(1, 1, 2).Constant("w", [2, 1, 1], 1, 10).Node("MatMul", "y", "w x").Run(1, 2));
        Assert.Equal([5, 50, 11, 110], new Graph(1, 2, 2).Constant("w", [2, 2], 1, 10, 2, 20).Node("MatMul", "y", "x w").Run(1, 2, 3, 4));
    }

    [Fact]
    public void Products_fold_in_double_and_round_once()
    {
        // 1/3 in float32 times 3 is 1.0000000298 exactly; rounding the first product to float32 would give 1.
        Network network = new Graph(1, 1).Constant("a", [1, 1], 16777215).Constant("b", [1, 1], 16777217f / 16777216f * 1.0000001f)
            .Node("MatMul", "m", "x a").Node("MatMul", "y", "m b").Import().Network;
        double exact = 16777215.0 * (double)(16777217f / 16777216f * 1.0000001f);
        Assert.Equal((float)exact, network.Output.Blocks[0].Values[0]);
    }

    [Fact]
    public void Division_rounds_once() =>
        Assert.Equal(1f / 49f, new Graph(1, 1).Constant("c", [], 49).Node("Div", "y", "x c").Import().Network.Output.Blocks[0].Values[0]);

    [Fact]
    public void Relu_and_LeakyRelu_make_neurons_in_node_order()
    {
        ImportedModel model = new Graph(1, 2).Node("Relu", "h", "x").Node("LeakyRelu", "l", "x", Float("alpha", 0.25f)).Node("LeakyRelu", "k", "x").Node("Add", "s", "h l").Node("Add", "y", "s k").Import();
        Assert.Equal([0f, 0.25f, 0.01f], model.Network.Stages.Select(static s => s.Slopes[0]));
        Assert.Equal(["h_node Relu 0,1", "l_node LeakyRelu 2,3", "k_node LeakyRelu 4,5"], model.Activations.Select(static a => $"{a.Node} {a.Operator} {string.Join(",", a.Neurons)}"));
        Assert.Equal([3, -2 * (0.25 + 0.01f)], Evaluate(model.Network, 1, -2));
    }

    [Fact]
    public void An_activation_of_unchanged_ReLU_neurons_is_those_neurons()
    {
        ImportedModel model = new Graph(1, 2).Node("Relu", "a", "x").Integers("s", 2, 1).Node("Reshape", "r", "a s").Node("Relu", "b", "r").Node("LeakyRelu", "y", "b").Import();
        Assert.Single(model.Network.Stages);
        Assert.Equal(3, model.Activations.Count);
        Assert.All(model.Activations, static a => Assert.Equal([0, 1], a.Neurons));
    }

    [Fact]
    public void An_activation_of_LeakyRelu_is_a_new_stage()
    {
        Graph graph = new Graph(1, 1).Node("LeakyRelu", "a", "x").Node("Relu", "y", "a");
        Assert.Equal(2, graph.Import().Network.Stages.Count);
        Assert.Equal([0], graph.Run(-5));
    }

    [Fact]
    public void BatchNormalization_normalises_channels()
    {
        Graph graph = new Graph(1, 2, 2).Constant("scale", [2], 2, 3).Constant("offset", [2], 10, 20).Constant("mean", [2], 1, 2).Constant("variance", [2], 3.75f, 15.75f)
            .Node("BatchNormalization", "y", "x scale offset mean variance", Float("epsilon", 0.25f));
        Assert.Equal([10, 11, 20.75, 21.5], graph.Run(1, 2, 3, 4));
    }

    [Theory]
    [InlineData(0, new long[] { 1, 6 })]
    [InlineData(1, new long[] { 1, 6 })]
    [InlineData(2, new long[] { 2, 3 })]
    [InlineData(-1, new long[] { 2, 3 })]
    [InlineData(3, new long[] { 6, 1 })]
    public void Flatten_splits_at_the_axis(long axis, long[] shape)
    {
        // The constant fits exactly one shape.
        Graph graph = new Graph(1, 2, 3).Node("Flatten", "f", "x", Int("axis", axis)).Constant("w", [shape[1], 1], Enumerable.Repeat(1f, (int)shape[1]).ToArray()).Node("Gemm", "y", "f w");
        Assert.Equal(shape[0], graph.Import().Network.OutputCount);
    }

    [Theory]
    [InlineData(new long[] { 3, 2 }, 3)]
    [InlineData(new long[] { -1, 2 }, 3)]
    [InlineData(new long[] { 0, -1 }, 1)]
    [InlineData(new long[] { 2, -1 }, 2)]
    public void Reshape_copies_and_infers_sizes(long[] target, int rows)
    {
        Graph graph = new Graph(1, 6).Integers("s", target).Node("Reshape", "r", "x s");
        int columns = 6 / rows;
        graph.Constant("w", [columns, 1], Enumerable.Repeat(1f, columns).ToArray()).Node("MatMul", "y", "r w");
        Assert.Equal(rows, graph.Import().Network.OutputCount);
    }

    [Fact]
    public void Reshape_takes_its_shape_from_an_attribute_or_computed_constants()
    {
        Assert.Equal([1, 2], new Graph(1, 1, 2).Node("Reshape", "y", "x", Ints("shape", 1, 2)).Run(1, 2));
        Assert.Equal([1, 2], new Graph(1, 1, 2).Integers("a", 2, 5).Integers("b", 2).Node("Div", "s", "a b").Node("Reshape", "y", "x s").Run(1, 2));
    }

    [Fact]
    public void Constant_has_several_forms()
    {
        var ints = Ints("value_ints", 1, 2);
        var floats = new AttributeProto { Name = "value_floats", Type = AttributeProto.Types.AttributeType.Floats };
        floats.Floats.AddRange([10, 20]);
        var tensor = new TensorProto { DataType = (int)ElementType.Float };
        tensor.FloatData.Add(7);
        Graph graph = new Graph(2).Node("Constant", "a", "", Float("value_float", 0.5f)).Node("Constant", "b", "", Int("value_int", 100)).Node("Constant", "c", "", floats)
            .Node("Constant", "d", "", new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor, T = tensor }).Node("Constant", "e", "", ints).Node("Cast", "f", "e", Int("to", 1));
        Assert.Equal([1 + 0.5 + 100 + 10 + 7 + 1, 1 + 0.5 + 100 + 20 + 7 + 2], graph.Node("Add", "1", "x a").Node("Add", "2", "1 b").Node("Add", "3", "2 c").Node("Add", "4", "3 d").Node("Add", "y", "4 f").Run(1, 1));
    }

    [Fact]
    public void Identity_Dropout_and_Cast_change_nothing() =>
        Assert.Equal([1, -2], new Graph(1, 2).Node("Identity", "a", "x").Node("Dropout", "b", "a").Node("Cast", "c", "b", Int("to", 11)).Node("Cast", "y", "c", Int("to", 10)).Run(1, -2));

    [Theory]
    [InlineData("Sigmoid", 17, Link.Sigmoid)]
    [InlineData("Tanh", 17, Link.Tanh)]
    [InlineData("Softmax", 17, Link.Softmax)]
    [InlineData("Softmax", 9, Link.Softmax)]
    public void A_head_becomes_the_link_and_shape_operators_may_follow(string op, int opset, Link link)
    {
        Graph graph = new Graph(1, 2).Opset(opset).Node(op, "p", "x").Node("Identity", "i", "p").Node("Flatten", "f", "i", Int("axis", 0)).Integers("s", 2).Node("Reshape", "y", "f s");
        Assert.Equal(link, graph.Import().Network.Link);
        Assert.Equal([1, 2], graph.Run(1, 2));
    }

    [Fact]
    public void Constants_fold_through_activations()
    {
        ImportedModel model = new Graph(1, 2).Constant("c", [2], -3, 4).Node("Relu", "r", "c").Node("Add", "y", "x r").Import();
        Assert.Empty(model.Network.Stages);
        Assert.Equal([1, 5], Evaluate(model.Network, 1, 1));
    }

    [Fact]
    public void Several_outputs_are_joined_in_graph_order()
    {
        ImportedModel model = new Graph(1, 2).Node("Relu", "a", "x").Constant("w", [2, 1], 1, 1).Node("MatMul", "b", "x w").Import("b", "a", "x");
        Assert.Equal([-1, 1, 0, 1, -2], Evaluate(model.Network, 1, -2));
        Assert.Contains(model.Notes, static n => n.Contains("3 outputs"));
    }
}
