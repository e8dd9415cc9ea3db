using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;

namespace ReluGen.Build;

/// <summary>Converts model files to the canonical text form, which the generator reads.</summary>
/// <remarks>
/// What is wrong with a file becomes a build error at that file; the other models are converted nevertheless. So the targets hand over
/// all models that are out of date at once.
/// </remarks>
public sealed class ConvertReluNetworks : Task, ICancelableTask
{
    private readonly CancellationTokenSource cancellation = new();

    /// <summary>
    /// The models: full paths, with metadata OutputFile (full path of the text to write), and optionally SamplesFile (full path of
    /// a CSV file), Features (names of the inputs, separated by semicolons), FeaturesPath (full path of a features file, or none), GraphInputs and GraphOutputs (names of tensors, as <see cref="GraphSelection.Of"/> takes), Regions, MaxRegions and DomainBounds (what
    /// <see cref="TableRequest.Parse"/> takes, a file with its full path), Simplify (what <see cref="SimplifiedModel.IsRequested"/> takes) and ExternalList (full path of a file that receives a line
    /// for each further file that the model's weights are in: 18 digits of its time, a blank, its full path) and WeightsFile (full path of a file
    /// that receives the weights of a large network as bytes; there is none for others).
    /// </summary>
    [Required]
    public ITaskItem[] Models { get; set; } = [];

    /// <summary>Most decisions that an enumeration of regions may take; empty for the default.</summary>
    public string NodeBudget { get; set; } = "";

    /// <inheritdoc/>
    public void Cancel() => cancellation.Cancel();

    /// <inheritdoc/>
    public override bool Execute()
    {
        foreach (ITaskItem model in Models)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            Convert(model);
        }

        return !Log.HasLoggedErrors && !cancellation.IsCancellationRequested;
    }

    private void Convert(ITaskItem item)
    {
        string path = item.GetMetadata("FullPath");
        string output = item.GetMetadata("OutputFile");
        try
        {
            Log.LogMessage(MessageImportance.Normal, "Converting {0} to {1}", path, output);
            GraphSelection graph = GraphSelection.Of(item.GetMetadata("GraphInputs"), item.GetMetadata("GraphOutputs"));
            ImportedModel model = SampledModel.Read(path, item.GetMetadata("SamplesFile"), item.GetMetadata("Features"), Table(item), graph, item.GetMetadata("FeaturesPath"), cancellation.Token);
            if (SimplifiedModel.IsRequested(item.GetMetadata("Simplify")))
            {
                model = SimplifiedModel.Of(model, onDomain: item.GetMetadata("DomainBounds").Trim().Length > 0, cancellation.Token);
            }

            string text = NetworkWriter.Write(model.Document);
            WriteExternalList(item.GetMetadata("ExternalList"), model.ExternalFiles);
            WriteWeights(item.GetMetadata("WeightsFile"), model.Network);
            AtomicFile.Write(output, text);
            Report(path, model);
        }
        catch (OperationCanceledException)
        {
            // The build is being stopped and says so itself; an old text is older than its model, so the next build writes it anew.
        }
        catch (FileException e)
        {
            Fail(item, e.Path, e.Error);
        }
        catch (InputException e)
        {
            Fail(item, path, e.Error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fail(item, output, new InputError(BuildErrorIds.Output, $"The converted network cannot be written: {e.Message}"));
        }
    }

    private TableRequest Table(ITaskItem item) =>
        TableRequest.Parse(item.GetMetadata("Regions"), item.GetMetadata("MaxRegions"), item.GetMetadata("DomainBounds"), NodeBudget);

    private void Report(string path, ImportedModel model)
    {
        if (model.TableCut is { } cut)
        {
            Message(path, BuildErrorIds.RegionTableCut, MessageImportance.High, cut);
        }

        foreach (string note in model.Notes)
        {
            Message(path, code: null, MessageImportance.Low, note);
        }
    }

    private void Message(string path, string? code, MessageImportance importance, string text) =>
        Log.LogMessage(subcategory: null, code, helpKeyword: code is null ? null : "ReluGen." + code, path, 0, 0, 0, 0, importance, "{0}", text);

    /// <summary>Tells the next build which further files to watch. Written before the text, so that it is never newer.</summary>
    private static void WriteExternalList(string path, IReadOnlyList<string> files)
    {
        if (path.Length == 0)
        {
            return;
        }

        if (files.Count == 0)
        {
            AtomicFile.TryDelete(path);
            return;
        }

        AtomicFile.Write(path, string.Concat(files.Select(static file => TimeOf(file) + " " + file + "\n")));
    }

    /// <summary>The weights that the generator leaves to a resource. Written before the text, so that the code is never newer.</summary>
    private static void WriteWeights(string path, Network network)
    {
        if (path.Length == 0)
        {
            return;
        }

        if (WeightsFile.IsUsedFor(network))
        {
            AtomicFile.Write(path, stream => WeightsFile.Write(network, stream));
        }
        else
        {
            AtomicFile.TryDelete(path);
        }
    }

    /// <summary>The time of a file, as the targets compute it.</summary>
    private static string TimeOf(string file) => File.GetLastWriteTime(file).ToFileTimeUtc().ToString("d18", CultureInfo.InvariantCulture);

    private void Fail(ITaskItem item, string file, InputError error)
    {
        Log.LogError(
            subcategory: null, error.Id, helpKeyword: "ReluGen." + error.Id, file,
            error.Line, error.Column, endLineNumber: 0, endColumnNumber: 0, "{0}", error.Message);
        // A text of an earlier model must not outlive the error and be taken for this one's.
        AtomicFile.TryDelete(item.GetMetadata("OutputFile"));
        if (item.GetMetadata("WeightsFile") is { Length: > 0 } weights)
        {
            AtomicFile.TryDelete(weights);
        }
    }
}
