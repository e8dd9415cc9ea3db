using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats.Onnx;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx;

/// <summary>What the leading dimension of the input means.</summary>
public class BatchTests
{
    [Fact]
    public void An_open_batch_is_one_row() =>
        Assert.Equal(2, new Graph(0, 2).Node("Relu", "y", "x").Import().Network.InputCount);

    [Fact]
    public void A_vector_is_all_features() =>
        Assert.Equal(3, new Graph(3).Node("Relu", "y", "x").Import().Network.InputCount);

    [Theory]
    [InlineData(null)]
    [InlineData(5L)]
    public void A_fixed_batch_that_passes_through_is_one_row(long? declared)
    {
        Graph graph = new Graph(5, 2).Constant("w", [2, 3], 1, 2, 3, 4, 5, 6).Node("Gemm", "y", "x w");
        graph.Model.Graph.Output.Add(Declaration("y", ElementType.Float, declared is null ? null : [declared.Value, 3]));
        ImportedModel model = graph.Import();
        Assert.Equal((2, 3), (model.Network.InputCount, model.Network.OutputCount));
        Assert.Contains("The model has a fixed batch of 5 rows; the network computes one row.", model.Notes);
    }

    [Fact]
    public void Rows_that_meet_are_features()
    {
        // Flattening joins both rows; the weights fit only all six features.
        Graph joined = new Graph(2, 3).Node("Flatten", "f", "x", Int("axis", 0)).Constant("w", [6, 1], 1, 1, 1, 1, 1, 1).Node("Gemm", "y", "f w");
        Assert.Equal([21], joined.Run(1, 2, 3, 4, 5, 6));

        // A different constant a row: the rows are not alike, so one of them is not the network.
        Graph unlike = new Graph(2, 1).Constant("c", [2, 1], 10, 20).Node("Add", "y", "x c");
        Assert.Equal([11, 22], unlike.Run(1, 2));
    }

    [Fact]
    public void An_output_that_is_declared_with_other_rows_speaks_for_features()
    {
        Graph graph = new Graph(4, 1).Node("Flatten", "y", "x", Int("axis", 0));
        graph.Model.Graph.Output.Add(Declaration("y", ElementType.Float, [1, 4]));
        Assert.Equal(4, graph.Import().Network.InputCount);
    }

    [Fact]
    public void With_several_outputs_all_elements_are_features() =>
        Assert.Equal(6, new Graph(2, 3).Node("Relu", "a", "x").Node("Identity", "b", "a").Import("a", "b").Network.InputCount);

    [Fact]
    public void The_declared_input_must_fit_the_weights()
    {
        InputError error = Assert.Throws<InputException>(() => new Graph(1, 3).Constant("w", [2, 1], 1, 1).Node("Gemm", "y", "x w").Import()).Error;
        Assert.Equal(InputErrorIds.Shape, error.Id);
        Assert.Contains("[1, 3] and [2, 1]", error.Message);
    }

    [Fact]
    public void Inputs_have_no_names_and_no_domain_of_their_own()
    {
        Network network = new Graph(1, 2).Node("Relu", "y", "x").Import().Network;
        Assert.Equal(["x0", "x1"], network.Inputs.Select(static i => i.Name));
        Assert.False(network.HasDomain);
    }
}
