using System;

namespace ReluGen;

/// <summary>A view of an affine map y = A·x + b, before the link.</summary>
public readonly ref struct AffineMap
{
    /// <summary>Views the given numbers.</summary>
    /// <param name="weights">A, row-major: outputs × inputs.</param>
    /// <param name="bias">b, one value an output.</param>
    /// <param name="inputCount">Number of inputs.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public AffineMap(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, int inputCount)
    {
        if (weights.Length != (long)bias.Length * inputCount)
        {
            throw new ArgumentException($"{bias.Length} outputs of {inputCount} inputs need {(long)bias.Length * inputCount} weights, not {weights.Length}.", nameof(weights));
        }

        Weights = weights;
        Bias = bias;
        InputCount = inputCount;
    }

    /// <summary>A, row-major: outputs × inputs.</summary>
    public ReadOnlySpan<float> Weights { get; }

    /// <summary>b, one value an output.</summary>
    public ReadOnlySpan<float> Bias { get; }

    /// <summary>Number of inputs.</summary>
    public int InputCount { get; }

    /// <summary>Number of outputs.</summary>
    public int OutputCount => Bias.Length;

    /// <summary>The gradient of output <paramref name="output"/>: row of A.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public ReadOnlySpan<float> Row(int output) => Weights.Slice(output * InputCount, InputCount);

    /// <summary>Contributions A[output, j] · x[j], which with the bias add up to the output; in float64, so that the sum is exact to about 1e-16 relative to its terms.</summary>
    /// <param name="output">Index of the output.</param>
    /// <param name="input">At least <see cref="InputCount"/> values.</param>
    /// <param name="contributions">Receives <see cref="InputCount"/> values.</param>
    /// <returns>The output: the bias plus all contributions.</returns>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public double Contributions(int output, ReadOnlySpan<float> input, Span<double> contributions)
    {
        ReadOnlySpan<float> row = Row(output);
        if (input.Length < row.Length || contributions.Length < row.Length)
        {
            throw new ArgumentException($"The map has {row.Length} inputs; there are {input.Length} values and room for {contributions.Length} contributions.");
        }

        double sum = Bias[output];
        for (int j = 0; j < row.Length; j++)
        {
            // The sum with 0 turns a negative zero positive.
            contributions[j] = ((double)row[j] * input[j]) + 0.0;
            sum += contributions[j];
        }

        return sum;
    }
}
