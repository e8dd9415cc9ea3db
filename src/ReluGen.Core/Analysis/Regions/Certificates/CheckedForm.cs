using System;
using System.Numerics;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>An affine form of all features, exactly: (Σ a_j x_j + b) · 2^<see cref="Exponent"/> with integers a_j and b.</summary>
internal sealed class CheckedForm
{
    private readonly BigInteger[] coefficients;
    private BigInteger constant;

    /// <summary>The form that is zero, to be added to.</summary>
    public CheckedForm(int features, int exponent)
    {
        coefficients = new BigInteger[features];
        Exponent = exponent;
    }

    /// <summary>Power of two of the integers.</summary>
    public int Exponent { get; }

    /// <summary>The integer coefficient of a feature.</summary>
    public BigInteger Coefficient(int feature) => coefficients[feature];

    /// <summary>Adds value · 2^<see cref="Exponent"/> to the constant.</summary>
    public void AddConstant(BigInteger value) => constant += value;

    /// <summary>Adds value · 2^<see cref="Exponent"/> to the coefficient of a feature.</summary>
    public void AddCoefficient(int feature, BigInteger value) => coefficients[feature] += value;

    /// <summary>Adds factor · (the integers of <paramref name="form"/>); the factor brings the two scales together.</summary>
    public void Add(BigInteger factor, CheckedForm form)
    {
        constant += factor * form.constant;
        for (int j = 0; j < coefficients.Length; j++)
        {
            if (!form.coefficients[j].IsZero)
            {
                coefficients[j] += factor * form.coefficients[j];
            }
        }
    }

    /// <summary>True if the form is zero on the whole box, whatever the features that vary.</summary>
    public bool IsZeroOn(CheckedBox box)
    {
        for (int j = 0; j < coefficients.Length; j++)
        {
            if (!box.IsFixed(j) && !coefficients[j].IsZero)
            {
                return false;
            }
        }

        return ExtremeOn(box, largest: true).IsZero;
    }

    /// <summary>True if the form, or if not <paramref name="positive"/> its negative, is at most 0 on the whole box.</summary>
    public bool IsNowherePositive(CheckedBox box, bool positive) =>
        positive ? ExtremeOn(box, largest: true).Sign <= 0 : ExtremeOn(box, largest: false).Sign >= 0;

    /// <summary>Sign of the form at an exact point.</summary>
    public int SignAt(CheckedPoint point)
    {
        BigInteger sum = constant << -point.Exponent;
        for (int j = 0; j < coefficients.Length; j++)
        {
            sum += coefficients[j] * point.Coordinates[j];
        }

        return sum.Sign;
    }

    /// <summary>The largest or the least value on the box in units of 2^(<see cref="Exponent"/> + exponent of the box).</summary>
    private BigInteger ExtremeOn(CheckedBox box, bool largest)
    {
        BigInteger sum = constant << -box.Exponent;
        for (int j = 0; j < coefficients.Length; j++)
        {
            sum += coefficients[j] * (coefficients[j].Sign < 0 == largest ? box.Lower[j] : box.Upper[j]);
        }

        return sum;
    }
}

/// <summary>An exact point in integers times 2^<see cref="Exponent"/> (at most 0).</summary>
internal sealed class CheckedPoint
{
    public CheckedPoint(Dyadic[] point)
    {
        foreach (Dyadic value in point)
        {
            Exponent = Math.Min(Exponent, value.Exponent);
        }

        Coordinates = Array.ConvertAll(point, value => value.ToInteger(Exponent));
    }

    /// <summary>Power of two of the coordinates.</summary>
    public int Exponent { get; }

    /// <summary>The coordinates.</summary>
    public BigInteger[] Coordinates { get; }
}

/// <summary>The box of a domain in integers times 2^<see cref="Exponent"/> (at most 0).</summary>
internal sealed class CheckedBox
{
    public CheckedBox(RegionDomain domain)
    {
        Dyadic[] lower = [.. System.Linq.Enumerable.Select(domain.Lower, Dyadic.Of)];
        Dyadic[] upper = [.. System.Linq.Enumerable.Select(domain.Upper, Dyadic.Of)];
        for (int j = 0; j < lower.Length; j++)
        {
            Exponent = Math.Min(Exponent, Math.Min(lower[j].Exponent, upper[j].Exponent));
        }

        Lower = Array.ConvertAll(lower, value => value.ToInteger(Exponent));
        Upper = Array.ConvertAll(upper, value => value.ToInteger(Exponent));
    }

    /// <summary>Power of two of the bounds.</summary>
    public int Exponent { get; }

    /// <summary>Least values.</summary>
    public BigInteger[] Lower { get; }

    /// <summary>Largest values.</summary>
    public BigInteger[] Upper { get; }

    /// <summary>True if the bounds of a feature are equal.</summary>
    public bool IsFixed(int feature) => Lower[feature] == Upper[feature];
}
