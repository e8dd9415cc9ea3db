using System;
using System.IO;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Keras;
using ReluGen.Formats.NNet;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Preprocessing;
using ReluGen.Formats.Relunet;
using ReluGen.Formats.RtNeural;
using ReluGen.Formats.SafeTensors;

namespace ReluGen.Formats;

/// <summary>Reads a model file of any supported format.</summary>
public static class ModelFile
{
    /// <summary>The extensions of all formats, as a list in a sentence.</summary>
    public const string Extensions = ".onnx, .keras, .h5, .hdf5, .safetensors, .json (RTNeural), .nnet and .relunet";

    /// <summary>Reads the model at <paramref name="path"/> with the inputs and outputs that the file itself states, and the features file beside it.</summary>
    /// <exception cref="InputException">As for <see cref="Read(string, GraphSelection, string?, CancellationToken)"/>.</exception>
    /// <exception cref="FileException">The features file is wrong.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was requested.</exception>
    public static ImportedModel Read(string path, CancellationToken cancellation = default) => Read(path, GraphSelection.OfFile, null, cancellation);

    /// <summary>Reads the model at <paramref name="path"/>; its extension says the format.</summary>
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
        Func<ModelBytes, GraphSelection, CancellationToken, ImportedModel> reader = extension switch
        {
            ".onnx" => OnnxReader.Read,
            ".keras" or ".h5" or ".hdf5" => KerasReader.Read,
            ".safetensors" => SafeTensorsReader.Read,
            ".json" => RtNeuralReader.Read,
            ".nnet" => WithoutGraph(NNetReader.Read),
            ".relunet" => WithoutGraph(RelunetReader.Read),
            _ => throw new InputException(
                InputErrorIds.Unsupported,
                $"Files with the extension {DisplayText.Quote(extension)} are not supported; supported are {Extensions}. {Remedy(extension)}"),
        };
        ModelBytes file = ModelBytes.ReadFile(path);
        if (file.Bytes.Length == 0)
        {
            throw new InputException(InputErrorIds.Malformed, "The file is empty; copy or export it again.");
        }

        ForeignContent.Refuse(file.Bytes, extension);
        return reader(file, selection, cancellation);
    }

    private static string Remedy(string extension) => extension switch
    {
        ".pt" or ".pth" or ".ckpt" => "It holds Python objects that only PyTorch can load: export the model by the ten lines under PyTorch in docs/formats.md.",
        ".pkl" or ".joblib" => "It holds Python objects that only Python can load: dump the model by the lines under scikit-learn in docs/formats.md.",
        ".pb" or ".tflite" => "Convert the model to ONNX with tf2onnx, or save it with Keras: model.save('model.keras').",
        ".mat" => "Export the network with MATLAB's exportONNXNetwork.",
        _ => "Convert the model to one of them.",
    };

    /// <summary>A reader of a format that has one input and one output.</summary>
    private static Func<ModelBytes, GraphSelection, CancellationToken, ImportedModel> WithoutGraph(Func<ModelBytes, CancellationToken, ImportedModel> read) =>
        (file, selection, cancellation) => selection.IsOfFile
            ? read(file, cancellation)
            : throw new InputException(InputErrorIds.Metadata, $"Inputs and outputs of a graph can be chosen in files with layers or operators; a {Path.GetExtension(file.FullPath)} file has one of each.");
}
