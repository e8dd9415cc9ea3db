using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Tests.Shared;

namespace ReluGen.Build.Tests;

public sealed class ConversionTests
{
    [Fact]
    public void A_model_becomes_canonical_text_with_the_same_network()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model);

        Assert.True(run.Execute());

        Assert.Empty(run.Engine.Errors);
        Network network = run.Converted("m.relunet").Network;
        Assert.Equal(NetworkReader.Read(TaskRun.Model).Network.ContentHash, network.ContentHash);
        Assert.Equal(Link.Sigmoid, network.Link);
    }

    [Fact]
    public void The_text_is_utf8_without_a_mark_with_plain_line_ends_and_nothing_else_is_left()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model);

        run.Execute();

        byte[] bytes = File.ReadAllBytes(run.OutputOf("m.relunet"));
        Assert.Equal("relunet 1\n", Encoding.UTF8.GetString(bytes, 0, 10));
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Equal(["m.relunet.relunet"], run.OutputFiles());
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes_again()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model);

        run.Execute();
        byte[] first = File.ReadAllBytes(run.OutputOf("m.relunet"));
        run.Execute();

        Assert.Equal(first, File.ReadAllBytes(run.OutputOf("m.relunet")));
    }

    /// <summary>Every format that the command line reads is an item.</summary>
    [DataTheory]
    [InlineData("other_formats/keras/single_pendulum/model.h5", 2, 1)]
    [InlineData("other_formats/keras/carlini_10_5x2_1/model.keras", 10, 1)]
    public void A_model_of_Keras_is_an_item(string file, int inputs, int outputs)
    {
        string name = Path.GetFileName(file);
        using TaskRun run = new TaskRun().Add(name, null);
        File.Copy(DataFolder.Of(file), run.PathOf(name));

        Assert.True(run.Execute());

        Assert.Equal((inputs, outputs), (run.Converted(name).Network.InputCount, run.Converted(name).Network.OutputCount));
    }

    /// <summary>The build notices when the architecture changes.</summary>
    [Fact]
    public void An_architecture_beside_the_weights_is_watched()
    {
        using TaskRun run = new TaskRun().Add("m.safetensors", null);
        string header = "{\"a.weight\": {\"dtype\": \"F32\", \"shape\": [1, 1], \"data_offsets\": [0, 4]}}";
        File.WriteAllBytes(run.PathOf("m.safetensors"), [(byte)header.Length, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(header), 0, 0, 0x80, 0x3F]);
        run.Write("m.json", "{\"input\": 1, \"layers\": [{\"type\": \"dense\", \"name\": \"a\"}, {\"type\": \"tanh\"}]}");

        Assert.True(run.Execute());

        Assert.Equal(Link.Tanh, run.Converted("m.safetensors").Network.Link);
        Assert.Contains("m.json", File.ReadAllText(run.ExternalListOf("m.safetensors")));
    }

    [DataFact]
    public void The_item_chooses_inputs_and_outputs_of_a_graph()
    {
        using TaskRun run = new TaskRun().Add("m.onnx", null, metadata: [("GraphInputs", "y_2d;x_3d"), ("GraphOutputs", "sub")]);
        File.Copy(DataFolder.Of("op_zoo/burn_ops/sub_broadcast/model.onnx"), run.PathOf("m.onnx"));

        Assert.True(run.Execute());

        Assert.Equal((36, 24), (run.Converted("m.onnx").Network.InputCount, run.Converted("m.onnx").Network.OutputCount));
    }

    [Fact]
    public void The_item_names_the_inputs()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model, features: " age ;fare \"£\"");

        Assert.True(run.Execute());

        Assert.Equal(["age", "fare \"£\""], run.Converted("m.relunet").Network.Inputs.Select(input => input.Name));
    }

    [Fact]
    public void The_header_of_the_samples_names_inputs_that_have_no_names()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model, samples: "rows.csv");
        run.Write("rows.csv", "age,fare,survived\n1,2,0\n-3,4,1\n");

        Assert.True(run.Execute());

        Assert.Equal(["age", "fare"], run.Converted("m.relunet").Network.Inputs.Select(input => input.Name));
    }

    [Fact]
    public void The_header_of_the_samples_does_not_rename_inputs_that_have_names()
    {
        string named = TaskRun.Model.Replace("x0", "fare").Replace("x1", "age");
        using TaskRun run = new TaskRun().Add("m.relunet", named, samples: "rows.csv");
        run.Write("rows.csv", "age,fare\n1,2\n");

        Assert.True(run.Execute());

        NetworkDocument document = run.Converted("m.relunet");
        Assert.Equal(["fare", "age"], document.Network.Inputs.Select(input => input.Name));
        Assert.Equal([2.0, 1.0], document.Regions.Single().Witness);
    }

    [Fact]
    public void Regions_that_the_samples_visit_are_recorded_the_most_frequent_first()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model, samples: "rows.csv");
        // Neuron 0 is active where x0 > x1, neuron 1 where 0.5 + x0/4 + x1 > 0.
        run.Write("rows.csv", "0,1\n5,1\n6,1\n");

        Assert.True(run.Execute());

        NetworkDocument document = run.Converted("m.relunet");
        Assert.Equal(new SampleSummary("rows.csv", 3, 2), document.Samples);
        Assert.Equal(["11 2", "01 1"], document.Regions.Select(region => $"{region.Pattern} {region.Count}"));
        Assert.Equal([5.0, 1.0], document.Regions[0].Witness);
        Assert.Null(document.Complete);
    }

    [Fact]
    public void Samples_in_a_text_model_are_kept_where_the_item_has_none()
    {
        using var first = new TaskRun();
        first.Add("m.relunet", TaskRun.Model, samples: "rows.csv").Write("rows.csv", "0,1\n");
        first.Execute();
        string text = File.ReadAllText(first.OutputOf("m.relunet"));
        using TaskRun run = new TaskRun().Add("again.relunet", text);

        Assert.True(run.Execute());

        Assert.Equal(text, File.ReadAllText(run.OutputOf("again.relunet")));
    }

    [Fact]
    public void Files_that_hold_the_weights_of_a_model_are_listed_with_their_times_for_the_next_build()
    {
        using TaskRun run = new TaskRun().Add("model.onnx", text: null);
        run.Copy("external/model.onnx", "model.onnx");
        run.Copy("external/weights.bin", "weights.bin");

        Assert.True(run.Execute());
        string time = File.GetLastWriteTimeUtc(run.PathOf("weights.bin")).ToFileTimeUtc().ToString("d18", CultureInfo.InvariantCulture);
        Assert.Equal([$"{time} {run.PathOf("weights.bin")}"], File.ReadAllLines(run.ExternalListOf("model.onnx")));

        // The same item becomes a model of one file: the list must go.
        using TaskRun later = new TaskRun().Add("model.relunet", TaskRun.Model);
        Directory.CreateDirectory(later.PathOf("obj"));
        later.Write("obj/model.relunet.external", "old\n");
        Assert.True(later.Execute());
        Assert.Equal(["model.relunet.relunet"], later.OutputFiles());
    }

    [Theory]
    [InlineData("it's; a (net) %41 $(X) @(Y) é.relunet")]
    [InlineData("*⁄ quote\" new\nline.relunet")]
    public void Odd_file_names_are_only_names(string name)
    {
        using TaskRun run = new TaskRun().Add("plain.relunet", TaskRun.Model);
        ConvertReluNetworks task = run.Task();
        string odd = run.Write(name, TaskRun.Model);
        task.Models = [new FileItem(odd, run.OutputOf("plain.relunet"))];

        Assert.True(task.Execute());

        Assert.Equal(2, run.Converted("plain.relunet").Network.InputCount);
    }
}
