using System;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Onnx.Schema;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx;

/// <summary>What is refused, under which id, and what the message names.</summary>
public class RefusalTests
{
    /// <summary>What many classifiers of PyTorch end in. The tensor before it decides for the same class.</summary>
    [Fact]
    public void A_logarithm_of_a_softmax_at_the_end_can_be_left_out()
    {
        static Graph Classifier() => new Graph(0, 2).Node("Relu", "scores", "x").Node("LogSoftmax", "y", "scores", Int("axis", 1));
        Assert.Contains("choose 'scores' as the output", Assert.Throws<InputException>(() => Classifier().Import()).Message);
        Assert.Equal(2, Classifier().Select(null, "scores").Import().Network.HiddenNeuronCount);
    }

    [Fact]
    public void All_unsupported_nodes_are_named_at_once()
    {
        Graph graph = new Graph(1, 2).Node("Erf", "a", "x").Node("Relu", "b", "a").Node("Gelu", "c", "b").Node("Sigmoid", "d", "x").Node("Add", "e", "c d").Node("Mul", "f", "x x").Node("Add", "y", "e f");
        InputError error = Refuse(graph, InputErrorIds.Unsupported);
        Assert.All(["node 'a_node' (Erf)", "node 'c_node' (Gelu)", "node 'f_node' (Mul)", "Erf is not piecewise linear", "Gelu is not piecewise linear", "nn.ReLU", "docs/operators.md"], part => Assert.Contains(part, error.Message, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Nodes_behind_an_unsupported_one_are_looked_at_too()
    {
        // Shapes are those of the operands, or those that the file declares.
        Graph graph = new Graph(1, 4).Node("Tanh", "a", "x").Constant("w", [4, 2], 1, 2, 3, 4, 5, 6, 7, 8).Node("MatMul", "b", "a w").Node("Einsum", "c", "b").Node("Mul", "d", "c c").Node("Tanh", "y", "d");
        graph.Model.Graph.ValueInfo.Add(Declaration("c", ElementType.Float, [1, 3]));
        string message = Refuse(graph, InputErrorIds.Unsupported).Message;
        Assert.All(
            ["'a_node' (Tanh) of shape [1, 4], read by node 'b_node' (MatMul): Tanh is not piecewise linear.", "'c_node' (Einsum) of shape [1, 3]: Einsum is not a supported operator.", "'d_node' (Mul) of shape [1, 3]: a product"],
            part => Assert.Contains(part, message));
        Assert.DoesNotContain("y_node", message);
    }

    [Theory]
    [InlineData("ConvTranspose", "x w", "transposed convolutions are not lowered")]
    [InlineData("Conv", "x x", "kernel depends on the input")]
    [InlineData("ThresholdedRelu", "x", "alpha = 1 jumps from 0 to 1")]
    [InlineData("Shrink", "x", "lambd = 0.5 and bias = 0 jumps")]
    [InlineData("QuantizeLinear", "x s", "quantised activations")]
    [InlineData("DequantizeLinear", "x s", "quantised activations")]
    [InlineData("Where", "x x w", "condition that depends on the input jumps")]
    [InlineData("Floor", "x", "Floor jumps")]
    [InlineData("Sqrt", "x", "Sqrt is not piecewise linear")]
    [InlineData("LayerNormalization", "x s", "divides by a norm of its input")]
    [InlineData("LSTM", "x w w", "repeats a part of the graph")]
    [InlineData("Cast", "x", "cuts off fractions")]
    public void The_reason_says_what_is_lost(string op, string inputs, string reason)
    {
        Graph graph = new Graph(1, 1, 2, 2).Constant("w", [1, 1, 2, 2], 1, 2, 3, 4).Constant("s", [], 1).Node(op, "y", inputs, op == "Cast" ? [Int("to", 7)] : []);
        string message = Refuse(graph, InputErrorIds.Unsupported).Message;
        Assert.Contains("'y_node' (" + op + ") of shape [1, 1, 2, 2]", message);
        Assert.Contains(reason, message);
    }

    [Fact]
    public void A_convolution_that_would_not_fit_is_refused_with_figures()
    {
        Graph graph = new Graph(1, 3, 224, 224).Constant("w", [16, 3, 3, 3], new float[16 * 27]).Node("Conv", "c", "x w", Ints("strides", 2, 2)).Node("Relu", "y", "c");
        string message = Refuse(graph, InputErrorIds.TooLarge).Message;
        Assert.Contains("'c_node' (Conv)", message);
        Assert.Matches("[0-9]+ MB are left of the [0-9]+ MB", message);
    }

    [Fact]
    public void An_unsupported_node_is_named_even_where_the_model_is_too_large()
    {
        Graph graph = new Graph(1, 3, 224, 224).Constant("w", [16, 3, 3, 3], new float[16 * 27]).Node("Conv", "c", "x w").Node("Tanh", "t", "c").Node("Erf", "y", "t");
        Assert.Contains("'y_node' (Erf)", Refuse(graph, InputErrorIds.Unsupported).Message);
    }

    [Theory]
    [InlineData("Conv", "strides", new long[] { 0, 1 })]
    [InlineData("Conv", "dilations", new long[] { 1 })]
    [InlineData("Conv", "pads", new long[] { 1, 1, 1, -1 })]
    [InlineData("Conv", "kernel_shape", new long[] { 3, 3 })]
    [InlineData("MaxPool", "kernel_shape", new long[] { 9, 9 })]
    [InlineData("MaxPool", "kernel_shape", new long[] { long.MaxValue, 1 })]
    [InlineData("AveragePool", "kernel_shape", new long[] { 0, 1 })]
    [InlineData("AveragePool", "kernel_shape", new long[] { 1 })]
    [InlineData("Transpose", "perm", new long[] { 0, 1, 2 })]
    [InlineData("Transpose", "perm", new long[] { 0, 1, 2, 2 })]
    public void Windows_and_axes_must_fit(string op, string attribute, long[] values)
    {
        Graph graph = new Graph(1, 1, 4, 4).Constant("w", [1, 1, 2, 2], 1, 2, 3, 4).Node(op, "y", op == "Conv" ? "x w" : "x", Ints(attribute, values));
        Assert.Contains("'y_node'", Refuse(graph, InputErrorIds.Shape).Message);
    }

    [Fact]
    public void What_no_output_needs_is_not_looked_at() =>
        Assert.Equal([3], new Graph(1, 1).Node("Exp", "dead", "x").Node("Identity", "y", "x").Run(3));

    [Fact]
    public void An_operator_of_another_domain_is_not_the_standard_one()
    {
        Graph graph = new Graph(1, 2).Node("Relu", "y", "x");
        graph.Model.Graph.Node[0].Domain = "com.example";
        Assert.Contains("(com.example.Relu)", Refuse(graph, InputErrorIds.Unsupported).Message);
    }

    [Theory]
    [InlineData("Mul", "h x", "'y_node' (Mul)")]
    [InlineData("Div", "x h", "'y_node' (Div)")]
    [InlineData("Div", "c x", "'y_node' (Div)")]
    [InlineData("MatMul", "x h", "'y_node' (MatMul)")]
    public void Products_of_values_of_the_input_are_not_piecewise_linear(string op, string inputs, string expected)
    {
        Graph graph = new Graph(1, 1).Constant("c", [1], 1).Node("Relu", "h", "x").Node(op, "y", inputs);
        Assert.Contains(expected, Refuse(graph, InputErrorIds.Unsupported).Message);
    }

    [Fact]
    public void A_head_in_the_middle_is_named()
    {
        Graph graph = new Graph(1, 1).Node("Sigmoid", "p", "x").Constant("w", [1, 1], 1).Node("Gemm", "y", "p w");
        string message = Refuse(graph, InputErrorIds.Unsupported).Message;
        Assert.Contains("'p_node' (Sigmoid)", message);
        Assert.Contains("'y_node' (Gemm)", message);
        Assert.Contains("(Sigmoid)", Refuse(new Graph(1, 1).Node("Sigmoid", "p", "x"), InputErrorIds.Unsupported, "p", "x").Message);
    }

    [Theory]
    [InlineData(17, 1L)]
    [InlineData(9, 2L)]
    public void Softmax_over_a_part_of_the_output_is_not_the_link(int opset, long axis) =>
        Assert.Contains("(Softmax)", Refuse(new Graph(1, 2, 3).Opset(opset).Node("Softmax", "y", "x", Int("axis", axis)), InputErrorIds.Unsupported).Message);

    [Theory]
    [InlineData("BatchNormalization", 15, "training_mode")]
    [InlineData("BatchNormalization", 6, "momentum")]
    [InlineData("Dropout", 6, "ignored")]
    public void Training_mode_is_refused(string op, int opset, string attribute)
    {
        Graph graph = new Graph(1, 1).Opset(opset).Constant("one", [1], 1).Node(op, "y", op == "Dropout" ? "x" : "x one one one one", Int(attribute, 1));
        Assert.Contains("training mode", Refuse(graph, InputErrorIds.Unsupported).Message);
    }

    [Fact]
    public void Dropout_with_training_mode_as_an_operand_is_refused()
    {
        Graph graph = new Graph(1, 1).Integers("training", 1).Node("Cast", "t", "training", Int("to", 9)).Node("Dropout", "y", "x - t");
        Assert.Contains("training mode", Refuse(graph, InputErrorIds.Unsupported).Message);
    }

    [Fact]
    public void The_mask_of_Dropout_is_not_available()
    {
        Graph graph = new Graph(1, 1).Node("Dropout", "d", "x").Node("Add", "y", "d mask");
        graph.Model.Graph.Node[0].Output.Add("mask");
        Assert.Contains("'d_node' (Dropout)", Refuse(graph, InputErrorIds.Unsupported).Message);
    }

    [Fact]
    public void Old_broadcasting_along_an_axis_is_refused() =>
        Assert.Contains("axis", Refuse(new Graph(1, 2, 3).Opset(6).Constant("c", [2], 1, 2).Node("Add", "y", "x c", Int("axis", 1), Int("broadcast", 1)), InputErrorIds.Unsupported).Message);

    [Fact]
    public void Several_inputs_are_listed()
    {
        string message = Refuse(new Graph(1, 1).Input("z", ElementType.Float, 1, 1).Node("Add", "y", "x z"), InputErrorIds.Unsupported).Message;
        Assert.Contains("'x', 'z'", message);
    }

    [Theory]
    [InlineData("Add", "x c3", InputErrorIds.Shape)]
    [InlineData("MatMul", "x c3", InputErrorIds.Shape)]
    [InlineData("Gemm", "x c3", InputErrorIds.Shape)]
    [InlineData("Gemm", "x w c3", InputErrorIds.Shape)]
    [InlineData("MatMul", "x scalar", InputErrorIds.Shape)]
    [InlineData("Reshape", "x s", InputErrorIds.Shape)]
    [InlineData("Reshape", "x c3", InputErrorIds.Shape)]
    [InlineData("Reshape", "x", InputErrorIds.Malformed)]
    [InlineData("Add", "x", InputErrorIds.Malformed)]
    [InlineData("Relu", "nowhere", InputErrorIds.Malformed)]
    [InlineData("Relu", "y", InputErrorIds.Malformed)]
    public void Operands_must_fit(string op, string inputs, string id)
    {
        Graph graph = new Graph(1, 2).Constant("c3", [3], 1, 2, 3).Constant("w", [2, 2], 1, 2, 3, 4).Constant("scalar", [], 1).Integers("s", 3, -1).Node(op, "y", inputs);
        Assert.Contains("'y_node'", Refuse(graph, id).Message);
    }

    [Fact]
    public void A_cycle_of_nodes_is_refused() =>
        Assert.Contains("cycle", Refuse(new Graph(1, 1).Node("Add", "a", "x b").Node("Add", "b", "a x").Node("Relu", "y", "b"), InputErrorIds.Malformed).Message);

    [Fact]
    public void Nodes_may_stand_in_any_order() =>
        Assert.Equal([6], new Graph(1, 1).Node("Add", "y", "b b").Node("Add", "b", "x x2").Node("Identity", "x2", "two").Constant("two", [1], 2).Run(1));

    [Fact]
    public void A_product_of_shapes_cannot_exhaust_the_memory()
    {
        Graph graph = new Graph(1, 4000).Integers("s", 4000, 1).Node("Reshape", "r", "x s").Node("Add", "y", "x r");
        Assert.Contains("out of proportion", Refuse(graph, InputErrorIds.TooLarge).Message);
    }

    [Theory]
    [InlineData(new long[] { 1, 0 }, InputErrorIds.Shape)]
    [InlineData(new long[] { 1, -3 }, InputErrorIds.Shape)]
    [InlineData(new long[] { -1, 3 }, InputErrorIds.Shape)]
    [InlineData(new long[] { 1, 1L << 40 }, InputErrorIds.Shape)]
    public void The_input_needs_a_usable_shape(long[] shape, string id) =>
        Assert.Contains("'x'", Refuse(new Graph(shape).Node("Identity", "y", "x"), id).Message);

    [Theory]
    [InlineData((int)ElementType.UInt32)]
    [InlineData((int)ElementType.Bool)]
    [InlineData((int)ElementType.String)]
    [InlineData((int)ElementType.Undefined)]
    [InlineData(99)]
    public void The_input_must_be_of_numbers(int type)
    {
        Graph graph = new Graph(1, 1).Node("Identity", "y", "x");
        graph.Model.Graph.Input[0] = Declaration("x", (ElementType)type, [1, 1]);
        Assert.Contains("'x'", Refuse(graph, InputErrorIds.Unsupported).Message);
    }

    [Theory]
    [InlineData("quote \" newline \n end */ \u2028 \u0007")]
    [InlineData("{0} %s $(rm -rf) <b>")]
    public void Hostile_names_stay_on_one_line(string name)
    {
        Graph graph = new Graph(1, 1).Node("Frob" + name, "a", "x").Node("Identity", "y", "a");
        graph.Model.Graph.Node[0].Name = name;
        graph.Model.Graph.Node[0].Output[0] = graph.Model.Graph.Node[1].Input[0] = name;
        string message = Refuse(graph, InputErrorIds.Unsupported).Message;
        Assert.DoesNotContain(message, static c => char.IsControl(c) || c == '\u2028');
    }

    [Fact]
    public void A_very_long_name_is_cut()
    {
        Graph graph = new Graph(1, 1).Node("Frobnicate", new string('n', 100_000), "x").Node("Identity", "y", new string('n', 100_000));
        Assert.InRange(Refuse(graph, InputErrorIds.Unsupported).Message.Length, 1, 2000);
    }

    private static InputError Refuse(Graph graph, string id, params string[] outputs)
    {
        InputError error = Assert.Throws<InputException>(() => graph.Import(outputs)).Error;
        Assert.Equal(id, error.Id);
        return error;
    }
}
