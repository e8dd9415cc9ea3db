using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Onnx;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx;

/// <summary>Inputs of whole numbers: read where they compute as real ones do, else refused.</summary>
public class WholeInputTests
{
    private const int Float = 1;
    private const int Int64 = 7;

    /// <summary>What skl2onnx makes of a table of whole numbers: a cast in front of the network.</summary>
    [Fact]
    public void A_cast_in_front_makes_a_network_of_real_numbers()
    {
        ImportedModel model = Whole().Node("Cast", "f", "x", Int("to", Float)).Constant("w", [2, 1], 1, -2).Node("MatMul", "z", "f w").Node("Relu", "y", "z").Import();
        Assert.Equal([3], Evaluate(model.Network, 7, 2));
        Assert.Contains(model.Notes, static note => note.Contains("The input 'x' is INT64"));
    }

    [Fact]
    public void Sums_products_with_constants_and_moves_are_exact()
    {
        Graph graph = Whole().Integers("two", 2).Integers("shape", 2, 1).Node("Mul", "a", "x two").Node("Add", "b", "a x").Node("Cast", "c", "b", Int("to", Int64)).Node("Reshape", "d", "c shape").Node("Transpose", "y", "d");
        Assert.Equal([21, 6], Evaluate(graph.Import().Network, 7, 2));
    }

    /// <summary>Whole numbers divide without a rest, and a mean of them is cut: also behind operators that are read.</summary>
    [Theory]
    [InlineData("Div", "x two")]
    [InlineData("Div", "moved two")]
    [InlineData("ReduceMean", "x")]
    [InlineData("Relu", "moved")]
    [InlineData("Max", "x two")]
    public void What_whole_numbers_may_compute_otherwise_is_refused(string op, string inputs)
    {
        Graph graph = Whole().Integers("two", 2).Node("Add", "sum", "x two").Node("Transpose", "moved", "sum").Node(op, "y", inputs);
        InputError error = Assert.Throws<InputException>(() => graph.Import()).Error;
        Assert.Equal(InputErrorIds.Unsupported, error.Id);
        Assert.Contains($"({op})", error.Message);
        Assert.Contains("whole numbers that depend on the input", error.Message);
    }

    private static Graph Whole()
    {
        var graph = new Graph(1, 2);
        graph.Model.Graph.Input[0] = Declaration("x", ElementType.Int64, [1, 2]);
        return graph;
    }
}
