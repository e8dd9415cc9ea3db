using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ReluGen.Core.Text;

namespace ReluGen.Build.Tests;

/// <summary>A folder of its own, with model files and the task run on them.</summary>
internal sealed class TaskRun : IDisposable
{
    /// <summary>Two inputs, two hidden neurons, one output; written by hand.</summary>
    public const string Model = """
        relunet 1
        link sigmoid
        input "x0"
        input "x1"
        stage 2 0
        d 0 0 1 -1
        d 0.5 0 0.25 1
        output 1 1
        d 0 1 2
        end

        """;

    private readonly List<ITaskItem> items = [];

    public TaskRun()
    {
        Folder = Path.Combine(Path.GetTempPath(), "relugen-build-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public RecordingEngine Engine { get; } = new();

    public string PathOf(string file) => Path.Combine(Folder, file);

    public string OutputOf(string model) => PathOf(Path.Combine("obj", model + ".relunet"));

    public string ExternalListOf(string model) => PathOf(Path.Combine("obj", model + ".external"));

    /// <summary>Copies a file of tests/Models.</summary>
    public void Copy(string source, string file) => File.Copy(Path.Combine(AppContext.BaseDirectory, source), PathOf(file));

    public string Write(string file, string text)
    {
        File.WriteAllText(PathOf(file), text);
        return PathOf(file);
    }

    /// <summary>Adds a model for the task; <paramref name="text"/> is written to it unless it is null.</summary>
    public TaskRun Add(string model, string? text, string samples = "", string features = "", params (string Name, string Value)[] metadata)
    {
        if (text is not null)
        {
            Write(model, text);
        }

        return Item(PathOf(model), samples.Length == 0 ? "" : PathOf(samples), features, metadata);
    }

    /// <summary>Adds a model that lies elsewhere.</summary>
    public TaskRun AddFile(string path) => Item(path, samplesPath: "", features: "");

    public ConvertReluNetworks Task() => new() { BuildEngine = Engine, Models = [.. items] };

    public bool Execute() => Task().Execute();

    public NetworkDocument Converted(string model) => NetworkReader.Read(File.ReadAllText(OutputOf(model)));

    public BuildErrorEventArgs SingleError() => Engine.Errors.Single();

    /// <summary>Names of the files in the output folder, sorted.</summary>
    public string[] OutputFiles() => Directory.Exists(PathOf("obj"))
        ? [.. Directory.GetFiles(PathOf("obj")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)]
        : [];

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private TaskRun Item(string path, string samplesPath, string features, params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem(path);
        item.SetMetadata("OutputFile", OutputOf(Path.GetFileName(path)));
        item.SetMetadata("SamplesFile", samplesPath);
        item.SetMetadata("Features", features);
        item.SetMetadata("ExternalList", ExternalListOf(Path.GetFileName(path)));
        foreach ((string name, string value) in metadata)
        {
            item.SetMetadata(name, value);
        }

        items.Add(item);
        return this;
    }
}
