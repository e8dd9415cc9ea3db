using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Identifiability.Shallow;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Checking;

/// <summary>
/// Compares a shallow network with other parameters, exactly: both are sums of bends at hyperplanes and an affine function, so the functions
/// are the same on a box if and only if the bends at each hyperplane that crosses it cancel and so does the affine rest.
/// </summary>
internal static class CompetitorChecker
{
    /// <summary>True if the function of <paramref name="other"/> is that of the network everywhere on the box.</summary>
    public static bool IsSameFunction(Network network, ShallowParameters other, InputBox box)
    {
        Neuron[] neurons = [.. NeuronsOf(ShallowParameters.Of(network), 1, box), .. NeuronsOf(other, -1, box)];
        return Enumerable.Range(0, network.OutputCount).All(o => IsZero(neurons, network, other, box, o));
    }

    /// <summary>True if the parameters are those of the network up to permutation and positive rescaling of neurons.</summary>
    public static bool IsEquivalent(Network network, ShallowParameters other)
    {
        ShallowParameters own = ShallowParameters.Of(network);
        return own.OutputBias.Zip(other.OutputBias, static (left, right) => IsZero(left + Negative(right))).All(static equal => equal)
            && Keys(own).SequenceEqual(Keys(other));
    }

    private static bool IsZero(Neuron[] neurons, Network network, ShallowParameters other, InputBox box, int output)
    {
        Fraction[] rest = [.. Enumerable.Repeat(Fraction.Zero, network.InputCount + 1)];
        rest[network.InputCount] = Fraction.Of(network.Output.Bias[output]) + Negative(other.OutputBias[output]);
        foreach (IGrouping<string, Neuron> group in neurons.GroupBy(static neuron => neuron.Key))
        {
            (bool isNegative, bool isPositive) = SidesOf(group.First().Row, box);
            Fraction bend = Fraction.Zero;
            foreach (Neuron neuron in group)
            {
                // relu(s·t·ζ) = t·relu(ζ) for s = 1 and t·relu(ζ) − t·ζ for s = −1.
                Fraction amount = neuron.Outgoing[output] * neuron.Factor;
                bend += amount;
                rest = neuron.IsTurned ? Add(rest, Negative(amount), neuron.Row) : rest;
            }

            if (isNegative && isPositive)
            {
                if (!IsZero(bend))
                {
                    return false;
                }
            }
            else if (isPositive)
            {
                rest = Add(rest, bend, group.First().Row);
            }
        }

        return IsZeroOn(rest, box);
    }

    /// <summary>True if an affine function is 0 on the box.</summary>
    private static bool IsZeroOn(Fraction[] function, InputBox box)
    {
        Fraction constant = function[box.Count];
        for (int j = 0; j < box.Count; j++)
        {
            if (box.Lower[j] == box.Upper[j])
            {
                constant += function[j] * Fraction.Of(box.Lower[j]);
            }
            else if (!IsZero(function[j]))
            {
                return false;
            }
        }

        return IsZero(constant);
    }

    /// <summary>Whether an affine form is below and above 0 somewhere on the box.</summary>
    private static (bool Negative, bool Positive) SidesOf(BigInteger[] row, InputBox box)
    {
        Dyadic least = new(row[box.Count], 0);
        Dyadic largest = least;
        bool negative = false;
        bool positive = false;
        for (int j = 0; j < box.Count; j++)
        {
            if (row[j].IsZero)
            {
                continue;
            }

            var weight = new Dyadic(row[j], 0);
            foreach (double end in (double[])[box.Lower[j], box.Upper[j]])
            {
                bool grows = double.IsInfinity(end) && (end > 0) == (row[j].Sign > 0);
                positive |= grows;
                negative |= double.IsInfinity(end) && !grows;
            }

            (double low, double high) = row[j].Sign > 0 ? (box.Lower[j], box.Upper[j]) : (box.Upper[j], box.Lower[j]);
            least = double.IsInfinity(low) ? least : least + (weight * Dyadic.Of(low));
            largest = double.IsInfinity(high) ? largest : largest + (weight * Dyadic.Of(high));
        }

        return (negative || least.Sign < 0, positive || largest.Sign > 0);
    }

    /// <summary>The neurons that have a row.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="sign">Factor of the outgoing weights.</param>
    /// <param name="fold">Features whose bounds in this box are equal become part of the bias; null to fold none.</param>
    private static IEnumerable<Neuron> NeuronsOf(ShallowParameters parameters, int sign, InputBox? fold)
    {
        for (int i = 0; i < parameters.Bias.Length; i++)
        {
            Fraction[] affine = [.. parameters.Incoming[i], parameters.Bias[i]];
            for (int j = 0; fold is not null && j < fold.Count; j++)
            {
                if (fold.Lower[j] == fold.Upper[j])
                {
                    affine[fold.Count] += affine[j] * Fraction.Of(fold.Lower[j]);
                    affine[j] = Fraction.Zero;
                }
            }

            BigInteger[] integers = Integers(affine, out BigInteger denominator);
            BigInteger divisor = integers.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
            BigInteger first = integers.FirstOrDefault(static value => !value.IsZero);
            if (divisor.IsZero)
            {
                continue;
            }

            BigInteger turn = first.Sign < 0 ? -divisor : divisor;
            BigInteger[] row = [.. integers.Select(value => value / turn)];
            Fraction[] outgoing = [.. parameters.Outgoing[i].Select(v => sign > 0 ? v : Negative(v))];
            yield return new Neuron(string.Join(" ", row), row, first.Sign < 0, Fraction.Of(divisor, denominator), outgoing);
        }
    }

    /// <summary>One text a neuron that positive rescaling does not change, sorted.</summary>
    private static IEnumerable<string> Keys(ShallowParameters parameters)
    {
        for (int i = 0; i < parameters.Bias.Length; i++)
        {
            if (parameters.Incoming[i].All(IsZero) && IsZero(parameters.Bias[i]))
            {
                // A neuron without a row has a direction of outgoing weights only.
                BigInteger[] v = Integers(parameters.Outgoing[i], out _);
                BigInteger common = v.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
                yield return "0: " + string.Join(" ", v.Select(value => common.IsZero ? value : value / common));
            }
        }

        foreach (string key in NeuronsOf(parameters, 1, null).Select(static neuron => neuron.ScaledKey()).OrderBy(static key => key, System.StringComparer.Ordinal))
        {
            yield return key;
        }
    }

    /// <summary>The fractions times a common denominator.</summary>
    private static BigInteger[] Integers(Fraction[] fractions, out BigInteger denominator)
    {
        BigInteger common = fractions.Aggregate(BigInteger.One, static (product, fraction) => product * fraction.Denominator);
        int shift = -fractions.Min(static fraction => System.Math.Min(0, fraction.Numerator.Exponent));
        denominator = common << shift;
        return [.. fractions.Select(fraction => fraction.Numerator.ToInteger(-shift) * (common / fraction.Denominator))];
    }

    private static Fraction[] Add(Fraction[] target, Fraction factor, BigInteger[] row) =>
        [.. target.Zip(row, (value, coefficient) => value + (factor * Fraction.Of(coefficient, BigInteger.One)))];

    private static bool IsZero(Fraction value) => value.Numerator.Sign == 0;

    private static Fraction Negative(Fraction value) => new(-value.Numerator, value.Denominator);

    /// <summary>A neuron as Factor · relu(±Row · (x, 1)), where Row is the one primitive integer vector of its hyperplane.</summary>
    private sealed record Neuron(string Key, BigInteger[] Row, bool IsTurned, Fraction Factor, Fraction[] Outgoing)
    {
        /// <summary>Hyperplane, side and outgoing weights times the factor.</summary>
        public string ScaledKey() => (IsTurned ? "-" : "+") + Key + ": " + string.Join(" ", Outgoing.Select(v => Lowest(v * Factor)));

        private static string Lowest(Fraction value)
        {
            BigInteger[] integers = Integers([value], out BigInteger denominator);
            BigInteger divisor = BigInteger.GreatestCommonDivisor(integers[0], denominator);
            return (integers[0] / divisor).ToString(System.Globalization.CultureInfo.InvariantCulture) + "/" + (denominator / divisor).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
