using System;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions;

/// <summary>
/// The exact affine maps of one network's patterns, each coefficient rounded once to the nearest float32, ties to even. Computed in
/// float64 with a rigorous bound on the error; where the bound leaves two float32 numbers possible, the row is computed exactly.
/// </summary>
public sealed class RoundedAffineMaps
{
    /// <summary>A float64 product below this may have lost bits to underflow.</summary>
    private const double Tiny = 1e-290;

    /// <summary>2^-53.</summary>
    private const double UnitRoundoff = 1.1102230246251565e-16;

    private readonly Network network;
    private readonly Lazy<ExactAffineMaps> exact;
    private readonly double[][] adjoints;
    private readonly double[][] magnitudes;
    private bool underflow;
    private long accumulations;

    /// <summary>Prepares the maps of <paramref name="network"/>, whose weights must be finite.</summary>
    public RoundedAffineMaps(Network network)
    {
        this.network = network;
        exact = new Lazy<ExactAffineMaps>(() => new ExactAffineMaps(network));
        adjoints = new double[network.Stages.Count + 1][];
        magnitudes = new double[adjoints.Length][];
        for (int source = 0; source < adjoints.Length; source++)
        {
            adjoints[source] = new double[network.WidthOf(source)];
            magnitudes[source] = new double[network.WidthOf(source)];
        }
    }

    /// <summary>Number of rows (of one output each) that needed exact arithmetic so far.</summary>
    internal int ExactRows { get; private set; }

    /// <summary>Writes the map of <paramref name="pattern"/>, realised or not.</summary>
    /// <param name="pattern">A pattern of the network.</param>
    /// <param name="weights">Receives A, row-major: outputs × inputs. A coefficient beyond the range is infinite.</param>
    /// <param name="bias">Receives b, one value an output.</param>
    /// <exception cref="ArgumentException">The pattern or a span has another length.</exception>
    public void Of(BitPattern pattern, Span<float> weights, Span<float> bias)
    {
        if (pattern.Length != network.HiddenNeuronCount || weights.Length != network.OutputCount * network.InputCount || bias.Length != network.OutputCount)
        {
            throw new ArgumentException("The pattern or a span does not fit the network.");
        }

        for (int output = 0; output < bias.Length; output++)
        {
            Span<float> row = weights.Slice(output * network.InputCount, network.InputCount);
            if (!TryRow(pattern, output, row, out bias[output]))
            {
                ExactRows++;
                ExactRow(pattern, output, row, out bias[output]);
            }
        }
    }

    private bool TryRow(BitPattern pattern, int output, Span<float> row, out float bias)
    {
        for (int source = 0; source < adjoints.Length; source++)
        {
            Array.Clear(adjoints[source], 0, adjoints[source].Length);
            Array.Clear(magnitudes[source], 0, magnitudes[source].Length);
        }

        underflow = false;
        accumulations = 0;
        long terms = 1;
        double constant = network.Output.Bias[output];
        double magnitude = Math.Abs(constant);
        Propagate(network.Output, output, 1, 1);
        for (int l = network.Stages.Count; l >= 1; l--)
        {
            HiddenStage stage = network.Stages[l - 1];
            for (int i = 0; i < stage.Width; i++)
            {
                double slope = pattern[network.FirstBitOf(l) + i] ? 1 : stage.Slopes[i];
                double m = Product(magnitudes[l][i], Math.Abs(slope));
                if (m != 0)
                {
                    double u = adjoints[l][i] * slope;
                    constant += u * stage.Bias[i];
                    magnitude += Product(m, Math.Abs(stage.Bias[i]));
                    Propagate(stage, i, u, m);
                    terms++;
                }
            }
        }

        double error = RelativeError(accumulations);
        bool certain = TryRound(constant, magnitude * RelativeError(accumulations + terms), out bias);
        for (int k = 0; k < row.Length && certain; k++)
        {
            certain = TryRound(adjoints[0][k], magnitudes[0][k] * error, out row[k]);
        }

        return certain && !underflow;
    }

    /// <summary>
    /// Bound on the error of a coefficient, as a share of the computed sum of the magnitudes of its terms (Higham's γ, and the same
    /// again for that sum). A term is a product along a path: every value accumulated in a source on the path is a rounding, and so
    /// are the product with the weight and that with the slope; the last two are those of the ends of the interval.
    /// </summary>
    private double RelativeError(long accumulated)
    {
        double roundings = accumulated + (3.0 * (network.Stages.Count + 2)) + 2;
        return roundings < 1e9 ? 1.0001 * roundings * UnitRoundoff : double.PositiveInfinity;
    }

    private void Propagate(AffineStage stage, int neuron, double u, double m)
    {
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            double[] target = adjoints[block.Source];
            double[] sizes = magnitudes[block.Source];
            accumulations++;
            for (int k = 0; k < row.Length; k++)
            {
                target[k] += u * row[k];
                sizes[k] += Product(m, Math.Abs(row[k]));
            }
        }
    }

    /// <summary>
    /// A product of magnitudes. While these do not underflow, what an underflow takes from the terms themselves (cancellation may make
    /// them smaller) is far below the error bound.
    /// </summary>
    private double Product(double left, double right)
    {
        double product = left * right;
        if (product < Tiny && left != 0 && right != 0)
        {
            underflow = true;
        }

        return product;
    }

    /// <summary>Rounds to float32 if every number within <paramref name="error"/> rounds to the same one. Zero is positive.</summary>
    private static bool TryRound(double value, double error, out float rounded)
    {
        rounded = (float)(value - error);
        float other = (float)(value + error);
        if (rounded == 0)
        {
            rounded = 0;
        }

        // Infinite sums give NaN somewhere here, and NaN equals nothing.
        return rounded == other && !float.IsInfinity(rounded);
    }

    private void ExactRow(BitPattern pattern, int output, Span<float> row, out float bias)
    {
        Dyadic[] exactRow = exact.Value.RowOf(pattern, output, out Dyadic exactBias);
        for (int k = 0; k < row.Length; k++)
        {
            row[k] = exactRow[k].ToSingle();
        }

        bias = exactBias.ToSingle();
    }
}
