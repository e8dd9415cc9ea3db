using System;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;

namespace ReluGen.Formats.NNet;

/// <summary>Everything before the weights of a .nnet file.</summary>
/// <param name="Sizes">Widths of the input, the hidden layers and the output.</param>
/// <param name="Inputs">The inputs with their box, in the units of the file's users.</param>
/// <param name="Means">One mean an input and one for all outputs; empty where the file gives none.</param>
/// <param name="Ranges">One range an input and one for all outputs; empty where the file gives none.</param>
internal sealed record NNetHeader(int[] Sizes, InputFeature[] Inputs, double[] Means, double[] Ranges)
{
    /// <summary>Some writers put a single 0 on each line that they do not use.</summary>
    private static readonly double[] Placeholder = [0];

    /// <exception cref="InputException">A line is missing, not numeric, or of a wrong length; a bound or range is impossible.</exception>
    public static NNetHeader Read(NNetText text)
    {
        double[] counts = text.Numbers("the line of counts");
        if (counts.Length == 0 || counts[0] < 1 || counts[0] > NetworkReader.MostUnits || counts[0] != Math.Floor(counts[0]))
        {
            throw text.Error("the first line must begin with the number of layers.");
        }

        int[] sizes = ReadSizes(text, (int)counts[0]);
        text.Next("the unused line after the layer sizes");
        double[] lower = text.Numbers("the line of input minima");
        double[] upper = text.Numbers("the line of input maxima");
        InputFeature[] inputs = ReadDomain(text, lower, upper, sizes[0]);
        double[] means = text.Numbers("the line of means");
        CheckNormalisation(text, means, sizes[0], "the line of means");
        double[] ranges = text.Numbers("the line of ranges");
        CheckNormalisation(text, ranges, sizes[0], "the line of ranges");
        bool normalised = !IsPlaceholder(ranges) && !IsPlaceholder(means);
        if (normalised && Array.Exists(ranges, static range => range == 0))
        {
            throw text.Error("a range is zero, and inputs are divided by it.");
        }

        return new NNetHeader(sizes, inputs, normalised ? means : [], normalised ? ranges : []);
    }

    private static int[] ReadSizes(NNetText text, int layers)
    {
        double[] numbers = text.Numbers(layers + 1, "the line of layer sizes");
        return Array.ConvertAll(numbers, size => size switch
        {
            > NetworkReader.MostUnits => throw new InputException(InputErrorIds.TooLarge, $"A layer of {size} units is stated; up to {NetworkReader.MostUnits} are supported.", text.Line, 1),
            >= 1 when size == Math.Floor(size) => (int)size,
            _ => throw text.Error($"a layer size must be a whole number of at least 1, not {size}."),
        });
    }

    private static InputFeature[] ReadDomain(NNetText text, double[] lower, double[] upper, int inputs)
    {
        InputFeature[] features = InputFeature.Unnamed(inputs);
        if (IsPlaceholder(lower) && IsPlaceholder(upper))
        {
            return features;
        }

        if (lower.Length != inputs || upper.Length != inputs)
        {
            throw text.Error($"minima and maxima need {inputs} numbers each, not {lower.Length} and {upper.Length}.");
        }

        for (int i = 0; i < inputs; i++)
        {
            if (lower[i] > upper[i])
            {
                throw text.Error($"the minimum {lower[i]} of input {i} is above its maximum {upper[i]}.");
            }

            features[i] = new InputFeature(features[i].Name, lower[i], upper[i]);
        }

        return features;
    }

    private static void CheckNormalisation(NNetText text, double[] numbers, int inputs, string what)
    {
        if (!IsPlaceholder(numbers) && numbers.Length != inputs + 1)
        {
            throw text.Error($"{what} needs {inputs + 1} numbers, one an input and one for all outputs, not {numbers.Length}.");
        }
    }

    private static bool IsPlaceholder(double[] numbers) => numbers.AsSpan().SequenceEqual(Placeholder);
}
