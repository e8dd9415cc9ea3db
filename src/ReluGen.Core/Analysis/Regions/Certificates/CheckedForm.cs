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

        return MaximumOn(box).IsZero;
    }

    /// <summary>The largest value on the box in units of 2^(<see cref="Exponent"/> + exponent of the box).</summary>
    public BigInteger MaximumOn(CheckedBox box)
    {
        BigInteger sum = constant << -box.Exponent;
        for (int j = 0; j < coefficients.Length; j++)
        {
            sum += coefficients[j] * (coefficients[j].Sign < 0 ? box.Lower[j] : box.Upper[j]);
        }

        return sum;
    }

    /// <summary>Sign of the form at an exact point.</summary>
    public int SignAt(Dyadic[] point)
    {
        Dyadic sum = new(constant, 0);
        for (int j = 0; j < coefficients.Length; j++)
        {
            sum += new Dyadic(coefficients[j], 0) * point[j];
        }

        return sum.Sign;
    }
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
