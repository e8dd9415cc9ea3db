using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using ReluGen.Core.Diagnostics;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests;

/// <summary>Damaged, hostile and odd files of the shared data: one clear error or an import, quickly and in little memory.</summary>
public class BadFileTests
{
    private const long MostBytes = 200_000_000;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);

    /// <summary>What happens to the files for which either is right: the error's id, or null where the file is imported.</summary>
    private static readonly Dictionary<string, string?> Pinned = new()
    {
        ["div_by_zero_const.onnx"] = InputErrorIds.Malformed,
        ["double_weights_float_input.onnx"] = null,
        ["duplicate_node_names.onnx"] = null,
        ["exponent_overflow.nnet"] = InputErrorIds.Malformed,
        ["gelu_like_erf.onnx"] = InputErrorIds.Unsupported,
        ["input_int64.onnx"] = InputErrorIds.Unsupported,
        ["input_times_input.onnx"] = InputErrorIds.Unsupported,
        ["nan_weight.onnx"] = null,
        ["no_inputs.onnx"] = InputErrorIds.Malformed,
        ["no_opset.onnx"] = InputErrorIds.Malformed,
        ["opset_9999.onnx"] = InputErrorIds.Unsupported,
        ["zero_range.nnet"] = InputErrorIds.Malformed,
        ["zero_width_layer.onnx"] = InputErrorIds.Shape,
    };

    /// <summary>The first import compiles the readers; that is not the time of a bad file.</summary>
    public BadFileTests()
    {
        if (DataFolder.Root is not null)
        {
            ModelFile.Read(DataFolder.Of("titanic/titanic.onnx"));
        }
    }

    public static TheoryData<string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (JsonElement file in Index())
            {
                data.Add(file.GetProperty("file").GetString()!, file.GetProperty("expect").GetString()!);
            }

            return data;
        }
    }

    [DataTheory]
    [MemberData(nameof(Files))]
    public void Gets_what_the_index_expects(string file, string expect)
    {
        (InputException? error, ImportedModel? model) = Measure(DataFolder.Of("bad/" + file));
        switch (expect)
        {
            case "reject":
                Assert.NotNull(error);
                break;
            case "accept":
                Assert.Null(error);
                break;
            default:
                Assert.Equal(Pinned[file], error?.Error.Id);
                break;
        }

        if (error is not null)
        {
            Assert.Matches("^RLG1[0-9]{3}$", error.Error.Id);
            Assert.DoesNotContain('\n', error.Message);
            Assert.EndsWith(".", error.Message);
            return;
        }

        Assert.NotEmpty(model!.Network.Inputs);
    }

    [DataFact]
    public void Pins_match_the_index()
    {
        IEnumerable<string> either = Index().Where(f => f.GetProperty("expect").GetString()!.EndsWith("_or_flag", StringComparison.Ordinal)).Select(f => f.GetProperty("file").GetString()!);
        Assert.Equal(either.Order(StringComparer.Ordinal), Pinned.Keys.Order(StringComparer.Ordinal));
    }

    [DataTheory]
    [InlineData("nan_weight.onnx", "NaN or infinite")]
    [InlineData("double_weights_float_input.onnx", "DOUBLE")]
    public void What_is_odd_is_noted(string file, string expected) =>
        Assert.Contains(ModelFile.Read(DataFolder.Of("bad/" + file)).Notes, note => note.Contains(expected));

    [DataFact]
    public void A_chain_of_Relus_is_one_stage()
    {
        ImportedModel model = ModelFile.Read(DataFolder.Of("bad/deep_chain_5000.onnx"));
        Assert.Equal([7, 3], model.Network.Stages.Select(static s => s.Width));
        Assert.True(model.Activations.Count >= 5000);
        Assert.Equal(2, model.Activations.Select(static group => group.Neurons[0]).Distinct().Count());
    }

    [DataTheory]
    [InlineData("ext_parent_passwd.onnx")]
    [InlineData("ext_windows_parent.onnx")]
    [InlineData("ext_missing.onnx")]
    [InlineData("ext_offset_beyond_end.onnx")]
    [InlineData("ext_length_huge.onnx")]
    public void External_data_has_its_own_error(string file)
    {
        var error = Assert.Throws<InputException>(() => ModelFile.Read(DataFolder.Of("bad/" + file)));
        Assert.Equal(InputErrorIds.ExternalData, error.Error.Id);
    }

    [DataTheory]
    [InlineData("git_lfs_pointer.onnx", "git lfs pull")]
    [InlineData("gzip_of_model.onnx", "gzip")]
    public void Common_mistakes_get_a_hint(string file, string hint) =>
        Assert.Contains(hint, Assert.Throws<InputException>(() => ModelFile.Read(DataFolder.Of("bad/" + file))).Message);

    private static JsonElement[] Index()
    {
        if (DataFolder.Root is null)
        {
            return [];
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(DataFolder.Of("bad/bad.json")));
        return document.RootElement.GetProperty("files").EnumerateArray().Select(static f => f.Clone()).ToArray();
    }

    /// <summary>Reads a file within the limits. Other work on the machine may take its time, so the fastest of three attempts counts.</summary>
    private static (InputException? Error, ImportedModel? Model) Measure(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            (InputException? Error, ImportedModel? Model) result = Read(path);
            TimeSpan time = watch.Elapsed;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
            if (time <= MostTime)
            {
                return result;
            }

            Assert.True(attempt < 3, $"{path} took {time}");
        }
    }

    private static (InputException? Error, ImportedModel? Model) Read(string path)
    {
        try
        {
            return (null, ModelFile.Read(path));
        }
        catch (InputException e)
        {
            return (e, null);
        }
    }
}
