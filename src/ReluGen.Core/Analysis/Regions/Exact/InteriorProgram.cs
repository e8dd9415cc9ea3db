using System.Numerics;
using System.Threading;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Exact;

/// <summary>
/// Decides exactly whether strict constraints have a common point inside a box: the linear program max t such that every
/// constraint exceeds t times its scale and the point keeps t times the width from the box's faces. The interior is empty
/// if and only if the largest t is at most 0, and then the duals prove it (design/math.md 7.1 and 9.3).
/// </summary>
/// <remarks>
/// Variables, all non-negative: y_j = x_j − lower_j − t·width_j and τ = 1 − t, minimised. One pivot on τ gives a feasible
/// start; τ stays above 1/2 and therefore in the basis, so its row is the objective row.
/// </remarks>
internal sealed class InteriorProgram
{
    private readonly IntegerBox box;
    private readonly SignedForm[] constraints;

    /// <summary>Solves the program.</summary>
    public InteriorProgram(IntegerBox box, SignedForm[] constraints, CancellationToken cancellation)
        : this(box, constraints)
    {
        IntegerDictionary dictionary = Start();
        int tau = box.Dimension;
        dictionary.EnterToFeasibility(tau);
        dictionary.MinimiseBasic(tau, cancellation);
        BigInteger minimum = dictionary.ConstantOf(tau);
        if (minimum < dictionary.Denominator)
        {
            Point = RoundToDyadic(dictionary, minimum);
        }
        else
        {
            Multipliers = MultipliersOf(dictionary, tau);
        }
    }

    private InteriorProgram(IntegerBox box, SignedForm[] constraints)
    {
        this.box = box;
        this.constraints = constraints;
    }

    /// <summary>A point strictly inside all constraints and the box, near the middle; null if there is none.</summary>
    public ExactPoint? Point { get; }

    /// <summary>Where there is no point: a non-negative number a constraint; the sum of constraints times multipliers is at most 0 on the box.</summary>
    public Dyadic[]? Multipliers { get; }

    /// <summary>True if some point is strictly inside all constraints and the box; the program is solved no further than that takes.</summary>
    public static bool IsFeasible(IntegerBox box, SignedForm[] constraints, CancellationToken cancellation)
    {
        IntegerDictionary dictionary = new InteriorProgram(box, constraints).Start();
        int tau = box.Dimension;
        dictionary.EnterToFeasibility(tau);
        dictionary.MinimiseBasic(tau, cancellation, belowOne: true);
        return dictionary.ConstantOf(tau) < dictionary.Denominator;
    }

    /// <summary>True if some point of the closed box satisfies all constraints, non-strictly: the largest t is at least 0. No constraint may be constant.</summary>
    public static bool IsClosedFeasible(IntegerBox box, SignedForm[] constraints, CancellationToken cancellation)
    {
        IntegerDictionary dictionary = new InteriorProgram(box, constraints).Start();
        int tau = box.Dimension;
        dictionary.EnterToFeasibility(tau);
        dictionary.MinimiseBasic(tau, cancellation);
        return dictionary.ConstantOf(tau) <= dictionary.Denominator;
    }

    private IntegerDictionary Start()
    {
        int d = box.Dimension;
        var dictionary = new IntegerDictionary(constraints.Length + d, d + 1);
        for (int i = 0; i < constraints.Length; i++)
        {
            BigInteger[] row = constraints[i].Row;
            BigInteger atCorner = row[d] << box.Shift;
            BigInteger rise = BigInteger.Zero;
            BigInteger spread = BigInteger.Zero;
            for (int j = 0; j < d; j++)
            {
                BigInteger width = box.Upper[j] - box.Lower[j];
                atCorner += row[j] * box.Lower[j];
                rise += row[j] * width;
                spread += BigInteger.Abs(row[j]) * width;
                dictionary[i, j] = row[j];
            }

            BigInteger scale = spread << 1;
            dictionary[i, d] = scale - rise;
            dictionary.SetConstant(i, atCorner + rise - scale);
        }

        for (int j = 0; j < d; j++)
        {
            BigInteger width = box.Upper[j] - box.Lower[j];
            int i = constraints.Length + j;
            dictionary[i, j] = BigInteger.MinusOne;
            dictionary[i, d] = width << 1;
            dictionary.SetConstant(i, -width);
        }

        return dictionary;
    }

    /// <summary>Rounds the optimal rational point to float64 if that stays inside, else to as few binary digits as do.</summary>
    private ExactPoint RoundToDyadic(IntegerDictionary dictionary, BigInteger tau)
    {
        int d = box.Dimension;
        var numerators = new BigInteger[d];
        for (int j = 0; j < d; j++)
        {
            numerators[j] = (box.Lower[j] * dictionary.Denominator) + dictionary.ConstantOf(j)
                + ((dictionary.Denominator - tau) * (box.Upper[j] - box.Lower[j]));
        }

        BigInteger unit = dictionary.Denominator << box.Shift;
        ExactPoint point = ExactPoint.Of(System.Array.ConvertAll(numerators, n => Rounding.ToDouble(n, unit)));
        for (int digits = box.Shift + 1; !IsInside(point); digits *= 2)
        {
            int shift = digits;
            point = ExactPoint.Of(System.Array.ConvertAll(numerators, n => new Dyadic(BigInteger.Divide(n << shift, unit), -shift)));
        }

        return point;
    }

    private bool IsInside(ExactPoint point)
    {
        foreach (SignedForm constraint in constraints)
        {
            if (point.SignOf(constraint.Row) <= 0)
            {
                return false;
            }
        }

        return point.IsInside(box);
    }

    private Dyadic[] MultipliersOf(IntegerDictionary dictionary, int tau)
    {
        var multipliers = new Dyadic[constraints.Length];
        for (int i = 0; i < multipliers.Length; i++)
        {
            // The slack of constraint i is variable d + 1 + i; the program works with integer rows, the proof with true ones.
            BigInteger reduced = dictionary.CoefficientOf(tau, box.Dimension + 1 + i);
            multipliers[i] = new Dyadic(reduced, -constraints[i].Exponent);
        }

        return multipliers;
    }
}
