using System;
using System.Linq;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats;

/// <summary>Recognises what a file is, by its first bytes, where that is not what its extension says.</summary>
internal static class ForeignContent
{
    private const string WrongFile = "check the path";

    /// <summary>Begins with the length of its header, which may look like some of these.</summary>
    private const string SafeTensors = ".safetensors";

    private static readonly Kind[] Kinds =
    [
        new("a Git LFS pointer", "run 'git lfs pull'", static b => Begins(b, "version https://git-lfs")),
        new("a web page", "download the file itself, not the page that shows it", static b => Begins(b, "<!doctype html") || Begins(b, "<html")),
        new("a file compressed with gzip", "decompress it first", static b => Begins(b, "\u001F\u008B\u0008"), SafeTensors),
        new("an HDF5 file", "if it is a Keras model, name it .h5", static b => Begins(b, "\u0089HDF\r\n"), ".keras", ".h5", ".hdf5"),
        new("a zip archive", "if it is a Keras model, name it .keras; a PyTorch checkpoint must be exported (docs/formats.md); else extract the model first", static b => Begins(b, "PK\u0003\u0004"), ".keras", ".h5", ".hdf5"),
        new("a Python pickle", "export or dump the model as docs/formats.md says under PyTorch and scikit-learn", static b => b.Length > 1 && b[0] == 0x80 && b[1] is >= 2 and <= 5, SafeTensors),
        new("a TensorFlow Lite model", "convert it with tf2onnx", static b => b.Length > 8 && Begins(b.Slice(4), "TFL3")),
        new("an ONNX model", "name it .onnx", static b => b.Length > 2 && b[0] == 8 && b[1] is > 0 and < 32 && b[2] is 0x12 or 0x1A or 0x22 or 0x3A or 0x42, ".onnx", SafeTensors),
        new("a text network of ReluGen", "name it .relunet", static b => Begins(b, "relunet 1"), ".relunet"),
        new("a PNG picture", WrongFile, static b => Begins(b, "\u0089PNG\r\n")),
        new("a JPEG picture", WrongFile, static b => Begins(b, "\u00FF\u00D8\u00FF")),
        new("a PDF document", WrongFile, static b => Begins(b, "%PDF-")),
    ];

    private delegate bool Test(ReadOnlySpan<byte> bytes);

    /// <exception cref="InputException">The file is recognised as another kind than its extension says.</exception>
    public static void Refuse(ReadOnlySpan<byte> bytes, string extension)
    {
        foreach (Kind kind in Kinds)
        {
            if (!kind.Extensions.Contains(extension) && kind.Is(bytes))
            {
                throw new InputException(InputErrorIds.Malformed, $"The file begins as {kind.Name} does, not as a {extension} file: {kind.Remedy}.");
            }
        }
    }

    /// <summary>True if the bytes begin with the characters, each a byte; small letters stand for capitals too.</summary>
    private static bool Begins(ReadOnlySpan<byte> bytes, string text)
    {
        bool begins = bytes.Length >= text.Length;
        for (int i = 0; begins && i < text.Length; i++)
        {
            begins = bytes[i] == text[i] || (text[i] is >= 'a' and <= 'z' && bytes[i] == text[i] - 'a' + 'A');
        }

        return begins;
    }

    /// <summary>A kind of files.</summary>
    /// <param name="Name">What it is called in a message.</param>
    /// <param name="Remedy">What to do where a model was expected.</param>
    /// <param name="Is">Looks at the first bytes.</param>
    /// <param name="Extensions">Extensions of models that may begin so.</param>
    private sealed record Kind(string Name, string Remedy, Test Is, params string[] Extensions);
}
