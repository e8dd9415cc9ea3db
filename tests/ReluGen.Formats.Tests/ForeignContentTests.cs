using System;
using System.Linq;
using System.Text;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Tests.Keras;
using ReluGen.Formats.Tests.Onnx;
using ReluGen.Formats.Tests.SafeTensors;

namespace ReluGen.Formats.Tests;

/// <summary>A file that is something else than its extension says gets an error that says what it is.</summary>
public sealed class ForeignContentTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("\u0089PNG\r\n\u001A\n", "m.onnx", "a PNG picture")]
    [InlineData("\u00FF\u00D8\u00FF\u00E0", "m.h5", "a JPEG picture")]
    [InlineData("%PDF-1.7", "m.keras", "a PDF document")]
    [InlineData("<!DOCTYPE html><html>", "m.onnx", "not the page that shows it")]
    [InlineData("<HTML lang=en>", "m.safetensors", "not the page that shows it")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "m.safetensors", "git lfs pull")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "m.nnet", "git lfs pull")]
    [InlineData("\u001F\u008B\u0008\u0000", "m.keras", "decompress")]
    [InlineData("\u0089HDF\r\n\u001A\n", "m.onnx", "name it .h5")]
    [InlineData("PK\u0003\u0004", "m.onnx", "name it .keras")]
    [InlineData("\u0080\u0004\u0095", "m.onnx", "a Python pickle")]
    [InlineData("\u001C\u0000\u0000\u0000TFL3 ", "m.onnx", "tf2onnx")]
    [InlineData("relunet 1\n", "m.onnx", "name it .relunet")]
    [InlineData("", "m.onnx", "is empty")]
    [InlineData("", "m.h5", "is empty")]
    public void It_is_named(string content, string file, string expected)
    {
        InputError error = Assert.Throws<InputException>(() => ModelFile.Read(folder.Write(file, Encoding.Latin1.GetBytes(content)))).Error;
        Assert.Equal(InputErrorIds.Malformed, error.Id);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Models_under_the_extension_of_others_are_named_or_read()
    {
        byte[] onnx = new Graph(1, 2).Node("Relu", "y", "x").ToBytes();
        Assert.Contains("name it .onnx", Assert.Throws<InputException>(() => ModelFile.Read(folder.Write("m.h5", onnx))).Message);

        // Both formats of Keras are told apart by their first bytes.
        byte[] keras = KerasFile.Archive(KerasFile.Sequential("1", ("Activation", "a", "\"activation\": \"relu\"")));
        Assert.Equal("keras", ModelFile.Read(folder.Write("m.hdf5", keras)).Format);
    }

    /// <summary>The first bytes of .safetensors are a length, here those that pickles begin with.</summary>
    [Theory]
    [InlineData(0x280)]
    [InlineData(0x480)]
    public void A_length_is_no_kind_of_file(int length)
    {
        byte[] file = SafeTensorsWriter.Write(("0.weight", "F32", [1, 1], [1]));
        string header = Encoding.UTF8.GetString(file[8..^4]);
        file = [.. SafeTensorsWriter.Head(header + new string(' ', length - header.Length)), .. file.TakeLast(4)];
        Assert.Equal((byte)length, file[0]);
        Assert.Equal("safetensors", ModelFile.Read(folder.Write("m.safetensors", file)).Format);
    }
}
