using System;
using System.IO;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.NNet;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Preprocessing;
using ReluGen.Formats.Relunet;

namespace ReluGen.Formats;

/// <summary>Reads a model file of any supported format.</summary>
public static class ModelFile
{
    /// <summary>Reads the model at <paramref name="path"/> with the inputs and outputs that the file itself states, and the features file beside it.</summary>
    /// <exception cref="InputException">As for <see cref="Read(string, GraphSelection, string?, CancellationToken)"/>.</exception>
    /// <exception cref="FileException">The features file is wrong.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was requested.</exception>
    public static ImportedModel Read(string path, CancellationToken cancellation = default) => Read(path, GraphSelection.OfFile, null, cancellation);

    /// <summary>Reads the model at <paramref name="path"/>; its extension says the format: .onnx, .nnet or .relunet.</summary>
    /// <param name="path">The model.</param>
    /// <param name="selection">Inputs and outputs of a graph.</param>
    /// <param name="featuresFile">A features file, <see cref="FeaturesFile.None"/>, or null or empty for the one beside the model where there is one.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="FileException">The features file is wrong or does not fit the model.</exception>
    /// <exception cref="InputException">The file is missing, unreadable, of no supported format, damaged, holds what has no normal form, or has not what is selected.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was requested.</exception>
    public static ImportedModel Read(string path, GraphSelection selection, string? featuresFile = null, CancellationToken cancellation = default)
    {
        ImportedModel model = ReadAlone(path, selection, cancellation);
        return FeaturesFile.Of(path, featuresFile) is { } features ? PreprocessedModel.Of(model, features, cancellation) : model;
    }

    private static ImportedModel ReadAlone(string path, GraphSelection selection, CancellationToken cancellation)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension == ".onnx")
        {
            return OnnxReader.Read(ModelBytes.ReadFile(path), selection, cancellation);
        }

        Func<ModelBytes, CancellationToken, ImportedModel> reader = extension switch
        {
            ".nnet" => NNetReader.Read,
            ".relunet" => RelunetReader.Read,
            _ => throw new InputException(
                InputErrorIds.Unsupported,
                $"Files with the extension {DisplayText.Quote(extension)} are not supported; supported are .onnx, .nnet and .relunet. Convert the model to one of them."),
        };
        return !selection.IsOfFile
            ? throw new InputException(InputErrorIds.Metadata, $"Inputs and outputs of a graph can be chosen in .onnx files; a {extension} file has one of each.")
            : reader(ModelBytes.ReadFile(path), cancellation);
    }
}
