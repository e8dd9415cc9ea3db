using System;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats.Tables;
using ReluGen.Formats.Tests.Samples;

namespace ReluGen.Formats.Tests.Tables;

/// <summary>Domain files and the text lo,hi.</summary>
public sealed class DomainFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("""{"type": "box", "lo": [-1, 0.5e1], "hi": [1, 5]}""")]
    [InlineData("""{"hi":[1,5],"note":{"lo":[9],"a":[[]]},"lo":[-1,5],"type":"box"}""")]
    public void A_box_is_read_whatever_stands_beside_it(string text) =>
        Assert.Equal([(-1, 1), (5, 5)], Bounds(Read(text), 2));

    [Theory]
    [InlineData("", "Expected a value, not the end of the file")]
    [InlineData("{\"lo\": [0,", "Expected a value, not the end of the file")]
    [InlineData("{\"lo\": [0], \"hi\": [1]} x", "Expected the end of the file, not 'x'")]
    [InlineData("[0, 1]", "The domain must be an object")]
    [InlineData("7", "The domain must be an object")]
    [InlineData("{\"type\": \"ball\", \"lo\": [0], \"hi\": [1]}", "type 'ball'")]
    [InlineData("{\"lo\": [0]}", "no array 'hi'")]
    [InlineData("{\"lo\": 0, \"hi\": [1]}", "\"lo\" must be an array")]
    [InlineData("{\"lo\": [0], \"lo\": [0], \"hi\": [1]}", "member 'lo' twice")]
    [InlineData("{\"lo\": [null], \"hi\": [1]}", "is null, which leaves the input unbounded")]
    [InlineData("{\"lo\": [0], \"hi\": [\"1\"]}", "Element 0 of \"hi\" must be a number")]
    [InlineData("{\"lo\": [0, [1]], \"hi\": [1, 2]}", "Element 1 of \"lo\" must be a number")]
    [InlineData("{\"lo\": [0, NaN], \"hi\": [1, 2]}", "Expected a value, not 'NaN'")]
    [InlineData("{\"lo\": [0], \"hi\": [1e999]}", "expected a finite number")]
    [InlineData("{\"lo\": [0, 0], \"hi\": [1]}", "2 lower and 1 upper bounds")]
    [InlineData("{\"lo\": [0, 2], \"hi\": [1, 1]}", "lower bound 2 of input 1 lies above its upper bound 1; exchange")]
    public void What_is_no_box_is_one_error(string text, string expected)
    {
        InputError error = Assert.Throws<InputException>(() => Read(text)).Error;
        Assert.Equal(InputErrorIds.Metadata, error.Id);
        Assert.Contains(expected, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Deep_nesting_does_no_harm(string opening) =>
        Assert.Throws<InputException>(() => Read(string.Concat(Enumerable.Repeat(opening, 300_000))));

    [Fact]
    public void A_box_of_another_number_of_inputs_is_an_error() =>
        Assert.Contains("1 pairs of bounds, but the network has 3 inputs", Assert.Throws<InputException>(() => Bounds(Read("{\"lo\": [0], \"hi\": [1]}"), 3)).Message);

    [Fact]
    public void Two_numbers_bound_every_input() =>
        Assert.Equal([(-1, 2.5), (-1, 2.5)], Bounds(DomainBox.ParseCube(" -1, 2.5e0 ")!, 2));

    [Theory]
    [InlineData("0")]
    [InlineData("0,1,2")]
    [InlineData("0,box.json")]
    public void Other_text_is_no_pair(string text) => Assert.Null(DomainBox.ParseCube(text));

    [Theory]
    [InlineData("1,0", "exchange")]
    [InlineData("nan,0", "is NaN")]
    [InlineData("0,-NaN", "is NaN")]
    [InlineData("-inf,0", "unbounded")]
    [InlineData("0,Infinity", "unbounded")]
    public void A_pair_that_is_no_interval_is_an_error(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => DomainBox.ParseCube(text)).Message);

    private DomainBox Read(string text) => DomainFile.Read(folder.Write("box.json", text));

    private static (double Lower, double Upper)[] Bounds(DomainBox box, int inputs)
    {
        Network network = box.Bound(SampleFileTests.Unnamed(inputs));
        return [.. network.Inputs.Select(static input => (input.Lower, input.Upper))];
    }
}
