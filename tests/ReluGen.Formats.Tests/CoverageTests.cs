using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReluGen.Formats.Tests.Onnx;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests;

/// <summary>The tests over the shared data walk all of it: no model file is left out, and none is refused that has a network.</summary>
public class CoverageTests
{
    private static readonly string[] Extensions = [".onnx", ".nnet", ".keras", ".h5", ".safetensors"];

    /// <summary>Files of <c>regions/models</c> are those whose regions are counted; what they compute has no reference of its own.</summary>
    [DataFact]
    public void Every_model_file_of_the_data_is_in_a_test()
    {
        IEnumerable<string> tested = Coverage.AllNames.Select(static name => ReferenceFile.Read(name).ModelPath)
            .Concat(OperatorZoo.Models.Select(OperatorZoo.PathOf))
            .Concat(BadFileTests.Files.Select(static (object[] row) => DataFolder.Of("bad/" + row[0])))
            .Concat(ModelFileTests.ModelsWithoutReference.Select(static (object[] row) => Path.Combine(DataFolder.Root!, (string)row[0])));
        IEnumerable<string> all = Directory.GetFiles(DataFolder.Root!, "*", SearchOption.AllDirectories)
            .Where(static path => Array.IndexOf(Extensions, Path.GetExtension(path)) >= 0 || Path.GetFileName(path) == "model.json");
        Assert.Empty(all.Except(tested.Select(Path.GetFullPath)));
        Assert.True(all.Count() > 250);
    }

    /// <summary>The references say which networks are piecewise linear, up to a link: they have an affine map. One has none for a branch that nothing reads; it is imported.</summary>
    [DataFact]
    public void Just_what_is_not_piecewise_linear_is_refused()
    {
        IEnumerable<string> without = Coverage.AllNames.Where(static name => ReferenceFile.Read(name) is { AffineTarget: null, Cases: var cases } && cases.All(static c => c.B is null));
        Assert.Equal(Coverage.Refused.Keys.Append("variants/unused_initializers_and_dead_branch").Order(StringComparer.Ordinal), without.Order(StringComparer.Ordinal));
    }
}
