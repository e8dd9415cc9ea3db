using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using Microsoft.Build.Framework;
using ReluGen.Tests.Shared;

namespace ReluGen.Build.Tests;

/// <summary>Damaged, hostile and odd files of the shared data, in a build: one error at the file, or a text.</summary>
public sealed class BadFileTests
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(1);

    /// <summary>The first conversion compiles the readers; that is not the time of a bad file.</summary>
    static BadFileTests()
    {
        if (DataFolder.Root is not null)
        {
            foreach (string model in new[] { "titanic/titanic.onnx", "bad/truncated.nnet" })
            {
                using TaskRun run = new TaskRun().AddFile(DataFolder.Of(model));
                run.Execute();
            }
        }
    }

    public static TheoryData<string, string> Files
    {
        get
        {
            var data = new TheoryData<string, string>();
            if (DataFolder.Root is null)
            {
                return data;
            }

            using JsonDocument index = JsonDocument.Parse(File.ReadAllText(DataFolder.Of("bad/bad.json")));
            foreach (JsonElement file in index.RootElement.GetProperty("files").EnumerateArray())
            {
                data.Add(file.GetProperty("file").GetString()!, file.GetProperty("expect").GetString()!);
            }

            return data;
        }
    }

    [DataTheory]
    [MemberData(nameof(Files))]
    public void Ends_in_one_error_at_the_file_or_in_a_text(string file, string expect)
    {
        string path = DataFolder.Of("bad/" + file);
        (TaskRun run, bool converted) = Timed(path);
        using TaskRun disposed = run;

        if (expect is "reject" or "accept")
        {
            Assert.Equal(expect == "accept", converted);
        }

        if (converted)
        {
            Assert.Empty(run.Engine.Errors);
            Assert.NotEmpty(run.Converted(file).Network.Inputs);
            return;
        }

        BuildErrorEventArgs error = run.SingleError();
        Assert.Matches("^RLG1[0-9]{3}$", error.Code);
        Assert.Equal(path, error.File);
        AssertReadable(error.Message!);
        Assert.Empty(run.OutputFiles());
    }

    /// <summary>Converts a file within the limit. Other work on the machine may take its time, so the fastest of three attempts counts.</summary>
    private static (TaskRun Run, bool Converted) Timed(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            TaskRun run = new TaskRun().AddFile(path);
            var watch = Stopwatch.StartNew();
            bool converted = run.Execute();
            if (watch.Elapsed <= MostTime)
            {
                return (run, converted);
            }

            run.Dispose();
            Assert.True(attempt < 3, $"{path} took {watch.Elapsed}");
        }
    }

    /// <summary>One line for people: no exception's name, no stack.</summary>
    private static void AssertReadable(string message)
    {
        IEnumerable<string> traces = ["\n", "   at ", "Exception", "System."];
        Assert.DoesNotContain(traces, trace => message.Contains(trace, StringComparison.Ordinal));
        Assert.EndsWith(".", message);
    }
}
