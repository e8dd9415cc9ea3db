using System;
using System.Linq;
using ReluGen.CompilerServices;

namespace ReluGen.Tests;

/// <summary>The links against .NET's double-precision functions, rounded to float32.</summary>
public sealed class LinkTests
{
    private static readonly float[] Values =
        Enumerable.Range(-4000, 8001).Select(static i => i / 37f)
            .Concat(Enumerable.Range(1, 300).SelectMany(static i => new[] { MathF.Pow(2, -i / 2f), -MathF.Pow(2, -i / 2f) }))
            .Concat([0f, -0f, float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity])
            .ToArray();

    [Fact]
    public void Sigmoid_is_within_one_unit_in_the_last_place()
    {
        float[] actual = [.. Values];
        Links.Sigmoid(actual);
        Check(actual, static y => 1 / (1 + Math.Exp(-y)));
    }

    [Fact]
    public void Tanh_is_within_one_unit_in_the_last_place()
    {
        float[] actual = [.. Values];
        Links.Tanh(actual);
        Check(actual, Math.Tanh);
    }

    [Fact]
    public void Exp_is_within_four_units_of_double_precision()
    {
        for (double x = -707; x < 709; x += 0.0371)
        {
            Assert.InRange(Links.Exp(x) / Math.Exp(x) - 1, -8.9e-16, 8.9e-16);
        }
    }

    [Fact]
    public void Softmax_sums_to_one_and_is_shift_invariant_at_large_values()
    {
        float[] values = [1000, 1001, 998, -3e38f];
        Links.Softmax(values);
        double[] e = [Math.Exp(-1), 1, Math.Exp(-3), 0];
        for (int i = 0; i < 4; i++)
        {
            Assert.InRange(values[i] - e[i] / e.Sum(), -1.2e-7, 1.2e-7);
        }
    }

    [Fact]
    public void NaN_stays_NaN()
    {
        float[] one = [float.NaN, 1];
        Links.Sigmoid(one);
        Assert.True(float.IsNaN(one[0]));
        one = [1, float.NaN];
        Links.Tanh(one);
        Assert.True(float.IsNaN(one[1]));
        one = [1, float.NaN];
        Links.Softmax(one);
        Assert.All(one, static y => Assert.True(float.IsNaN(y)));
    }

    private static void Check(float[] actual, Func<double, double> exact)
    {
        for (int i = 0; i < Values.Length; i++)
        {
            float nearest = (float)exact(Values[i]);
            Assert.InRange(actual[i], MathF.BitDecrement(nearest), MathF.BitIncrement(nearest));
        }
    }
}
