using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats.Samples;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests.Samples;

/// <summary>Regions seen in sample files.</summary>
public sealed class RegionObserverTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Regions_are_ordered_by_count_and_then_by_pattern_with_the_first_row_as_witness()
    {
        HiddenStage stage = HiddenStage.Relu([new WeightBlock(0, 2, 1, [1, -1])], [-1, -1]);
        var network = new Network(InputFeature.Unnamed(1), [stage], new AffineStage([new WeightBlock(1, 1, 2, [1, 1])], [0]));
        ObservedSamples summary = RegionObserver.Observe(network, folder.Write("s.csv", "x\n5\n-5\n0\n0.5\n7\n-6\n"));
        Assert.Equal(("s.csv", 6L), (summary.FileName, summary.RowCount));
        Assert.Equal(["00 2 0", "01 2 -5", "10 2 5"], summary.Regions.Select(static r => $"{r.Pattern} {r.Count} {r.Witness[0]}"));
        Assert.Equal((-6.0, 7.0), (summary.Lower[0], summary.Upper[0]));
    }

    [Fact]
    public void A_file_without_rows_is_an_error() =>
        Assert.Throws<InputException>(() => RegionObserver.Observe(SampleFileTests.Unnamed(1), folder.Write("s.csv", "x\n")));

    [Fact]
    public void Rows_leave_nothing_behind()
    {
        HiddenStage stage = HiddenStage.Relu([new WeightBlock(0, 64, 2, new float[128])], new float[64]);
        var network = new Network(InputFeature.Unnamed(2), [stage], new AffineStage([new WeightBlock(1, 1, 64, new float[64])], [0]));
        string path = folder.Write("large.csv", string.Concat(Enumerable.Repeat("1,2\n", 200_000)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(200_000, RegionObserver.Observe(network, path).RowCount);

        // A row and its pattern, which live until the next; no more however many neurons there are.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 200_000, 0, 200);
    }

    [DataFact]
    public void Titanic_passengers_fall_into_six_clusters()
    {
        var notes = new List<string>();
        Network network = ModelFile.Read(DataFolder.Of("titanic/titanic.onnx")).Network;
        ObservedSamples summary = RegionObserver.Observe(network, DataFolder.Of("titanic/titanic.csv"), notes);
        Assert.Equal(1309, summary.RowCount);
        Assert.Equal(6, summary.Regions.Count);
        Assert.Equal(1309, summary.Regions.Sum(static r => r.Count));
        Assert.Contains("1 further column is ignored.", notes);
        Assert.Equal(["pclass", "female", "age", "sibsp", "parch", "alone"], SampleFile.FeatureNames(DataFolder.Of("titanic/titanic.csv"), network));
    }
}
