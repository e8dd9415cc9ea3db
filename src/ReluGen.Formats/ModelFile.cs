using System;
using System.IO;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.NNet;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Relunet;

namespace ReluGen.Formats;

/// <summary>Reads a model file of any supported format.</summary>
public static class ModelFile
{
    /// <summary>Reads the model at <paramref name="path"/> with the inputs and outputs that the file itself states.</summary>
    /// <exception cref="InputException">As for <see cref="Read(string, GraphSelection, CancellationToken)"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was requested.</exception>
    public static ImportedModel Read(string path, CancellationToken cancellation = default) => Read(path, GraphSelection.OfFile, cancellation);

    /// <summary>Reads the model at <paramref name="path"/>; its extension says the format: .onnx, .nnet or .relunet.</summary>
    /// <exception cref="InputException">The file is missing, unreadable, of no supported format, damaged, holds what has no normal form, or has not what is selected.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was requested.</exception>
    public static ImportedModel Read(string path, GraphSelection selection, CancellationToken cancellation = default)
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
