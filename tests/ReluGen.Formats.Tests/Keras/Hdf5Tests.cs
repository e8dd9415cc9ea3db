using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Formats.Hdf5;
using ReluGen.Formats.Layers;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests.Keras;

/// <summary>The reader of HDF5: both kinds of headers and groups, types of numbers, and files that lead in circles.</summary>
public sealed class Hdf5Tests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Headers_of_version_2_and_links_are_read()
    {
        var group = new Hdf5Group();
        group.Children["inner"] = new Hdf5Data([2], [1.5, -2]);
        group.Attributes["names"] = ["one", "three"];
        var root = new Hdf5Group();
        root.Children["group"] = group;
        root.Children["other"] = new Hdf5Data([3], [1, 2, 3]);
        Hdf5Object read = new Hdf5File(Hdf5Writer.Write(root)).Root;
        Assert.Equal(["group", "other"], read.Names);
        Assert.Equal(["one", "three"], read.Child("group")!.Texts("names"));
        WeightArray inner = read.Child("group")!.Child("inner")!.Read();
        Assert.Equal([1.5f, -2f], [BitConverter.ToSingle(inner.Data.Span), BitConverter.ToSingle(inner.Data.Span[4..])]);
        Assert.Null(read.Child("nothing"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_may_be_double_and_in_either_byte_order(bool isBigEndian)
    {
        var root = new Hdf5Group();
        root.Children["d"] = new Hdf5Data([1, 3], [1.5, -2, 1e300], isDouble: true, isBigEndian);
        WeightArray read = new Hdf5File(Hdf5Writer.Write(root)).Root.Child("d")!.Read();
        Assert.Equal([1, 3], read.Shape);
        Assert.Equal(1e300, BitConverter.ToDouble(read.Data.Span[16..]));
    }

    /// <summary>Chunks that jut out over the shape, in a tree of two levels, as they are or shuffled and compressed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Data_may_lie_in_chunks(bool isCompressed)
    {
        double[] values = Enumerable.Range(0, 5 * 7 * 3).Select(static i => i + 0.5).ToArray();
        var root = new Hdf5Group();
        root.Children["d"] = new Hdf5Data([5, 7, 3], values, isDouble: true) { Chunk = [2, 3, 2], IsCompressed = isCompressed };
        WeightArray read = new Hdf5File(Hdf5Writer.Write(root)).Root.Child("d")!.Read();
        Assert.Equal(values, Enumerable.Range(0, values.Length).Select(i => BitConverter.ToDouble(read.Data.Span[(8 * i)..])));
    }

    [Fact]
    public void Chunks_that_expand_out_of_proportion_are_refused()
    {
        var root = new Hdf5Group();
        root.Children["d"] = new Hdf5Data([70_000], new double[70_000], isDouble: true) { Chunk = [70_000], IsCompressed = true };
        Assert.Equal(InputErrorIds.TooLarge, Assert.Throws<InputException>(() => new Hdf5File(Hdf5Writer.Write(root)).Root.Child("d")!.Read()).Error.Id);
    }

    [Fact]
    public void Damaged_chunks_are_read_or_refused()
    {
        var root = new Hdf5Group();
        root.Children["d"] = new Hdf5Data([5, 7, 3], new double[105], isDouble: true) { Chunk = [2, 3, 2], IsCompressed = true };
        MutateAll(Hdf5Writer.Write(root), new Random(3), 1_000);
    }

    /// <summary>The layout of Keras 1 and 2: a configuration at the root, named groups, lists of names.</summary>
    [Fact]
    public void A_model_in_hdf5_has_its_weights_by_name()
    {
        var layer = new Hdf5Group();
        layer.Attributes["weight_names"] = ["own/kernel:0", "own/bias:0"];
        var own = new Hdf5Group();
        own.Children["kernel:0"] = new Hdf5Data([2, 1], [2, 3]);
        own.Children["bias:0"] = new Hdf5Data([1], [4]);
        layer.Children["own"] = own;
        var weights = new Hdf5Group();
        weights.Children["own"] = layer;
        var root = new Hdf5Group();
        root.Children["model_weights"] = weights;
        root.Attributes["keras_version"] = ["2.3.1"];
        root.Attributes["model_config"] = ["{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"own\", \"batch_input_shape\": [null, 2]}}]}"];
        Network network = ModelFile.Read(folder.Write("m.hdf5", Hdf5Writer.Write(root))).Network;
        var output = new double[1];
        ReferenceForward.Run(network, [10, 100], output, []);
        Assert.Equal(324, output[0]);
    }

    [Fact]
    public void Weights_alone_are_no_model()
    {
        var root = new Hdf5Group();
        root.Children["d"] = new Hdf5Data([1], [1]);
        InputError error = Assert.Throws<InputException>(() => ModelFile.Read(folder.Write("m.h5", Hdf5Writer.Write(root)))).Error;
        Assert.Contains("model_config", error.Message);
    }

    /// <summary>A group's child is the group itself, a node of a B-tree its own child, a continuation of a header itself.</summary>
    [DataFact]
    public void Circles_end_in_an_error()
    {
        byte[] real = File.ReadAllBytes(DataFolder.Of("other_formats/keras/single_pendulum/model.h5"));
        int tree = Find(real, "TREE"u8);
        byte[] loop = (byte[])real.Clone();
        loop[tree + 5] = 1;
        BitConverter.GetBytes((ulong)tree).CopyTo(loop, tree + 32);
        AssertRefused(loop, "B-tree of group '/' has nodes of a wrong type or level");

        // The first header is the root's; its first message is a continuation.
        int header = (int)BitConverter.ToUInt64(real, 64);
        loop = (byte[])real.Clone();
        BitConverter.GetBytes((ulong)header + 16).CopyTo(loop, header + 24);
        BitConverter.GetBytes(24UL).CopyTo(loop, header + 32);
        AssertRefused(loop, "circle");
    }

    /// <summary>Cut at every 64th byte and flipped at fixed places, a file is read or refused.</summary>
    [DataTheory]
    [InlineData("single_pendulum/model.h5")]
    [InlineData("carlini_10_5x2_1/model.keras")]
    public void A_cut_file_is_imported_or_refused(string name)
    {
        byte[] real = File.ReadAllBytes(DataFolder.Of("other_formats/keras/" + name));
        byte[] plain = name.EndsWith(".keras", StringComparison.Ordinal) ? Weights(real) : real;
        for (int length = 0; length < plain.Length; length += 64)
        {
            byte[] cut = plain.AsSpan(0, length).ToArray();
            Assert.Throws<InputException>(() => new Hdf5File(cut).Root);

            // The superblock may lie about the end.
            BitConverter.GetBytes((ulong)length).AsSpan(0, Math.Clamp(length - 40, 0, 8)).CopyTo(cut.AsSpan(Math.Min(40, length)));
            Try(cut);
        }

        MutateAll(plain, new Random(1), 2_000);
    }

    private static void MutateAll(byte[] plain, Random random, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var mutant = (byte[])plain.Clone();
            for (int changes = random.Next(1, 4); changes > 0; changes--)
            {
                mutant[random.Next(mutant.Length)] = (byte)(random.Next(3) == 0 ? 255 : random.Next(256));
            }

            Try(mutant);
        }
    }

    private static void Try(byte[] bytes)
    {
        try
        {
            Visit(new Hdf5File(bytes).Root, 0);
        }
        catch (InputException e)
        {
            Assert.Matches("^RLG1[0-9]{3}$", e.Error.Id);
        }
    }

    /// <summary>Reads all there is, as no model would.</summary>
    private static void Visit(Hdf5Object item, int depth)
    {
        item.Texts("weight_names");
        foreach (string name in depth > 8 ? [] : item.Names.ToArray())
        {
            Hdf5Object child = item.Child(name)!;
            if (child.IsDataset && !name.StartsWith("iterations", StringComparison.Ordinal))
            {
                child.Read();
            }
            else
            {
                Visit(child, depth + 1);
            }
        }
    }

    private void AssertRefused(byte[] bytes, string expected) =>
        Assert.Contains(expected, Assert.Throws<InputException>(() => ModelFile.Read(folder.Write("m.h5", bytes))).Error.Message, StringComparison.Ordinal);

    private static byte[] Weights(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        using Stream part = zip.GetEntry("model.weights.h5")!.Open();
        using var copy = new MemoryStream();
        part.CopyTo(copy);
        return copy.ToArray();
    }

    private static int Find(byte[] bytes, ReadOnlySpan<byte> signature) => bytes.AsSpan().IndexOf(signature);
}
