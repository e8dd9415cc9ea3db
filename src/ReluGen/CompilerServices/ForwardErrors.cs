using System;
using System.ComponentModel;

namespace ReluGen.CompilerServices;

/// <summary>
/// A forward pass in float64 together with bounds on the rounding errors of one in float32, stage by stage; for generated code.
/// </summary>
/// <remarks>
/// With u = 2^-24, n values read and γ = (n + 2) u / (1 − (n + 2) u), a stage that computes z = W h + b has
/// e = |W| e_h + γ (|W| (|h| + e_h) + |b|) + (n + 1) 2^-149 (design/math.md 1.5). A ReLU adds nothing; one that is inactive for certain
/// ends the error. In float64 the same recursion gives less than 2^-28 of these bounds.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ForwardErrors
{
    private const double Unit = 1.0 / (1 << 24);
    private const double LeastSingle = 1.0 / (1L << 50) / (1L << 50) / (1L << 49);

    // Beyond this a sum of float32 may overflow.
    private const double MostMagnitude = (double)(1L << 42) * (1L << 42) * (1L << 42);

    // For the rounding of the bounds themselves.
    private const double Outward = 1 + (1.0 / (1 << 20));

    private readonly ReadOnlySpan<float> input;
    private readonly Span<double> values;
    private readonly Span<double> errors;
    private readonly ReadOnlySpan<int> places;
    private ReadOnlySpan<float> rows;
    private int first;
    private int neurons;
    private double gamma;

    /// <summary>
    /// Writes to <paramref name="values"/> and <paramref name="errors"/>. Where the network is a simplified one, <paramref name="places"/>
    /// says which bit of the pattern each of its neurons has.
    /// </summary>
    public ForwardErrors(ReadOnlySpan<float> input, Span<double> values, Span<double> errors, ReadOnlySpan<int> places = default)
    {
        this.input = input;
        this.values = values;
        this.errors = errors;
        this.places = places;
    }

    /// <summary>Begins a stage with its biases.</summary>
    /// <param name="rows">Bias and weights, neuron by neuron.</param>
    /// <param name="first">Bit of neuron 0; for the output the number of bits.</param>
    /// <param name="neurons">Number of neurons.</param>
    public void Begin(ReadOnlySpan<float> rows, int first, int neurons)
    {
        this.rows = rows;
        this.first = first;
        this.neurons = neurons;
        int fanIn = (rows.Length / neurons) - 1;
        gamma = (fanIn + 2) * Unit < 0.5 ? (fanIn + 2) * Unit / (1 - ((fanIn + 2) * Unit)) : double.PositiveInfinity;
        for (int i = 0; i < neurons; i++)
        {
            double bias = RowOf(i)[0];
            values[PlaceOf(first + i)] = bias;
            errors[PlaceOf(first + i)] = (gamma * Math.Abs(bias)) + ((fanIn + 1) * LeastSingle);
        }
    }

    /// <summary>Adds what the stage reads from the input, whose weights begin at <paramref name="column"/> of a row.</summary>
    public readonly void AddInput(int column)
    {
        for (int k = 0; k < input.Length; k++)
        {
            Add(column + k, input[k], 0);
        }
    }

    /// <summary>Adds what the stage reads from another one.</summary>
    /// <param name="column">Column of its first weight.</param>
    /// <param name="width">Number of its neurons.</param>
    /// <param name="sourceBit">Bit of its neuron 0.</param>
    /// <param name="slopes">Slopes of its inactive neurons; empty where all are 0.</param>
    public readonly void AddStage(int column, int width, int sourceBit, ReadOnlySpan<float> slopes)
    {
        for (int k = 0; k < width; k++)
        {
            double z = values[PlaceOf(sourceBit + k)];
            double error = errors[PlaceOf(sourceBit + k)];
            double slope = slopes.IsEmpty ? 0 : slopes[k];
            if (z > error)
            {
                Add(column + k, z, error);
                continue;
            }

            // A slope can carry an inactive neuron beyond float32 although its pre-activation is not.
            if (Math.Abs(slope) * (Math.Abs(z) + error) > MostMagnitude)
            {
                Add(column + k, slope * z, double.PositiveInfinity);
                continue;
            }

            // Where the side is not certain, the steeper one bounds the error; a product with the slope is rounded once more.
            double steepness = z < -error ? Math.Abs(slope) : Math.Max(1, Math.Abs(slope));
            double product = slope == 0 ? 0 : (Unit * Math.Abs(slope) * (Math.Abs(z) + error)) + LeastSingle;
            Add(column + k, z > 0 ? z : slope * z, steepness == 0 ? 0 : (steepness * error) + product);
        }
    }

    /// <summary>Ends a stage.</summary>
    public readonly void End()
    {
        for (int i = 0; i < neurons; i++)
        {
            ref double error = ref errors[PlaceOf(first + i)];
            error = error <= gamma * MostMagnitude ? error * Outward : double.PositiveInfinity;
        }
    }

    /// <summary>Fills in the neurons that the simplified network does not have.</summary>
    /// <param name="bits">For each bit of the pattern the one whose neuron computes it, or -1 for always 0 and -2 for always 1.</param>
    public readonly void Expand(ReadOnlySpan<int> bits)
    {
        for (int bit = 0; bit < bits.Length; bit++)
        {
            int source = bits[bit];
            values[bit] = source >= 0 ? values[source] : source == -1 ? double.NegativeInfinity : double.PositiveInfinity;
            errors[bit] = source >= 0 ? errors[source] : 0;
        }
    }

    /// <summary>Adds a value that every neuron reads, with its error.</summary>
    private readonly void Add(int column, double value, double error)
    {
        double magnitude = Math.Abs(value) + error;
        if (magnitude == 0)
        {
            return;
        }

        for (int i = 0; i < neurons; i++)
        {
            double weight = RowOf(i)[column];
            if (weight != 0)
            {
                values[PlaceOf(first + i)] += weight * value;
                errors[PlaceOf(first + i)] += Math.Abs(weight) * (error + (gamma * magnitude));
            }
        }
    }

    private readonly int PlaceOf(int neuron) => neuron < places.Length ? places[neuron] : neuron;

    private readonly ReadOnlySpan<float> RowOf(int neuron)
    {
        int length = rows.Length / neurons;
        return rows.Slice(neuron * length, length);
    }
}
