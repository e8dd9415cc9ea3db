using System;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Evidence;

/// <summary>
/// Points of the box and what the network does there in float64. They refute: a neuron seen on both sides needs no proof. They prove
/// nothing; a point that is to serve as a witness is evaluated again exactly.
/// </summary>
internal sealed class PointCloud
{
    private const int MostPoints = 2048;
    private const int FewestPoints = 1;
    private const int PointsToStartFrom = 64;

    private readonly Network network;
    private readonly double[][] points;

    /// <summary>A point where the neuron is positive (or negative), by pattern bit; null where there is none.</summary>
    private readonly double[]?[] positive;
    private readonly double[]?[] negative;
    private readonly double[] leastOutput;
    private readonly double[] largestOutput;

    /// <summary>Evaluates points of the box; the same ones every time.</summary>
    /// <param name="network">The network.</param>
    /// <param name="box">The box.</param>
    /// <param name="budget">Multiply-adds that they may take, which decides how many there are.</param>
    public PointCloud(Network network, InputBox box, long budget)
    {
        this.network = network;
        int count = (int)Math.Max(FewestPoints, Math.Min(MostPoints, budget / Math.Max(1, network.ParameterCount)));
        points = new double[count][];
        Activations = new double[count][][];
        positive = new double[network.HiddenNeuronCount][];
        negative = new double[network.HiddenNeuronCount][];
        leastOutput = new double[network.OutputCount];
        largestOutput = new double[network.OutputCount];
        var random = new SplitMix(0x52656C7547656EUL);
        for (int p = 0; p < count; p++)
        {
            points[p] = PointOf(p, box, random);
            Evaluate(p);
        }
    }

    /// <summary>Number of points.</summary>
    public int Count => points.Length;

    /// <summary>Activations by point, source and element; source 0 is the input and the last one the outputs.</summary>
    public double[][][] Activations { get; }

    /// <summary>A point where a neuron (by its bit) is active; null if none was seen.</summary>
    public double[]? PositiveAt(int bit) => positive[bit];

    /// <summary>True if the neuron was seen on both sides.</summary>
    public bool CrossesZero(int bit) => positive[bit] is not null && negative[bit] is not null;

    /// <summary>True if the neuron was seen active (sign 1) or strictly inactive (sign -1).</summary>
    public bool WasSeen(int bit, int sign) => (sign > 0 ? positive : negative)[bit] is not null;

    /// <summary>Takes note of a point on one side of a neuron.</summary>
    public void Add(int bit, int sign, double[] point) => (sign > 0 ? positive : negative)[bit] = point;

    /// <summary>The point where sign · z of a neuron is largest.</summary>
    public double[] BestFor(int stage, int neuron, int sign)
    {
        int best = 0;
        double largest = double.NegativeInfinity;
        for (int p = 0; p < Math.Min(points.Length, PointsToStartFrom); p++)
        {
            double z = sign * PreActivation(network.Stages[stage - 1], neuron, Activations[p], out _);
            (best, largest) = z > largest ? (p, z) : (best, largest);
        }

        return points[best];
    }

    /// <summary>True if at some point that lies anywhere a pre-activation was 0 because all of its terms were.</summary>
    public bool SawZeroForms { get; private set; }

    /// <summary>True if output <paramref name="output"/> took two values that rounding cannot explain.</summary>
    public bool OutputVaries(int output) =>
        largestOutput[output] - leastOutput[output] > 1e-9 * Math.Max(Math.Abs(leastOutput[output]), Math.Abs(largestOutput[output]));

    private static double[] PointOf(int index, InputBox box, SplitMix random)
    {
        // Half of the points lie anywhere, half at corners, where affine functions have their extremes; the first is the middle.
        var point = new double[box.Count];
        for (int j = 0; j < point.Length; j++)
        {
            double low = double.IsInfinity(box.Lower[j]) ? Math.Min(-2, box.Upper[j] - 4) : box.Lower[j];
            double high = double.IsInfinity(box.Upper[j]) ? Math.Max(2, low + 4) : box.Upper[j];
            double share = random.Next();
            share = index == 0 ? 0.5 : index % 2 == 0 ? (share < 0.5 ? 0 : 1) : share;
            point[j] = share == 1 ? high : Math.Min(high, low + (share * (high - low)));
        }

        return point;
    }

    private void Evaluate(int p)
    {
        int last = network.Stages.Count + 1;
        double[][] values = Activations[p] = new double[last + 1][];
        values[0] = points[p];
        for (int l = 1; l <= last; l++)
        {
            AffineStage stage = network.StageOf(l);
            values[l] = new double[stage.Width];
            for (int i = 0; i < stage.Width; i++)
            {
                double z = PreActivation(stage, i, values, out double size);
                if (stage is HiddenStage hidden)
                {
                    See(network.FirstBitOf(l) + i, z, 1e-10 * size, p);
                    z = z > 0 ? z : hidden.IsRelu ? 0 : hidden.Slopes[i] * z;
                }
                else
                {
                    leastOutput[i] = p == 0 ? z : Math.Min(leastOutput[i], z);
                    largestOutput[i] = p == 0 ? z : Math.Max(largestOutput[i], z);
                }

                values[l][i] = z;
            }
        }
    }

    private void See(int bit, double z, double noise, int p)
    {
        SawZeroForms |= noise == 0 && p % 2 == 1;
        if (z > noise)
        {
            positive[bit] ??= points[p];
        }
        else if (z < -noise)
        {
            negative[bit] ??= points[p];
        }
    }

    /// <summary>A pre-activation in float64, and the sum of the absolute values of its terms.</summary>
    public static double PreActivation(AffineStage stage, int neuron, double[][] values, out double size)
    {
        double sum = stage.Bias[neuron];
        double largest = Math.Abs(sum);
        foreach (WeightBlock block in stage.Blocks)
        {
            RowSums.Products(block.Row(neuron), values[block.Source], out double products, out double sizes);
            sum += products;
            largest += sizes;
        }

        size = largest;
        return sum;
    }
}
