using System;
using System.Collections.Generic;
using System.Globalization;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Keras.Rules;
using ReluGen.Formats.Layers;
using ReluGen.Formats.Onnx;

namespace ReluGen.Formats.Keras;

/// <summary>Spells one call of a layer as operators.</summary>
/// <exception cref="InputException">Settings or weights do not fit.</exception>
/// <exception cref="Refusal">The layer is used in an unsupported way.</exception>
internal delegate LayerTensor KerasRule(KerasNode node);

/// <summary>The supported layers by class, and why others are not. A new one is a method in Rules/ and a line here.</summary>
internal static class KerasLayers
{
    private const string UseRelu = "Train with activation='relu' or LeakyReLU instead.";

    private const string Rebuild = "Rebuild the model from supported layers (docs/formats.md), and do what this layer does in your own code before or after the network.";

    private static readonly Dictionary<string, KerasRule> Rules = new(StringComparer.Ordinal)
    {
        ["Activation"] = static node => KerasActivations.Apply(node, node.Input, node.Config["activation"]),
        ["ActivityRegularization"] = Shapes.PassThrough,
        ["Add"] = static node => Merging.Merge(node, "Sum"),
        ["AlphaDropout"] = Shapes.PassThrough,
        ["Average"] = static node => Merging.Merge(node, "Mean"),
        ["AveragePooling1D"] = static node => Windows.Pool(node, "AveragePool", 1),
        ["AveragePooling2D"] = static node => Windows.Pool(node, "AveragePool", 2),
        ["AveragePooling3D"] = static node => Windows.Pool(node, "AveragePool", 3),
        ["BatchNormalization"] = Normalizing.Batch,
        ["Concatenate"] = Merging.Concatenate,
        ["Conv1D"] = static node => Windows.Convolution(node, 1),
        ["Conv2D"] = static node => Windows.Convolution(node, 2),
        ["Conv3D"] = static node => Windows.Convolution(node, 3),
        ["Dense"] = Products.Dense,
        ["DepthwiseConv2D"] = Windows.Depthwise,
        ["Dropout"] = Shapes.PassThrough,
        ["Flatten"] = Shapes.Flatten,
        ["GaussianDropout"] = Shapes.PassThrough,
        ["GaussianNoise"] = Shapes.PassThrough,
        ["GlobalAveragePooling1D"] = static node => Windows.Global(node, "ReduceMean", 1),
        ["GlobalAveragePooling2D"] = static node => Windows.Global(node, "ReduceMean", 2),
        ["GlobalMaxPooling1D"] = static node => Windows.Global(node, "ReduceMax", 1),
        ["GlobalMaxPooling2D"] = static node => Windows.Global(node, "ReduceMax", 2),
        [KerasModel.Identity] = Shapes.PassThrough,
        ["LeakyReLU"] = static node => KerasActivations.LeakyRelu(node, node.Input, node.Config),
        ["MaxPooling1D"] = static node => Windows.Pool(node, "MaxPool", 1),
        ["MaxPooling2D"] = static node => Windows.Pool(node, "MaxPool", 2),
        ["MaxPooling3D"] = static node => Windows.Pool(node, "MaxPool", 3),
        ["Maximum"] = static node => Merging.Merge(node, "Max"),
        ["Minimum"] = static node => Merging.Merge(node, "Min"),
        ["Normalization"] = Normalizing.Fixed,
        ["PReLU"] = KerasActivations.PRelu,
        ["Permute"] = Shapes.Permute,
        ["ReLU"] = static node => KerasActivations.Relu(node, node.Input, node.Config),
        ["Rescaling"] = Normalizing.Rescale,
        ["Reshape"] = Shapes.Reshape,
        ["Softmax"] = static node => KerasActivations.Softmax(node, node.Input),
        ["SpatialDropout1D"] = Shapes.PassThrough,
        ["SpatialDropout2D"] = Shapes.PassThrough,
        ["Subtract"] = static node => Merging.Merge(node, "Sub"),
        ["ZeroPadding1D"] = static node => Windows.ZeroPadding(node, 1),
        ["ZeroPadding2D"] = static node => Windows.ZeroPadding(node, 2),
    };

    private static readonly Dictionary<string, (string Reason, string Remedy)> Known = BuildKnown();

    /// <summary>Names of the supported layers.</summary>
    public static IEnumerable<string> Names => Rules.Keys;

    /// <summary>The rule for a layer.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public static KerasRule Find(KerasLayer layer)
    {
        if (Rules.TryGetValue(layer.ClassName, out KerasRule? rule))
        {
            return rule;
        }

        string name = DisplayText.Line(layer.ClassName.Length <= 80 ? layer.ClassName : layer.ClassName.Substring(0, 80) + "…");
        (string reason, string remedy) = Known.TryGetValue(layer.ClassName, out (string, string) known) ? known : ("{0} is not a supported layer.", Rebuild);
        throw new Refusal(layer.Name, string.Format(CultureInfo.InvariantCulture, reason, name), remedy);
    }

    private static Dictionary<string, (string, string)> BuildKnown()
    {
        var known = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        Add("{0} is not piecewise linear.", UseRelu, "ELU");
        Add("{0} jumps, so it is not a continuous piecewise-linear function.", UseRelu, "ThresholdedReLU Masking Discretization Hashing CategoryEncoding IntegerLookup StringLookup");
        Add("{0} repeats a part of the model, and is not piecewise linear.", Rebuild, "LSTM GRU SimpleRNN RNN ConvLSTM2D Bidirectional TimeDistributed");
        Add("{0} multiplies values that depend on the input, which is not piecewise linear.", Rebuild, "Multiply Dot Attention AdditiveAttention MultiHeadAttention");
        Add("{0} divides by a norm of its input, which is not piecewise linear.", "Use BatchNormalization, whose statistics are constants at inference.", "LayerNormalization GroupNormalization UnitNormalization RMSNormalization");
        Add("{0} looks up rows by whole numbers, which is not piecewise linear.", Rebuild, "Embedding");
        Add("{0} runs Python code that is not in the file.", Rebuild, "Lambda TFOpLambda SlicingOpLambda TensorFlowOpLayer");
        Add("a model within the model is read only if it has one output.", "Call its layers one by one, or make it a model for each output.", "Sequential Functional Model");
        Add("layers of Keras 1 other than Dense are not read.", "Load the model with Keras 2 and save it again.", "Convolution1D Convolution2D Merge MaxoutDense Highway");
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
