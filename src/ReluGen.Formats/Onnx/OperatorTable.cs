using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;
using ReluGen.Formats.Onnx.Operators;

namespace ReluGen.Formats.Onnx;

/// <summary>Lowers one node to its first output.</summary>
/// <exception cref="InputException">The operands do not fit, or the model is too large.</exception>
/// <exception cref="Refusal">The node uses the operator in an unsupported way.</exception>
internal delegate AffineTensor OperatorRule(NodeContext node);

/// <summary>Lowers one node to all of its outputs.</summary>
/// <exception cref="InputException">As for <see cref="OperatorRule"/>.</exception>
internal delegate AffineTensor[] OutputsRule(NodeContext node);

/// <summary>The supported operators. A new one is a method in Operators/ and a line here.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, OperatorRule> Rules = new(StringComparer.Ordinal)
    {
        ["Abs"] = Activations.Abs,
        ["Add"] = Arithmetic.Add,
        ["And"] = Constants.And,
        ["ArgMax"] = Classes.ArgMax,
        ["AveragePool"] = Pooling.AveragePool,
        ["BatchNormalization"] = BatchNormalization.Lower,
        ["Cast"] = Cast.Lower,
        ["CastLike"] = Cast.Like,
        ["Ceil"] = Constants.Ceil,
        ["Clip"] = Activations.Clip,
        ["Concat"] = Joining.Concat,
        ["Constant"] = Constant.Lower,
        ["ConstantOfShape"] = Shapes.ConstantOfShape,
        ["Conv"] = Convolution.Conv,
        ["DequantizeLinear"] = Quantization.Dequantize,
        ["Div"] = Arithmetic.Div,
        ["Dropout"] = PassThrough.Dropout,
        ["Equal"] = Constants.Equal,
        ["Exp"] = Constants.Exp,
        ["Expand"] = Moving.Expand,
        ["Flatten"] = Reshaping.Flatten,
        ["Floor"] = Constants.Floor,
        ["Gather"] = Selecting.Gather,
        ["Gemm"] = Products.Gemm,
        ["GlobalAveragePool"] = Pooling.GlobalAveragePool,
        ["GlobalMaxPool"] = Pooling.GlobalMaxPool,
        ["Greater"] = Constants.Greater,
        ["HardSigmoid"] = Activations.HardSigmoid,
        ["Identity"] = PassThrough.Identity,
        ["LeakyRelu"] = Activations.LeakyRelu,
        ["Less"] = Constants.Less,
        ["Log"] = Constants.Log,
        ["MatMul"] = Products.MatMul,
        ["Max"] = Extremes.Max,
        ["MaxPool"] = Pooling.MaxPool,
        ["Mean"] = Arithmetic.MeanOf,
        ["Min"] = Extremes.Min,
        ["Mul"] = Arithmetic.Mul,
        ["Neg"] = Arithmetic.Neg,
        ["Not"] = Constants.Not,
        ["Or"] = Constants.Or,
        ["PRelu"] = Activations.PRelu,
        ["Pad"] = Padding.Pad,
        ["Pow"] = Constants.Pow,
        ["QuantizeLinear"] = Quantization.Quantize,
        ["Range"] = Shapes.Range,
        ["Reciprocal"] = Constants.Reciprocal,
        ["ReduceMax"] = Reductions.ReduceMax,
        ["ReduceMean"] = Reductions.ReduceMean,
        ["ReduceMin"] = Reductions.ReduceMin,
        ["ReduceSum"] = Reductions.ReduceSum,
        ["Relu"] = Activations.Relu,
        ["Reshape"] = Reshaping.Reshape,
        ["Round"] = Constants.Round,
        ["Shape"] = Shapes.Shape,
        ["Shrink"] = Activations.Shrink,
        ["Sigmoid"] = Links.Sigmoid,
        ["Size"] = Shapes.Size,
        ["Slice"] = Selecting.Slice,
        ["Softmax"] = Links.Softmax,
        ["Sqrt"] = Constants.Sqrt,
        ["Squeeze"] = Reshaping.Squeeze,
        ["Sub"] = Arithmetic.Sub,
        ["Sum"] = Arithmetic.SumOf,
        ["Tanh"] = Links.Tanh,
        ["ThresholdedRelu"] = Activations.ThresholdedRelu,
        ["Tile"] = Moving.Tile,
        ["Transpose"] = Moving.Transpose,
        ["Unsqueeze"] = Reshaping.Unsqueeze,
        ["Where"] = Selecting.Where,
        ["ai.onnx.ml.ArrayFeatureExtractor"] = Classes.ArrayFeatureExtractor,
        ["ai.onnx.ml.Binarizer"] = Classes.Binarizer,
        ["ai.onnx.ml.LabelEncoder"] = Classes.LabelEncoder,
        ["ai.onnx.ml.Scaler"] = Classical.Scaler,
        ["ai.onnx.ml.ZipMap"] = Classes.ZipMap,
    };

    private static readonly Dictionary<string, OutputsRule> OutputsRules = new(StringComparer.Ordinal)
    {
        ["Split"] = Joining.Split,
    };

    /// <summary>Names of all operators, with their domain where that is not the standard one, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = Rules.Keys.Concat(OutputsRules.Keys).OrderBy(static name => name, StringComparer.Ordinal).ToArray();

    /// <summary>The rule for a node; null where its operator has none.</summary>
    public static OutputsRule? Find(OnnxNode node)
    {
        string name = node.IsStandard ? node.Operator : node.FullOperator;
        return OutputsRules.TryGetValue(name, out OutputsRule? all) ? all
            : Rules.TryGetValue(name, out OperatorRule? first) ? context => [first(context)]
            : null;
    }
}
