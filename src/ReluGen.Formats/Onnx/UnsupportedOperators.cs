using System;
using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Formats.Onnx;

/// <summary>What is lost with operators that have no rule, and what an exporter can do about it.</summary>
internal static class UnsupportedOperators
{
    private const string UseRelu =
        "Train with ReLU or LeakyReLU instead (PyTorch: nn.ReLU; Keras: activation='relu'; scikit-learn: activation='relu'; Stable-Baselines3: policy_kwargs=dict(activation_fn=torch.nn.ReLU)), or choose a tensor before the node as the output (GraphOutputs).";

    private const string UseBatchNorm = "Use BatchNormalization, whose statistics are constants at inference.";

    private const string Unroll = "Export one step of the network without the loop: its state as a further output.";

    private const string KeepFloat = "Export the float model, or quantise weights only (QDQ format, without activations).";

    private const string CutBefore = "Choose a tensor before the node as the output (GraphOutputs), and do what the node does in your own code.";

    // With the name of the tensor that the node reads.
    private const string LeaveOut = "As the last operator it can be left out: choose {0} as the output (GraphOutputs); the greatest of its values decides for the same class.";

    private static readonly Dictionary<string, (string Reason, string Remedy)> Known = Build();

    /// <summary>The refusal of <paramref name="node"/>, whose operator has no rule.</summary>
    public static Refusal Refuse(OnnxNode node)
    {
        if (node.IsLayer)
        {
            var attributes = new NodeAttributes(node);
            return node.Unsupported(
                attributes.Text(OnnxNode.ReasonAttribute) is { Length: > 0 } reason ? reason : "layers of this kind are not supported.",
                attributes.Text(OnnxNode.RemedyAttribute) ?? "");
        }

        string name = DisplayText.Line(node.Operator.Length <= 80 ? node.Operator : node.Operator.Substring(0, 80) + "…");
        return node.IsStandard && Known.TryGetValue(node.Operator, out (string Reason, string Remedy) known)
            ? node.Unsupported(string.Format(System.Globalization.CultureInfo.InvariantCulture, known.Reason, name), Remedy(known.Remedy, node.Proto.Input.Count > 0 ? DisplayText.Quote(node.Proto.Input[0]) : "its input"))
            : node.Unsupported(node.IsStandard || node.IsClassical ? $"{name} is not a supported operator." : "operators of this domain are not supported.", "Replace the node by supported operators (docs/operators.md), or choose a tensor before it as the output (GraphOutputs).");
    }

    /// <summary>Operators whose reason is known, sorted, with the reason.</summary>
    public static IEnumerable<KeyValuePair<string, (string Reason, string Remedy)>> All => 
        Known.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => new KeyValuePair<string, (string, string)>(entry.Key, (entry.Value.Reason, Remedy(entry.Value.Remedy, "its input"))));

    private static string Remedy(string remedy, string input) => remedy == LeaveOut ? string.Format(System.Globalization.CultureInfo.InvariantCulture, remedy, input) : remedy;

    private static Dictionary<string, (string, string)> Build()
    {
        var known = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        Add("{0} is not piecewise linear.", UseRelu, "Elu Selu Celu Gelu Erf Softplus Softsign Mish Swish HardSwish Sin Cos Tan Asin Acos Atan Sinh Cosh Asinh Acosh Atanh");
        Add("{0} is not piecewise linear.", LeaveOut, "LogSoftmax");
        Add("{0} is not piecewise linear.", CutBefore, "ReduceLogSumExp Exp Log Sqrt Pow Reciprocal ReduceL2 ReduceProd ReduceSumSquare ReduceLogSum LpPool GlobalLpPool Det CumProd");
        Add("{0} jumps, so it is not a continuous piecewise-linear function.", CutBefore, "Sign Floor Ceil Round Mod Hardmax Equal Greater GreaterOrEqual Less LessOrEqual Not And Or Xor IsNaN IsInf OneHot NonZero Unique NonMaxSuppression ArgMin BitShift");
        Add("{0} divides by a norm of its input, which is not piecewise linear.", UseBatchNorm, "LayerNormalization InstanceNormalization GroupNormalization LpNormalization MeanVarianceNormalization RMSNormalization LRN");
        Add("{0} multiplies values that depend on the input, which is not piecewise linear.", CutBefore, "Attention RotaryEmbedding");
        Add("{0} repeats a part of the graph or chooses between parts.", Unroll, "Loop If Scan RNN LSTM GRU SequenceMap");
        Add("{0} rounds activations, so it is not continuous.", KeepFloat, "DynamicQuantizeLinear QLinearConv QLinearMatMul ConvInteger MatMulInteger");
        Add("{0} is random.", "Export the model in evaluation mode.", "RandomNormal RandomNormalLike RandomUniform RandomUniformLike Multinomial Bernoulli");
        Add("transposed convolutions are not lowered.", CutBefore, "ConvTranspose");
        return known;

        void Add(string reason, string remedy, string names)
        {
            foreach (string name in names.Split(' '))
            {
                known.Add(name, (reason, remedy));
            }
        }
    }
}
