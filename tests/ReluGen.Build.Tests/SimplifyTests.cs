using System.Linq;
using ReluGen.Core.Text;

namespace ReluGen.Build.Tests;

/// <summary>The metadata Simplify.</summary>
public sealed class SimplifyTests
{
    /// <summary>Neurons 1 and 2 are twins; neuron 0 is dead where x0 is at most 2.</summary>
    private const string Defects = """
        relunet 1
        link identity
        input "x0"
        input "x1"
        stage 4 0
        d -2 0 1 0
        d -0.5 0 1 1
        d -1 0 2 2
        d -0.25 0 1 -1
        output 1 1
        d 0.5 1 1 1 3
        end

        """;

    [Fact]
    public void What_always_holds_is_used_without_a_domain()
    {
        NetworkDocument document = Converted(Defects, ("Simplify", "true"));
        Assert.Equal(3, document.Network.HiddenNeuronCount);
        Assert.Equal([0, 1, 1, 2], Enumerable.Range(0, 4).Select(document.Layout!.PlaceOf));
        Assert.Equal([1f, 3f, 3f], document.Network.Output.Blocks[0].Values.ToArray());
    }

    [Fact]
    public void What_holds_on_the_domain_is_used_with_one()
    {
        NetworkDocument document = Converted(Defects, ("Simplify", "True"), ("DomainBounds", "-1,1"));
        Assert.Equal(2, document.Network.HiddenNeuronCount);
        Assert.Equal("0110", document.Layout!.Expand(document.Layout.Compress(Pattern("1110"))).ToString());
    }

    [Fact]
    public void The_table_has_the_regions_and_patterns_of_the_model()
    {
        NetworkDocument document = Converted(Defects, ("Simplify", "true"), ("DomainBounds", "-1,1"), ("Regions", "all"));
        NetworkDocument before = Converted(Defects, ("DomainBounds", "-1,1"), ("Regions", "all"));
        Assert.Equal(before.Regions.Select(static region => region.Pattern), document.Regions.Select(static region => region.Pattern));
        Assert.Equal(before.Complete, document.Complete);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("")]
    public void Without_it_nothing_is_changed(string value) => Assert.Null(Converted(Defects, ("Simplify", value)).Layout);

    [Fact]
    public void A_network_without_defects_stays_as_it_is() => Assert.Null(Converted(TaskRun.Model, ("Simplify", "true")).Layout);

    [Fact]
    public void Another_word_is_an_error()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", Defects, metadata: [("Simplify", "yes")]);
        Assert.False(run.Execute());
        Assert.Equal("RLG1011", run.SingleError().Code);
        Assert.Equal("Simplify is 'yes'; expected true or false.", run.SingleError().Message);
    }

    [Fact]
    public void A_simplified_text_is_no_model()
    {
        using TaskRun first = new TaskRun().Add("m.relunet", Defects, metadata: [("Simplify", "true")]);
        Assert.True(first.Execute());
        using TaskRun second = new TaskRun().AddFile(first.OutputOf("m.relunet"));
        Assert.False(second.Execute());
        Assert.Equal("RLG1003", second.SingleError().Code);
    }

    private static NetworkDocument Converted(string model, params (string, string)[] metadata)
    {
        using TaskRun run = new TaskRun().Add("m.relunet", model, metadata: metadata);
        Assert.True(run.Execute());
        return run.Converted("m.relunet");
    }

    private static Core.Patterns.BitPattern Pattern(string text) =>
        Core.Patterns.BitPattern.TryParse(text, out Core.Patterns.BitPattern? pattern) ? pattern! : throw new System.ArgumentException(text);
}
