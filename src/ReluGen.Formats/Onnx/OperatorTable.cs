using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;
using ReluGen.Formats.Onnx.Operators;

namespace ReluGen.Formats.Onnx;

/// <summary>Lowers one node to its first output.</summary>
/// <exception cref="InputException">The node uses the operator in an unsupported way, or its operands do not fit.</exception>
internal delegate AffineTensor OperatorRule(NodeContext node);

/// <summary>The supported operators. A new one is a file in Operators/ and a line here.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, OperatorRule> Rules = new(StringComparer.Ordinal)
    {
        ["Add"] = Arithmetic.Add,
        ["BatchNormalization"] = BatchNormalization.Lower,
        ["Cast"] = Cast.Lower,
        ["Constant"] = Constant.Lower,
        ["Div"] = Arithmetic.Div,
        ["Dropout"] = PassThrough.Dropout,
        ["Flatten"] = Reshaping.Flatten,
        ["Gemm"] = Products.Gemm,
        ["Identity"] = PassThrough.Identity,
        ["LeakyRelu"] = Activations.LeakyRelu,
        ["MatMul"] = Products.MatMul,
        ["Mul"] = Arithmetic.Mul,
        ["Relu"] = Activations.Relu,
        ["Reshape"] = Reshaping.Reshape,
        ["Sigmoid"] = Links.Sigmoid,
        ["Softmax"] = Links.Softmax,
        ["Sub"] = Arithmetic.Sub,
        ["Tanh"] = Links.Tanh,
    };

    /// <summary>Names of all operators, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = Rules.Keys.OrderBy(static name => name, StringComparer.Ordinal).ToArray();

    public static bool TryFind(string name, out OperatorRule? rule) => Rules.TryGetValue(name, out rule);
}
