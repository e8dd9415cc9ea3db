using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Google.Protobuf;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Onnx.Schema;
using AttributeType = ReluGen.Formats.Onnx.Schema.AttributeProto.Types.AttributeType;

namespace ReluGen.Formats.Tests.Onnx;

/// <summary>Constant tensors in all their storages, external data, and attributes of wrong types.</summary>
public sealed class TensorTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_storage_gives_the_same_numbers()
    {
        TensorProto[] tensors =
        [
            Tensor(ElementType.Float, static t => t.FloatData.AddRange([1.5f, -2])),
            Tensor(ElementType.Double, static t => t.DoubleData.AddRange([1.5, -2])),
            Tensor(ElementType.Float16, static t => t.Int32Data.AddRange([0x3E00, 0xC000])),
            Tensor(ElementType.BFloat16, static t => t.Int32Data.AddRange([0x3FC0, 0xC000])),
            Tensor(ElementType.Float, static t => t.RawData = Raw<float>(1.5f, -2)),
            Tensor(ElementType.Double, static t => t.RawData = Raw<double>(1.5, -2)),
            Tensor(ElementType.Float16, static t => t.RawData = Raw<ushort>(0x3E00, 0xC000)),
            Tensor(ElementType.BFloat16, static t => t.RawData = Raw<ushort>(0x3FC0, 0xC000)),
        ];
        Assert.All(tensors, tensor => Assert.Equal([1.5, -2], Run(tensor)));
    }

    [Fact]
    public void Integers_are_read_too()
    {
        Assert.Equal([3, -2], Run(Tensor(ElementType.Int64, static t => t.Int64Data.AddRange([3, -2]))));
        Assert.Equal([3, -2], Run(Tensor(ElementType.Int32, static t => t.Int32Data.AddRange([3, -2]))));
        Assert.Equal([3, -2], Run(Tensor(ElementType.Int64, static t => t.RawData = Raw<long>(3, -2))));
        Assert.Equal([3, -2], Run(Tensor(ElementType.Int32, static t => t.RawData = Raw<int>(3, -2))));
        Assert.Equal([1, 0], Run(Tensor(ElementType.Bool, static t => t.RawData = Raw<byte>(1, 0))));
    }

    [Fact]
    public void All_half_precision_numbers_are_widened_exactly()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            Assert.Equal((double)BitConverter.UInt16BitsToHalf((ushort)bits), SmallFloats.FromHalf((ushort)bits));
        }
    }

    [Fact]
    public void Quantised_weights_are_noted()
    {
        Graph graph = new Graph(1, 2).Integers("q", ElementType.Int8, [2, 1], 3, -4).Constant("s", [], 0.5f).Node("DequantizeLinear", "w", "q s").Node("MatMul", "y", "x w");
        Assert.Contains(graph.Import().Notes, static note => note.Contains("dequantised"));
        Assert.Equal([-0.5], graph.Run(1, 1));
    }

    [Fact]
    public void Infinite_weights_are_noted()
    {
        Graph graph = With(Tensor(ElementType.Double, static t => t.DoubleData.AddRange([1e300, 1])));
        Assert.Contains("Some weights are NaN or infinite.", graph.Import().Notes);
    }

    [Fact]
    public void External_data_is_read_at_its_offset()
    {
        folder.Write("w.bin", Enumerable.Repeat((byte)9, 4).Concat(Raw<float>(1.5f, -2)).ToArray());
        Assert.Equal([1.5, -2], Graph.Evaluate(ImportExternal("w.bin", ("offset", "4"), ("length", "8")).Network, 0, 0));
        Assert.Equal([1.5, -2], Graph.Evaluate(ImportExternal("./w.bin", ("offset", "4")).Network, 0, 0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../w.bin")]
    [InlineData("sub/../../w.bin")]
    [InlineData("sub\\w.bin")]
    [InlineData("C:w.bin")]
    [InlineData("absent.bin")]
    [InlineData("sub")]
    [InlineData("w.bin\nerror RLG0000: fake")]
    public void External_data_stays_in_the_folder(string location)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "sub"));
        InputError error = Assert.Throws<InputException>(() => ImportExternal(location)).Error;
        Assert.Equal(InputErrorIds.ExternalData, error.Id);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_link_is_not_followed()
    {
        using var elsewhere = new TemporaryFolder();
        string target = elsewhere.Write("w.bin", new byte[8]);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "w.bin"), target);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "sub"), elsewhere.Path);
        Assert.Contains("link", Assert.Throws<InputException>(() => ImportExternal("w.bin")).Message);
        Assert.Contains("link", Assert.Throws<InputException>(() => ImportExternal("sub/w.bin")).Message);
    }

    [Theory]
    [InlineData("offset", "1")]
    [InlineData("offset", "-4")]
    [InlineData("offset", "9223372036854775807")]
    [InlineData("offset", "99999999999999999999")]
    [InlineData("length", "4")]
    [InlineData("length", "9223372036854775807")]
    public void External_ranges_are_checked(string key, string value)
    {
        folder.Write("w.bin", new byte[8]);
        Assert.Equal(InputErrorIds.ExternalData, Assert.Throws<InputException>(() => ImportExternal("w.bin", (key, value))).Error.Id);
    }

    [Fact]
    public void An_attribute_of_another_type_is_an_error()
    {
        Graph typed = new Graph(1, 2).Node("LeakyRelu", "y", "x", Graph.Int("alpha", 1));
        Assert.Contains("'alpha' must be of type FLOAT", Assert.Throws<InputException>(() => typed.Import()).Message);
        Graph untyped = new Graph(1, 2).Node("LeakyRelu", "y", "x", new AttributeProto { Name = "alpha", I = 1 });
        Assert.Contains("FLOAT", Assert.Throws<InputException>(() => untyped.Import()).Message);
        Graph twice = new Graph(1, 2).Node("LeakyRelu", "y", "x", Graph.Float("alpha", 1), Graph.Float("alpha", 2));
        Assert.Contains("twice", Assert.Throws<InputException>(() => twice.Import()).Message);
    }

    [Fact]
    public void An_old_attribute_without_a_type_is_read_by_its_field()
    {
        Graph graph = new Graph(1, 1).Node("LeakyRelu", "y", "x", new AttributeProto { Name = "alpha", F = 0.5f, Type = AttributeType.Undefined });
        Assert.Equal([-2], graph.Run(-4));
    }

    [Fact]
    public void A_file_of_external_data_that_is_too_large_is_refused_before_it_is_read()
    {
        Sparse("w.bin", 3L << 30);
        InputError error = Assert.Throws<InputException>(() => ImportExternal("w.bin", ("length", "8"))).Error;
        Assert.Equal(InputErrorIds.ExternalData, error.Id);
        Assert.Contains("3221225472 bytes", error.Message);
    }

    [Fact]
    public void External_bytes_count_against_the_budget_each_time_they_are_read()
    {
        const int Length = 1 << 20;
        Sparse("w.bin", Length);
        var external = new ExternalData(folder.Path, new Budget(0, CancellationToken.None));
        TensorProto tensor = Tensor(ElementType.Float, static t => t.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "w.bin" }));

        int reads = 0;
        var error = Assert.Throws<InputException>(() =>
        {
            for (; reads < 1000; reads++)
            {
                Assert.Equal(Length, external.Read(tensor, Length, "w").Length);
            }
        });

        Assert.Equal(InputErrorIds.TooLarge, error.Error.Id);
        Assert.InRange(reads, 1, 100);
    }

    /// <summary>A file of zeros that takes no room on the disk.</summary>
    private void Sparse(string name, long length)
    {
        using FileStream stream = File.Create(Path.Combine(folder.Path, name));
        stream.SetLength(length);
    }

    private static TensorProto Tensor(ElementType type, Action<TensorProto> fill)
    {
        var tensor = new TensorProto { Name = "c", DataType = (int)type };
        tensor.Dims.Add(2);
        fill(tensor);
        return tensor;
    }

    private static ByteString Raw<T>(params T[] values)
        where T : unmanaged => ByteString.CopyFrom(MemoryMarshal.AsBytes<T>(values).ToArray());

    /// <summary>y = x + c for two features.</summary>
    private static Graph With(TensorProto tensor)
    {
        Graph graph = new Graph(1, 2).Node("Add", "y", "x c");
        graph.Model.Graph.Initializer.Add(tensor);
        return graph;
    }

    private static double[] Run(TensorProto tensor) => With(tensor).Run(0, 0);

    private ImportedModel ImportExternal(string location, params (string Key, string Value)[] entries)
    {
        Graph graph = With(Tensor(ElementType.Float, tensor =>
        {
            tensor.DataLocation = TensorProto.Types.DataLocation.External;
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
            tensor.ExternalData.AddRange(entries.Select(static e => new StringStringEntryProto { Key = e.Key, Value = e.Value }));
        }));
        graph.Model.Graph.Output.Add(Graph.Declaration("y", ElementType.Float, null));
        return ModelFile.Read(folder.Write("model.onnx", graph.Model.ToByteArray()));
    }
}
