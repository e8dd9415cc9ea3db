using System;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using static ReluGen.Formats.Tests.Onnx.Graph;

namespace ReluGen.Formats.Tests.Onnx;

/// <summary>Tails that choose and name a class, as exporters write them.</summary>
public class TailTests
{
    [Fact]
    public void Two_classes_of_scikit_learn_are_a_link_and_labels()
    {
        // Probability of the second class by a sigmoid, of the first as its complement; then the label of the greater one.
        Graph graph = new Graph(0, 2).Constant("w", [2, 1], 1, 2).Constant("unity", [], 1).Texts("classes", "ham", "spam").Integers("flat", -1)
            .Node("MatMul", "t", "x w").Node("Sigmoid", "p", "t").Node("Sub", "q", "unity p").Node("Concat", "both", "q p", Int("axis", 1))
            .Node("ArgMax", "best", "both", Int("axis", 1)).Node("ai.onnx.ml.ArrayFeatureExtractor", "name", "classes best").Node("Reshape", "label", "name flat")
            .Node("ai.onnx.ml.ZipMap", "probabilities", "both", Strings("classlabels_strings", "ham", "spam"));
        ImportedModel model = graph.Import("label", "probabilities");
        Assert.Equal(Link.Sigmoid, model.Network.Link);
        Assert.Equal([-5, 5], Evaluate(model.Network, 1, 2));
        Assert.Equal(["ham", "spam"], model.ClassLabels);
        Assert.Contains("'label' is a class ('ham', 'spam')", Assert.Single(model.Notes));
    }

    [Fact]
    public void Several_classes_are_softmax_and_labels_of_numbers()
    {
        Graph graph = new Graph(0, 3).Integers("classes", 10, 20, 30).Node("Softmax", "p", "x", Int("axis", 1)).Node("Identity", "probabilities", "p")
            .Node("ArgMax", "best", "p", Int("axis", 1)).Node("ai.onnx.ml.ArrayFeatureExtractor", "name", "classes best").Node("Cast", "label", "name", Int("to", 7));
        ImportedModel model = graph.Import("label", "probabilities");
        Assert.Equal((Link.Softmax, 3), (model.Network.Link, model.Network.OutputCount));
        Assert.Equal(["10", "20", "30"], model.ClassLabels);
    }

    /// <summary>A further output beside the scores: then which output is which class is not clear, and the note alone names them.</summary>
    [Fact]
    public void Classes_of_a_part_of_the_outputs_are_only_noted()
    {
        Graph graph = new Graph(0, 3).Node("ArgMax", "label", "x", Int("axis", 1)).Node("Identity", "scores", "x").Node("Relu", "more", "x");
        ImportedModel model = graph.Import("label", "scores", "more");
        Assert.Equal(6, model.Network.OutputCount);
        Assert.Empty(model.ClassLabels);
        Assert.Contains(model.Notes, static note => note.Contains("('0', '1', '2')"));
    }

    [Fact]
    public void A_class_that_is_chosen_by_numbers_that_are_no_output_is_refused()
    {
        Graph graph = new Graph(1, 2).Node("Neg", "n", "x").Node("ArgMax", "label", "n", Int("axis", 1)).Node("Identity", "y", "x");
        Assert.Contains("other numbers than those that are outputs", Refuse(graph, "label", "y"));
    }

    [Theory]
    [InlineData("Add")]
    [InlineData("Concat")]
    public void A_class_is_not_a_number(string op)
    {
        Graph graph = new Graph(1, 2).Node("ArgMax", "a", "x", Int("axis", 1)).Constant("one", [1], 1).Node(op, "y", "a one", op == "Concat" ? [Int("axis", 0)] : []);
        Assert.Contains("(ArgMax)", Refuse(graph));
    }

    [Fact]
    public void A_choice_from_a_part_is_refused() =>
        Assert.Contains("it chooses from 3 of the 6 elements", Refuse(new Graph(1, 2, 3).Node("ArgMax", "y", "x", Int("axis", 2))));

    [Fact]
    public void Labels_may_be_renamed_with_a_default()
    {
        Graph graph = new Graph(1, 3).Node("ArgMax", "a", "x", Int("axis", 1))
            .Node("ai.onnx.ml.LabelEncoder", "y", "a", Ints("keys_int64s", 0, 2), Strings("values_strings", "low", "high"), Text("default_string", "other"));
        Assert.Equal(["low", "other", "high"], graph.Import().ClassLabels);
    }

    [Fact]
    public void Text_is_not_a_number() =>
        Assert.Contains("holds text", Refuse(new Graph(1, 1).Texts("t", "a").Node("Add", "y", "x t")));

    [Fact]
    public void Steps_within_the_network_are_refused()
    {
        Assert.Contains("Binarizer jumps", Refuse(new Graph(1, 2).Node("ai.onnx.ml.Binarizer", "y", "x")));
        Assert.Contains("a table of values jumps", Refuse(new Graph(1, 2).Node("ai.onnx.ml.LabelEncoder", "y", "x")));
    }

    private static string Refuse(Graph graph, params string[] outputs)
    {
        InputError error = Assert.Throws<InputException>(() => graph.Import(outputs)).Error;
        Assert.Equal(InputErrorIds.Unsupported, error.Id);
        return error.Message;
    }
}
