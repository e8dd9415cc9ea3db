using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using ReluGen.Benchmarks.Networks;

namespace ReluGen.Benchmarks.Peers;

/// <summary>Writes a network as an ONNX model (a chain of Gemm and Relu), in the protobuf wire format: nothing else is needed for it.</summary>
internal static class OnnxModelBytes
{
    /// <summary>Name of the graph's input, of shape [batch, inputs].</summary>
    public const string Input = "x";

    /// <summary>Name of the graph's output, of shape [batch, outputs].</summary>
    public const string Output = "y";

    private const int IrVersion = 8;
    private const int Opset = 13;
    private const int FloatType = 1;

    /// <summary>The bytes of the model. Field numbers are those of onnx.proto.</summary>
    public static byte[] Of(IReadOnlyList<Layer> layers)
    {
        var graph = new Message();
        string value = Input;
        for (int l = 0; l < layers.Count; l++)
        {
            Layer layer = layers[l];
            string sum = layer.IsHidden ? "z" + l : Output;
            graph.Add(1, Gemm(value, "w" + l, "b" + l, sum));
            graph.Add(5, Tensor("w" + l, layer.Weights, layer.Outputs, layer.Inputs));
            graph.Add(5, Tensor("b" + l, layer.Bias, layer.Outputs));
            value = sum;
            if (layer.IsHidden)
            {
                value = "h" + l;
                graph.Add(1, Node("Relu", value, sum));
            }
        }

        graph.Add(2, "network");
        graph.Add(11, ValueInfo(Input, layers[0].Inputs));
        graph.Add(12, ValueInfo(Output, layers[^1].Outputs));
        return new Message().Add(1, IrVersion).Add(7, graph).Add(8, new Message().Add(1, "").Add(2, Opset)).ToArray();
    }

    private static Message Gemm(string x, string weights, string bias, string result)
    {
        const int IntAttribute = 2;
        return Node("Gemm", result, x, weights, bias).Add(5, new Message().Add(1, "transB").Add(3, 1).Add(20, IntAttribute));
    }

    private static Message Node(string operation, string result, params ReadOnlySpan<string> operands)
    {
        var node = new Message();
        foreach (string operand in operands)
        {
            node.Add(1, operand);
        }

        return node.Add(2, result).Add(4, operation);
    }

    private static Message Tensor(string name, float[] values, params ReadOnlySpan<int> shape)
    {
        var tensor = new Message();
        foreach (int size in shape)
        {
            tensor.Add(1, size);
        }

        return tensor.Add(2, FloatType).Add(8, name).Add(9, MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static Message ValueInfo(string name, int width)
    {
        Message shape = new Message().Add(1, new Message().Add(2, "batch")).Add(1, new Message().Add(1, width));
        return new Message().Add(1, name).Add(2, new Message().Add(1, new Message().Add(1, FloatType).Add(2, shape)));
    }

    /// <summary>A protobuf message under construction.</summary>
    private sealed class Message
    {
        private readonly MemoryStream bytes = new();

        public byte[] ToArray() => bytes.ToArray();

        public Message Add(int field, long value)
        {
            Variable((ulong)field << 3);
            Variable((ulong)value);
            return this;
        }

        public Message Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

        public Message Add(int field, Message message) => Add(field, message.bytes.GetBuffer().AsSpan(0, (int)message.bytes.Length));

        public Message Add(int field, ReadOnlySpan<byte> content)
        {
            const ulong LengthDelimited = 2;
            Variable((ulong)field << 3 | LengthDelimited);
            Variable((ulong)content.Length);
            bytes.Write(content);
            return this;
        }

        private void Variable(ulong value)
        {
            for (; value > 0x7f; value >>= 7)
            {
                bytes.WriteByte((byte)(value | 0x80));
            }

            bytes.WriteByte((byte)value);
        }
    }
}
