using System.IO;
using Microsoft.Build.Framework;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Build.Tests;

public sealed class ErrorTests
{
    [Fact]
    public void A_missing_model_is_an_error_at_that_file()
    {
        using TaskRun run = new TaskRun().Add("absent.onnx", text: null);

        Assert.False(run.Execute());

        AssertError(run, InputErrorIds.Malformed, "absent.onnx");
    }

    [Fact]
    public void A_folder_in_the_place_of_a_model_is_an_error()
    {
        using TaskRun run = new TaskRun().Add("m.onnx", text: null);
        Directory.CreateDirectory(run.PathOf("m.onnx"));

        Assert.False(run.Execute());

        AssertError(run, InputErrorIds.Malformed, "m.onnx");
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is no model")]
    public void Something_else_in_an_onnx_file_is_an_error(string text)
    {
        using TaskRun run = new TaskRun().Add("m.onnx", text);

        Assert.False(run.Execute());

        AssertError(run, InputErrorIds.Malformed, "m.onnx");
    }

    [Fact]
    public void Broken_text_is_an_error_with_line_and_column()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model.Replace("stage 2 0", "stage two 0"));

        Assert.False(run.Execute());

        BuildErrorEventArgs error = AssertError(run, InputErrorIds.Syntax, "m.relunet");
        Assert.Equal((5, 6), (error.LineNumber, error.ColumnNumber));
    }

    [Fact]
    public void Missing_external_data_is_an_error_at_the_model()
    {
        using TaskRun run = new TaskRun().Add("model.onnx", text: null);
        run.Copy("external/model.onnx", "model.onnx");

        Assert.False(run.Execute());

        Assert.Contains("weights.bin", AssertError(run, InputErrorIds.ExternalData, "model.onnx").Message);
    }

    [Fact]
    public void A_file_of_another_kind_is_an_error_that_says_what_is_supported()
    {
        using TaskRun run = new TaskRun().Add("model.pt", "PK");

        Assert.False(run.Execute());

        Assert.Contains(".onnx", AssertError(run, InputErrorIds.Unsupported, "model.pt").Message);
    }

    [Fact]
    public void Missing_samples_are_an_error_at_the_sample_file()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model, samples: "absent.csv");

        Assert.False(run.Execute());

        AssertError(run, InputErrorIds.Samples, "absent.csv");
    }

    [Theory]
    [InlineData("1,2\n3,four\n", 2)]
    [InlineData("1,2\n3\n", 2)]
    public void Broken_samples_are_an_error_at_their_line(string text, int line)
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model, samples: "rows.csv");
        run.Write("rows.csv", text);

        Assert.False(run.Execute());

        Assert.Equal(line, AssertError(run, InputErrorIds.Samples, "rows.csv").LineNumber);
    }

    [Theory]
    [InlineData("one")]
    [InlineData("one;two;three")]
    [InlineData("same;same")]
    public void Features_that_do_not_fit_are_an_error(string features)
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model, features: features);

        Assert.False(run.Execute());

        AssertError(run, InputErrorIds.Metadata, "m.relunet");
    }

    [Fact]
    public void An_error_takes_the_earlier_text_away()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model);
        Assert.True(run.Execute());
        run.Write("m.relunet", "relunet 2\n");

        Assert.False(run.Execute());

        Assert.Empty(run.OutputFiles());
    }

    [Fact]
    public void An_error_in_one_model_leaves_the_others_converted()
    {
        using TaskRun run = new TaskRun().Add("bad.relunet", "relunet 2\n").Add("good.relunet", TaskRun.Model);

        Assert.False(run.Execute());

        AssertError(run, InputErrorIds.Syntax, "bad.relunet");
        Assert.Equal(["good.relunet.relunet"], run.OutputFiles());
    }

    [Fact]
    public void A_text_that_cannot_be_written_is_an_error_at_that_text()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model);
        // A file where the output's folder should be; a read-only folder would not stop root.
        run.Write("obj", "in the way");

        Assert.False(run.Execute());

        BuildErrorEventArgs error = run.SingleError();
        Assert.Equal((BuildErrorIds.Output, run.OutputOf("m.relunet")), (error.Code, error.File));
    }

    [Fact]
    public void A_cancelled_task_writes_nothing_and_keeps_quiet()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model);
        ConvertReluNetworks task = run.Task();
        task.Cancel();

        Assert.False(task.Execute());

        Assert.Empty(run.Engine.Errors);
        Assert.Empty(run.OutputFiles());
    }

    [Fact]
    public void A_message_with_braces_is_printed_as_it_is()
    {
        using TaskRun run = new TaskRun().Add("m.relunet", TaskRun.Model.Replace("link sigmoid", "link {0}{1}"));

        Assert.False(run.Execute());

        Assert.Contains("{0}{1}", run.SingleError().Message);
    }

    private static BuildErrorEventArgs AssertError(TaskRun run, string id, string file)
    {
        BuildErrorEventArgs error = run.SingleError();
        Assert.Equal((id, run.PathOf(file)), (error.Code, error.File));
        Assert.DoesNotContain("   at ", error.Message);
        Assert.False(string.IsNullOrWhiteSpace(error.Message));
        Assert.DoesNotContain(run.OutputFiles(), name => name.Contains(".tmp") || name.StartsWith(file, System.StringComparison.Ordinal));
        return error;
    }
}
