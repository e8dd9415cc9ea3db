using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;
using ReluGen.Generator.Planning;
using ReluGen.Tests.Shared;

namespace ReluGen.Generator.Tests.References;

/// <summary>The complete tables of the samples against their networks, row by row, in the generated code.</summary>
public sealed class TableMapTests
{
    [Fact]
    public void Maps_of_Titanic_agree_with_forward_within_the_bound_that_the_docs_state()
    {
        string csv = Sample("Titanic", "titanic.csv");
        ImportedModel model = SampledModel.Read(Sample("Titanic", "titanic.onnx"), csv, null, new TableRequest { Content = TableContent.All });
        RegionTablePlan plan = RegionTablePlan.Of(model.Document, default);
        Assert.True(plan.IsComplete);
        Assert.Equal(8, plan.Regions.Count);

        IEnumerable<IGrouping<int, int>> visited = Check(model, SampleFile.Read(csv, model.Network)).GroupBy(static index => index);
        Assert.Equal(1309, plan.SampleCount);
        Assert.Equal(
            plan.Regions.Select(static region => (int)region.Count).Where(static count => count > 0),
            visited.OrderBy(static group => group.Key).Select(static group => group.Count()));
    }

    [Fact]
    public void Maps_of_Moons_agree_with_forward_at_random_points_of_the_box()
    {
        var random = new Random(1);
        IEnumerable<float[]> points = Enumerable.Range(0, 20_000).Select(_ => new[] { -2 + (5 * random.NextSingle()), -1.5f + (3.5f * random.NextSingle()) });
        Assert.InRange(Check(Moons(), points).Distinct().Count(), 60, 76);
    }

    [DataFact]
    public void Maps_of_Moons_agree_with_forward_at_the_points_that_it_was_trained_and_tested_on()
    {
        ImportedModel model = Moons();
        Assert.Equal(600, Check(model, SampleFile.Read(DataFolder.Of("data/moons.csv"), model.Network)).Count);
    }

    private static ImportedModel Moons()
    {
        var request = new TableRequest { Content = TableContent.All, DomainPath = Sample("Moons", "box.json") };
        ImportedModel model = SampledModel.Read(Sample("Moons", "moons.onnx"), null, null, request);
        Assert.Equal(76, model.Document.Regions.Count);
        return model;
    }

    private static List<int> Check(ImportedModel model, IEnumerable<float[]> rows)
    {
        using var agreement = new TableAgreement(model.Document);
        return [.. rows.Select(agreement.Check)];
    }

    private static string Sample(string sample, string name) => Path.Combine(AppContext.BaseDirectory, sample, name);
}
