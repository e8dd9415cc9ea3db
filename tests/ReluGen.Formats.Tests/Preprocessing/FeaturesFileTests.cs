using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats.Preprocessing;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;
using ReluGen.Formats.Tests.Onnx;

namespace ReluGen.Formats.Tests.Preprocessing;

/// <summary>What a features file beside a model makes of it, and what is wrong with one.</summary>
public sealed class FeaturesFileTests : IDisposable
{
    private static readonly float[] Weights = [0.1f, -2.5f, 3.25f, 0.7f, 1.3f, -0.3f];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Scales_fold_to_the_bits_that_Sub_and_Div_in_the_graph_fold_to()
    {
        Network inGraph = Dense(new Graph(0, 3).Constant("m", [3], 29.7f, 0.1f, -3).Constant("s", [3], 14.5f, 0.3f, 1e-3f).Node("Sub", "c", "x m").Node("Div", "n", "c s"), "n").Import().Network;

        // The same float32 numbers, spelt so that they read as these doubles.
        ImportedModel beside = Read(Dense(new Graph(0, 3), "x"), string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $$"""{"features": [{"name": "a", "mean": {{(double)29.7f:R}}, "scale": 14.5}, {"name": "b", "mean": {{(double)0.1f:R}}, "scale": {{(double)0.3f:R}}}, {"name": "c", "mean": -3, "scale": {{(double)1e-3f:R}}}]}"""));

        Assert.Equal(inGraph.ContentHash, beside.Network.ContentHash);
        Assert.Equal(["a", "b", "c"], beside.Network.Inputs.Select(static f => f.Name));
        Assert.Contains(beside.Notes, static note => note.Contains("'model.features.json'"));
    }

    [Fact]
    public void Predictions_are_those_of_scaler_and_network()
    {
        Graph graph = Dense(new Graph(0, 3), "x");
        Network alone = graph.Import().Network;
        Network folded = Read(graph, """{"features": [{"name": "a", "mean": 40, "scale": 12.5}, {"name": "b", "min": -2, "max": 6, "range": [-1, 1]}, {"name": "c"}]}""").Network;

        double[] expected = Graph.Evaluate(alone, (55 - 40) / 12.5, ((3 + 2) / 8.0 * 2) - 1, 0.5);
        Assert.Equal(expected[0], Graph.Evaluate(folded, 55, 3, 0.5)[0], 1e-6);
    }

    [Fact]
    public void A_skip_from_the_input_is_folded_too()
    {
        Graph graph = new Graph(0, 1).Node("Relu", "r", "x").Node("Add", "y", "r x");
        Network folded = Read(graph, """{"features": [{"name": "a", "mean": 10, "scale": 2}]}""").Network;
        Assert.Equal([6], Graph.Evaluate(folded, 16));
        Assert.Equal([-3], Graph.Evaluate(folded, 4));
    }

    [Fact]
    public void Domains_and_categories_are_in_the_units_of_the_user()
    {
        ImportedModel model = Read(Dense(new Graph(0, 3), "x"), """{"features": [{"name": "age", "unit": "years", "mean": 30, "scale": 10, "domain": [0, null]}, {"name": "sex", "categories": ["f", "m"]}]}""");
        Assert.Equal([new InputFeature("age", 0), new InputFeature("sex=f", 0, 1), new InputFeature("sex=m", 0, 1)], model.Network.Inputs);
        Assert.Equal("years", model.Features[0].Unit);
        Assert.Equal(["f", "m"], model.Features[1].Categories);
    }

    [Fact]
    public void A_clip_ends_the_domain_where_it_begins_to_act()
    {
        ImportedModel model = Read(Dense(new Graph(0, 3), "x"), """{"features": [{"name": "a", "mean": 1, "scale": -2, "clip": [-10, 10]}, {"name": "b", "clip": [-10, 10], "domain": [0, 1]}, {"name": "c"}]}""");
        Assert.Equal((-19, 21), (model.Network.Inputs[0].Lower, model.Network.Inputs[0].Upper));
        Assert.Equal((0, 1), (model.Network.Inputs[1].Lower, model.Network.Inputs[1].Upper));
        Assert.Contains(model.Notes, static note => note.StartsWith("The clip of 'a' is not part", StringComparison.Ordinal));
    }

    [Fact]
    public void Bounds_that_only_the_model_has_are_converted()
    {
        string path = folder.Write("model.relunet", "relunet 1\ninput \"x0\" -1 2\noutput 1 0\nd 0 1\nend\n");
        folder.Write("model.features.json", """{"features": [{"name": "a", "mean": 100, "scale": 10}]}""");
        Assert.Equal(new InputFeature("a", 90, 120), ModelFile.Read(path).Network.Inputs[0]);
    }

    [Fact]
    public void Another_file_or_none_can_be_named()
    {
        string path = folder.Write("model.relunet", "relunet 1\ninput \"x0\"\noutput 1 0\nd 0 1\nend\n");
        folder.Write("model.features.json", """{"features": [{"name": "beside"}]}""");
        string other = folder.Write("other.json", """{"features": [{"name": "other"}]}""");
        Assert.Equal("beside", NameIn(null));
        Assert.Equal("x0", NameIn("none"));
        Assert.Equal("other", NameIn(other));
        Assert.Contains("does not exist", Assert.Throws<FileException>(() => NameIn(other + "x")).Message);

        string NameIn(string? file) => ModelFile.Read(path, GraphSelection.OfFile, file).Network.Inputs[0].Name;
    }

    [Fact]
    public void Names_that_contradict_are_an_error()
    {
        string path = folder.Write("model.relunet", "relunet 1\ninput \"own\"\noutput 1 0\nd 0 1\nend\n");
        folder.Write("model.features.json", """{"features": [{"name": "other"}]}""");
        Assert.Contains("'own'", Assert.Throws<FileException>(() => ModelFile.Read(path)).Message);
        folder.Write("model.features.json", """{"features": [{"name": "own"}]}""");
        Assert.Equal("own", SampledModel.Read(path, null, "own", new TableRequest()).Network.Inputs[0].Name);
        Assert.Contains("leave Features out", Assert.Throws<FileException>(() => SampledModel.Read(path, null, "mine", new TableRequest())).Message);
    }

    [Fact]
    public void A_column_of_categories_fills_their_inputs()
    {
        Network network = Read(Dense(new Graph(0, 3), "x"), """{"features": [{"name": "class", "categories": [1, 2.0]}, {"name": "age", "mean": 1}]}""").Network;
        string csv = folder.Write("rows.csv", "age,id,class\n5,9,2\n6,9,1.0\n");
        var notes = new List<string>();
        Assert.Equal([[0f, 1f, 5f], [1f, 0f, 6f]], SampleFile.Read(csv, network, notes).ToArray());
        Assert.Equal("1 further column is ignored.", Assert.Single(notes));

        InputError error = Assert.Throws<InputException>(() => SampleFile.Read(folder.Write("bad.csv", "age,class\n5,3\n"), network).ToArray()).Error;
        Assert.Equal((2, 3), (error.Line, error.Column));
        Assert.Contains("'3'; expected one of the categories '1', '2.0'", error.Message);

        string oneHot = folder.Write("onehot.csv", "class=1,class=2.0,age\n0,1,5\n");
        Assert.Equal([[0f, 1f, 5f]], SampleFile.Read(oneHot, network).ToArray());
    }

    [Theory]
    [InlineData("""{"features": [{"name": "a"}, {"name": "b"}]}""", 0, "describes 2 inputs, but the network has 3")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\", \"men\": 1}]}", 2, "unknown member 'men'")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\",\n \"scale\": 0}]}", 3, "is 0, by which nothing can be divided")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\", \"scale\": NaN}]}", 2, "not 'NaN'")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\", \"scale\": 1e999}]}", 2, "expected a finite number")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\"},\n  {\"name\": \"a\"}]}", 3, "Two inputs are named 'a'")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\", \"mean\": 1, \"mean\": 2}]}", 2, "member 'mean' twice")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\", \"mean\": 1, \"min\": 2, \"max\": 3}]}", 2, "give one of the two")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\", \"min\": 2, \"max\": 2}]}", 2, "write min + 1")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\", \"domain\": [2, 1]}]}", 2, "the lower one first")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\", \"categories\": [\"u\", \"u\"]}]}", 2, "'u' twice")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\", \"categories\": []}]}", 2, "at least one category")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\", \"categories\": [1], \"mean\": 0}]}", 2, "has categories, so it cannot")]
    [InlineData("{\"features\": [\n  {\"mean\": 0}]}", 2, "has no \"name\"")]
    [InlineData("{\"features\": [\n  {\"name\": 7}]}", 2, "must be a string")]
    [InlineData("{\"features\": [\n  {\"name\": \"a\"}\n]", 3, "Expected ',', not the end of the file")]
    [InlineData("{\"features\": [\n  {\"name\": \"a}\n]}", 2, "does not end on its line")]
    [InlineData("{}\n", 2, "has no features")]
    [InlineData("[]", 1, "must be an object")]
    [InlineData("{\"features\": [{\"name\": \"a\"}, {\"name\": \"b\"}, {\"name\": \"c\"}]}\nx", 2, "Expected the end of the file, not 'x'")]
    public void An_error_has_its_line(string text, int line, string expected)
    {
        InputError error = Assert.Throws<FileException>(() => Read(Dense(new Graph(0, 3), "x"), text)).Error;
        Assert.Contains(expected, error.Message);
        Assert.Equal((InputErrorIds.Metadata, line), (error.Id, error.Line));
    }

    private static Graph Dense(Graph graph, string input) =>
        graph.Constant("w", [2, 3], Weights).Constant("b", [2], 0.25f, -0.5f).Constant("v", [1, 2], 1.5f, -0.75f)
            .Node("Gemm", "z", input + " w b", Graph.Int("transB", 1)).Node("Relu", "h", "z").Node("Gemm", "y", "h v", Graph.Int("transB", 1));

    private ImportedModel Read(Graph graph, string features)
    {
        folder.Write("model.features.json", features);
        return ModelFile.Read(folder.Write("model.onnx", graph.ToBytes()));
    }
}
