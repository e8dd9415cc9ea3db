using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests;

/// <summary>What is common to all formats: paths, origins, and models without a reference.</summary>
public class ModelFileTests
{
    public static TheoryData<string> ModelsWithoutReference =>
        DataFolder.Root is null
            ? []
            : [.. Directory.GetFiles(DataFolder.Of("pairs"), "*.onnx", SearchOption.AllDirectories).Concat(Directory.GetFiles(DataFolder.Of("regions/models"), "*.onnx")).Append(DataFolder.Of("titanic/titanic.onnx"))
                .Select(path => Path.GetRelativePath(DataFolder.Root, path)).Order()];

    [DataTheory]
    [MemberData(nameof(ModelsWithoutReference))]
    public void Imports(string file)
    {
        ImportedModel model = ModelFile.Read(DataFolder.Of(file));
        Assert.Equal("onnx", model.Format);
        Assert.Equal(Path.GetFileName(file), model.Network.Origin.FileName);
        Assert.Matches("^[0-9a-f]{64}$", model.Network.Origin.Sha256);
        Assert.Equal(model.Network, NetworkReader.Read(NetworkWriter.Write(model.Document)).Network);
    }

    [DataFact]
    public void Titanic_has_the_form_that_the_sample_relies_on()
    {
        Network network = ModelFile.Read(DataFolder.Of("titanic/titanic.onnx")).Network;
        Assert.Equal([6, 4, 3, 1], [network.InputCount, .. network.Stages.Select(static s => s.Width), network.OutputCount]);
        Assert.Equal(Link.Sigmoid, network.Link);
    }

    [DataFact]
    public void Notes_tell_what_was_decided()
    {
        Assert.Contains(ModelFile.Read(DataFolder.Of("variants/batch_fixed_4/model.onnx")).Notes, static n => n.Contains("fixed batch of 4 rows"));
        Assert.Contains(ModelFile.Read(DataFolder.Of("nets/one_input_two_branches/model.onnx")).Notes, static n => n.Contains("2 outputs"));
        ImportedModel external = ModelFile.Read(DataFolder.Of("variants/external_data/model.onnx"));
        Assert.Contains(external.Notes, static n => n.Contains("weights.bin"));
        Assert.Equal([DataFolder.Of("variants/external_data/weights.bin")], external.ExternalFiles);
    }

    [Theory]
    [InlineData("model.xyz", InputErrorIds.Unsupported)]
    [InlineData("model", InputErrorIds.Unsupported)]
    [InlineData("absent.onnx", InputErrorIds.Malformed)]
    [InlineData("absent.nnet", InputErrorIds.Malformed)]
    [InlineData("absent.keras", InputErrorIds.Malformed)]
    [InlineData("absent.safetensors", InputErrorIds.Malformed)]
    [InlineData("absent.json", InputErrorIds.Malformed)]
    [InlineData("absent.relunet", InputErrorIds.Malformed)]
    public void A_path_that_cannot_be_read_is_an_error(string path, string id) =>
        Assert.Equal(id, Assert.Throws<InputException>(() => ModelFile.Read(path)).Error.Id);

    [Theory]
    [InlineData("model.pt", "under PyTorch")]
    [InlineData("model.pkl", "under scikit-learn")]
    [InlineData("model.tflite", "tf2onnx")]
    public void A_format_that_only_others_can_read_has_a_remedy(string path, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => ModelFile.Read(path)).Message);

    [Fact]
    public void A_folder_is_not_a_model()
    {
        using var folder = new TemporaryFolder();
        string path = Directory.CreateDirectory(Path.Combine(folder.Path, "model.onnx")).FullName;
        Assert.Contains("folder", Assert.Throws<InputException>(() => ModelFile.Read(path)).Message);
    }

    [Fact]
    public void A_text_network_written_by_hand_gets_the_file_as_its_origin()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("abs.relunet", "\uFEFFrelunet 1\nlink identity\ninput \"x\"\nstage 2 0\nd 0 0 1\nd 0 0.5 -1\noutput 1 1\nd 0 1 1\nend\n");
        ImportedModel model = ModelFile.Read(path);
        Assert.Equal("relunet", model.Format);
        Assert.Equal("abs.relunet", model.Network.Origin.FileName);
        ActivationGroup group = Assert.Single(model.Activations);
        Assert.Equal(("stage 1", "LeakyRelu"), (group.Node, group.Operator));
        Assert.Equal([0, 1], group.Neurons);
        Assert.Equal(5, model.Document.Lines.Of(1, 0));
    }

    [Fact]
    public void A_broken_text_network_is_an_error_with_its_line()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("broken.relunet", "relunet 1\nlink cosine\n");
        InputError error = Assert.Throws<InputException>(() => ModelFile.Read(path)).Error;
        Assert.Equal((InputErrorIds.Syntax, 2), (error.Id, error.Line));
    }
}
