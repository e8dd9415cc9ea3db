using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;

namespace ReluGen.Build.Tests;

/// <summary>The metadata that say which regions the table of a network holds.</summary>
public sealed class TableTests
{
    // Neuron 0 is active where x0 > x1, neuron 1 where 0.5 + x0/4 + x1 > 0: in [-1,1]² the two lines cross, so there are four regions.
    private const string Rows = "5,1\n0,1\n6,1\n";

    [Theory]
    [InlineData("-1,1")]
    [InlineData(" -1 , 1.0 ")]
    public void All_regions_of_the_domain_are_listed_and_counted(string domain)
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model, "rows.csv", "", ("Regions", "all"), ("DomainBounds", domain));
        run.Write("rows.csv", Rows);

        Assert.True(run.Execute());

        NetworkDocument document = run.Converted("m.relunet");
        Assert.Equal(["11 2", "01 1", "00 0", "10 0"], document.Regions.Select(Text));
        Assert.Equal(4, document.Complete!.RegionCount);
        Assert.True(document.Complete.Nodes > 0);
        Assert.All(document.Network.Inputs, static input => Assert.Equal((-1.0, 1.0), (input.Lower, input.Upper)));
    }

    [Fact]
    public void A_domain_file_gives_one_pair_of_bounds_an_input()
    {
        using TaskRun run = new TaskRun();
        string domain = run.Write("box.json", """{"type": "box", "lo": [2, -2], "hi": [3, 1.5]}""");
        run.Add("m.relunet", TaskRun.Model, "", "", ("Regions", "All"), ("DomainBounds", domain));

        Assert.True(run.Execute());

        // x0 > x1 throughout; the other line runs through the box.
        NetworkDocument document = run.Converted("m.relunet");
        Assert.Equal(["10 0", "11 0"], document.Regions.Select(Text));
        Assert.Equal([new InputFeature("x0", 2, 3), new InputFeature("x1", -2, 1.5)], document.Network.Inputs);
        Assert.Null(document.Samples);
    }

    [Fact]
    public void Without_a_domain_the_hull_of_the_samples_is_taken()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model, "rows.csv", "", ("Regions", "all"));
        run.Write("rows.csv", "-5,1\n-5,2\n4,3\n");

        Assert.True(run.Execute());

        NetworkDocument document = run.Converted("m.relunet");
        Assert.Equal([new InputFeature("x0", -5, 4), new InputFeature("x1", 1, 3)], document.Network.Inputs);
        // Neuron 1 is active in the whole hull, where x1 is at least 1 and x0 at least -5.
        Assert.Equal(["01 2", "11 1"], document.Regions.Select(Text));
        Assert.Equal(2, document.Complete!.RegionCount);
    }

    [Fact]
    public void None_lists_nothing_and_observed_only_what_samples_visit()
    {
        using TaskRun run = new TaskRun()
            .Add("none.relunet", TaskRun.Model, "rows.csv", "", ("Regions", "none"))
            .Add("observed.relunet", TaskRun.Model, "rows.csv", "", ("Regions", "observed"), ("DomainBounds", "0,1"));
        run.Write("rows.csv", Rows);

        Assert.True(run.Execute());

        Assert.Empty(run.Converted("none.relunet").Regions);
        Assert.Equal(["11 2", "01 1"], run.Converted("observed.relunet").Regions.Select(Text));
        Assert.Equal(1, run.Converted("observed.relunet").Network.Inputs[0].Upper);
        Assert.Null(run.Converted("observed.relunet").Complete);
    }

    [Theory]
    [InlineData("all", "3", "", "4 regions, more than MaxRegions = 3", 2)]
    [InlineData("all", "", "2", "budget of 2 nodes", 2)]
    [InlineData("observed", "1", "", "2 regions are more than MaxRegions = 1", 1)]
    public void What_does_not_fit_leaves_the_most_frequent_and_says_so(string regions, string most, string budget, string part, int listed)
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model, "rows.csv", "", ("Regions", regions), ("MaxRegions", most), ("DomainBounds", "-1,1"));
        run.Write("rows.csv", Rows);
        ConvertReluNetworks task = run.Task();
        task.NodeBudget = budget;

        Assert.True(task.Execute());

        NetworkDocument document = run.Converted("m.relunet");
        Assert.Equal(new[] { "11 2", "01 1" }.Take(listed), document.Regions.Select(Text));
        Assert.Null(document.Complete);
        Assert.Equal(new SampleSummary("rows.csv", 3, 2), document.Samples);
        string? message = Assert.Single(run.Engine.Messages, static message => message.Code == BuildErrorIds.RegionTableCut).Message;
        Assert.Contains(part, message);
        Assert.Equal(message, document.Cut);
    }

    [Fact]
    public void A_complete_list_of_a_text_model_is_kept_unless_the_domain_is_another()
    {
        using TaskRun first = new TaskRun().Add("m.relunet", TaskRun.Model, "", "", ("Regions", "all"), ("DomainBounds", "-1,1"));
        Assert.True(first.Execute());
        string text = System.IO.File.ReadAllText(first.OutputOf("m.relunet"));
        using TaskRun run = new TaskRun().Add("same.relunet", text).Add("wider.relunet", text, "", "", ("DomainBounds", "-2,2"));

        Assert.True(run.Execute());

        Assert.Equal(text, System.IO.File.ReadAllText(run.OutputOf("same.relunet")));
        Assert.Null(run.Converted("wider.relunet").Complete);
    }

    [Theory]
    [InlineData("Regions", "every", "expected all, observed or none")]
    [InlineData("Regions", "all", "unbounded")]
    [InlineData("Regions", "observed", "add Samples")]
    [InlineData("MaxRegions", "0", "from 1 to 131072")]
    [InlineData("MaxRegions", "131073", "from 1 to 131072")]
    [InlineData("MaxRegions", "many", "from 1 to 131072")]
    [InlineData("DomainBounds", "1,0", "exchange")]
    [InlineData("DomainBounds", "0,nan", "NaN")]
    [InlineData("DomainBounds", "-inf,0", "unbounded")]
    [InlineData("DomainBounds", "0,1,2", "least and a largest")]
    [InlineData("DomainBounds", "box.txt", ".json")]
    public void Metadata_that_cannot_be_are_errors_at_the_model(string name, string value, string part)
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model, "", "", (name, value));

        Assert.False(run.Execute());

        Assert.Equal((InputErrorIds.Metadata, run.PathOf("m.relunet")), (run.SingleError().Code, run.SingleError().File));
        Assert.Contains(part, run.SingleError().Message);
    }

    [Theory]
    [InlineData("", "Expected a value")]
    [InlineData("{\"type\": \"ball\", \"lo\": [0, 0], \"hi\": [1, 1]}", "ball")]
    [InlineData("{\"lo\": [0, 2], \"hi\": [1, 1]}", "exchange")]
    public void Domain_files_that_are_no_box_are_errors_at_that_file(string text, string part)
    {
        using var run = new TaskRun();
        string domain = run.Write("box.json", text);
        run.Add("m.relunet", TaskRun.Model, "", "", ("DomainBounds", domain));

        Assert.False(run.Execute());

        Assert.Equal((InputErrorIds.Metadata, domain), (run.SingleError().Code, run.SingleError().File));
        Assert.Contains(part, run.SingleError().Message);
    }

    [Fact]
    public void A_missing_domain_file_and_one_of_another_network_are_errors()
    {
        using var run = new TaskRun();
        string domain = run.Write("three.json", """{"lo": [0, 0, 0], "hi": [1, 1, 1]}""");
        run.Add("m.relunet", TaskRun.Model, "", "", ("DomainBounds", run.PathOf("absent.json")));
        run.Add("n.relunet", TaskRun.Model, "", "", ("DomainBounds", domain));

        Assert.False(run.Execute());

        Assert.Equal([run.PathOf("absent.json"), run.PathOf("n.relunet")], run.Engine.Errors.Select(static error => error.File));
        Assert.Contains("2 inputs", run.Engine.Errors[1].Message);
    }

    private static string Text(KnownRegion region) => $"{region.Pattern} {region.Count}";
}
