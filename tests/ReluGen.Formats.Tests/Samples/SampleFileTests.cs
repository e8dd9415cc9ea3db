using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats.Samples;

namespace ReluGen.Formats.Tests.Samples;

/// <summary>The rules for sample files, and their errors.</summary>
public sealed class SampleFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_header_every_column_is_an_input() =>
        Assert.Equal([[1f, -2.5f], [3e-3f, 4f]], Read("1,-2.5\n3e-3,4\n", Unnamed(2)));

    [Fact]
    public void With_a_header_the_first_columns_are_inputs_where_the_network_has_no_names()
    {
        var notes = new List<string>();
        Assert.Equal([[1f, 2f]], Read("age,fare,survived\n1,2,text is fine here\n", Unnamed(2), notes));
        Assert.Contains("1 further column is ignored", Assert.Single(notes));
    }

    [Fact]
    public void With_a_header_columns_are_matched_to_the_names_of_the_network()
    {
        var notes = new List<string>();
        Assert.Equal([[2f, 1f]], Read("fare,other,age\n1,9,2\n", Named("age", "fare"), notes));
        Assert.Contains("ignored", Assert.Single(notes));
    }

    [Fact]
    public void A_header_without_any_of_the_names_is_taken_by_position_and_noted()
    {
        var notes = new List<string>();
        Assert.Equal([[1f, 2f]], Read("a,b\n1,2\n", Named("age", "fare"), notes));
        Assert.Contains("'age', 'fare'", Assert.Single(notes));
    }

    [Theory]
    [InlineData("b,A\n1,2\n", "missing: 'a'")]
    [InlineData("a,B,c\n1,2,3\n", "missing: 'b'")]
    [InlineData("a\n1\n", "missing: 'b'")]
    public void A_header_with_some_of_the_names_is_an_error(string text, string expected)
    {
        InputError error = Assert.Throws<InputException>(() => Read(text, Named("a", "b")).ToArray()).Error;
        Assert.Equal((InputErrorIds.Samples, 1, 1), (error.Id, error.Line, error.Column));
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Names_that_stand_for_missing_ones_need_not_be_in_the_header() =>
        Assert.Equal([[1f, 2f]], Read("a,x0\n1,2\n", Unnamed(2)));

    [Fact]
    public void A_header_may_leave_a_column_without_a_name() =>
        Assert.Equal([[1f, 2f]], Read(",a,b\n7,1,2\n", Named("a", "b")));

    [Fact]
    public void A_byte_order_mark_CRLF_quotes_blanks_and_blank_lines_are_no_trouble() =>
        Assert.Equal([[1f, 2f], [3f, 4f]], Read("\uFEFF\"a, \"\"b\"\"\",c\r\n\r\n \"1\" , 2\r\n3,4", Unnamed(2)));

    [Fact]
    public void Other_unicode_encodings_are_recognised_by_their_mark()
    {
        string path = folder.Write("utf16.csv", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("x\n1\n")).ToArray());
        Assert.Equal([[1f]], SampleFile.Read(path, Unnamed(1)).ToArray());
    }

    [Fact]
    public void Numbers_are_rounded_to_the_nearest_float32()
    {
        string[] texts = ["0.1", "16777217", "3.4028235e38", "1e-46", "-0", "1.00000005960464477539062500000000001", "7.0064923216240853546186479164495e-46"];
        float[][] rows = Read(string.Join("\n", texts), Unnamed(1)).ToArray();
        uint[] expected = [0x3DCCCCCD, 0x4B800000, 0x7F7FFFFF, 0, 0x80000000, 0x3F800001, 0];
        Assert.Equal(expected, rows.Select(static r => BitConverter.SingleToUInt32Bits(r[0])));
    }

    [Theory]
    [InlineData("", 1, 1, "empty")]
    [InlineData("\n\n", 2, 1, "empty")]
    [InlineData("a,b\n", 1, 1, "no rows")]
    [InlineData("1,2\n3\n", 2, 1, "1 fields")]
    [InlineData("1,2\n3,4,5\n", 2, 1, "3 fields")]
    [InlineData("1,2,3\n", 1, 1, "3")]
    [InlineData("a\n1\n", 1, 1, "1 columns")]
    [InlineData("1,2\n3,abc\n", 2, 3, "'abc'")]
    [InlineData("1,2\n3,\n", 2, 3, "is empty")]
    [InlineData("1,2\n \"3\" ,NaN\n", 2, 7, "'NaN'")]
    [InlineData("1,2\n1e400,2\n", 2, 1, "'1e400'")]
    [InlineData("1,2\n1,-Infinity\n", 2, 3, "finite")]
    [InlineData("a,b\n\n1,2\n3,x\n", 4, 3, "olumn 2 ('b')")]
    [InlineData("a,b\n1,\"2\n", 2, 1, "CSV")]
    [InlineData("1;2\n3;4\n", 1, 1, "columns")]
    [InlineData(",2\n3,4\n", 1, 1, "is empty beside numbers")]
    [InlineData("1,\n3,4\n", 1, 3, "is empty beside numbers")]
    [InlineData("1,two\n3,4\n", 1, 3, "'two' beside numbers")]
    [InlineData("nan,?\n3,4\n", 1, 5, "'?' beside numbers")]
    [InlineData("id,0,1\n7,3,4\n", 1, 1, "'id' beside numbers")]
    [InlineData(",\n3,4\n", 1, 1, "neither names nor numbers")]
    public void An_error_has_line_and_column(string text, int line, int column, string expected)
    {
        InputError error = Assert.Throws<InputException>(() => Read(text, Unnamed(2)).ToArray()).Error;
        Assert.Equal(InputErrorIds.Samples, error.Id);
        Assert.Contains(expected, error.Message);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void Two_columns_of_one_name_are_ambiguous() =>
        Assert.Contains("two columns", Assert.Throws<InputException>(() => Read("a,b,a\n1,2,3\n", Named("a", "b")).ToArray()).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void A_missing_file_is_an_error() =>
        Assert.Equal(InputErrorIds.Samples, Assert.Throws<InputException>(() => SampleFile.Read(Path.Combine(folder.Path, "absent.csv"), Unnamed(1)).ToArray()).Error.Id);

    [Fact]
    public void A_row_without_an_end_is_refused_before_it_fills_the_memory()
    {
        string path = folder.Write("long.csv", "x\n" + new string('1', 40_000_000));
        Assert.Throws<InputException>(() => SampleFile.Read(path, Unnamed(1)).ToArray());
    }

    [Fact]
    public void Rows_are_streamed()
    {
        string path = folder.Write("large.csv", string.Concat(Enumerable.Repeat("1,2\n", 200_000)));
        using IEnumerator<float[]> rows = SampleFile.Read(path, Unnamed(2)).GetEnumerator();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(rows.MoveNext());
        Assert.True(rows.MoveNext());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var source = new CancellationTokenSource();
        using IEnumerator<float[]> rows = SampleFile.Read(folder.Write("a.csv", "1\n2\n"), Unnamed(1), null, source.Token).GetEnumerator();
        Assert.True(rows.MoveNext());
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => rows.MoveNext());
    }

    [Fact]
    public void The_header_names_inputs_that_have_no_names()
    {
        Assert.Equal(["pclass", "age"], SampleFile.FeatureNames(folder.Write("a.csv", "pclass,age,survived\n1,2,0\n"), Unnamed(2)));
        Assert.Equal(["x0", "x1"], SampleFile.FeatureNames(folder.Write("d.csv", "x1,x0\n1,2\n"), Unnamed(2)));
        Assert.Null(SampleFile.FeatureNames(folder.Write("b.csv", "1,2\n"), Unnamed(2)));
        Assert.Null(SampleFile.FeatureNames(folder.Write("c.csv", "a,a\n1,2\n"), Unnamed(2)));
        Assert.Null(SampleFile.FeatureNames(folder.Write("a.csv", "pclass,age\n1,2\n"), Named("p", "q")));
    }

    internal static Network Unnamed(int inputs) => Of(InputFeature.Unnamed(inputs));

    private static Network Named(params string[] names) => Of(names.Select(static name => new InputFeature(name)).ToArray());

    private static Network Of(InputFeature[] inputs) =>
        new(inputs, [], new AffineStage([new WeightBlock(0, 1, inputs.Length, new float[inputs.Length])], [0]));

    private IEnumerable<float[]> Read(string text, Network network, ICollection<string>? notes = null) =>
        SampleFile.Read(folder.Write("samples.csv", text), network, notes);
}
