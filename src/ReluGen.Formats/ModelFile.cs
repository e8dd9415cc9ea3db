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
    /// <summary>Reads the model at <paramref name="path"/>; its extension says the format: .onnx, .nnet or .relunet.</summary>
    /// <exception cref="InputException">The file is missing, unreadable, of no supported format, damaged, or holds what has no normal form.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was requested.</exception>
    public static ImportedModel Read(string path, CancellationToken cancellation = default)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        Func<ModelBytes, CancellationToken, ImportedModel> reader = extension switch
        {
            ".onnx" => OnnxReader.Read,
            ".nnet" => NNetReader.Read,
            ".relunet" => RelunetReader.Read,
            _ => throw new InputException(
                InputErrorIds.Unsupported,
                $"Files with the extension {DisplayText.Quote(extension)} are not supported; supported are .onnx, .nnet and .relunet. Convert the model to one of them."),
        };
        return reader(ModelBytes.ReadFile(path), cancellation);
    }
}
