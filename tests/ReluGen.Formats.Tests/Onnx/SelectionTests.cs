using System;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Onnx;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx;

/// <summary>Inputs and outputs that are chosen by name.</summary>
public class SelectionTests
{
    [Fact]
    public void Inputs_are_joined_in_the_chosen_order()
    {
        ImportedModel model = Two().Select("z;x", null).Import();
        Assert.Equal([5 - 100, 7 - 10], Evaluate(model.Network, 10, 100, 7, 5).Reverse());
        Assert.Contains(model.Notes, static n => n.Contains("2 inputs ('z', 'x')"));
    }

    [Fact]
    public void An_output_that_needs_one_input_needs_no_choice() =>
        Assert.Equal(2, Two().Select(null, "h").Import().Network.InputCount);

    [Fact]
    public void A_tensor_within_the_graph_may_be_the_output()
    {
        ImportedModel model = new Graph(1, 2).Node("Relu", "h", "x").Node("Erf", "y", "h").Select(null, "h").Import();
        Assert.Equal([1, 0], Evaluate(model.Network, 1, -2));
    }

    [Fact]
    public void An_input_of_which_only_the_shape_is_read_is_no_input()
    {
        Graph graph = new Graph(1, 4).Input("z", ElementType.Float, 2, 2).Node("Shape", "s", "z").Node("Reshape", "y", "x s");
        Assert.Equal(4, graph.Import().Network.InputCount);
    }

    [Theory]
    [InlineData("q", null, "no input 'q'")]
    [InlineData("x", null, "need the input 'z'")]
    [InlineData("x;x", null, "twice")]
    [InlineData(null, "q", "no tensor 'q'")]
    public void What_does_not_fit_is_said(string? inputs, string? outputs, string expected)
    {
        InputError error = Assert.Throws<InputException>(() => Two().Select(inputs, outputs).Import()).Error;
        Assert.Equal(InputErrorIds.Metadata, error.Id);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Only_graphs_take_a_selection()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.nnet", "2,1,1,1,");
        Assert.Equal(InputErrorIds.Metadata, Assert.Throws<InputException>(() => ModelFile.Read(path, GraphSelection.Of("x", null))).Error.Id);
    }

    /// <summary>y = x - z, and a tensor h that needs only x.</summary>
    private static Graph Two() => new Graph(1, 2).Input("z", ElementType.Float, 1, 2).Node("Relu", "h", "x").Node("Sub", "y", "x z");
}
