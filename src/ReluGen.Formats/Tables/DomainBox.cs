using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Tables;

/// <summary>Finite bounds for the inputs of a network: one pair for all of them, or one each.</summary>
public sealed class DomainBox
{
    private readonly IReadOnlyList<double> lower;
    private readonly IReadOnlyList<double> upper;
    private readonly bool isCube;

    private DomainBox(IReadOnlyList<double> lower, IReadOnlyList<double> upper, bool isCube)
    {
        this.lower = lower;
        this.upper = upper;
        this.isCube = isCube;
    }

    /// <summary>One pair of bounds an input.</summary>
    /// <exception cref="InputException">The numbers of bounds differ, a bound is NaN or infinite, or a lower bound lies above its upper bound.</exception>
    public static DomainBox Of(IReadOnlyList<double> lower, IReadOnlyList<double> upper)
    {
        if (lower.Count != upper.Count)
        {
            throw Error($"The domain has {lower.Count} lower and {upper.Count} upper bounds; give as many of each.");
        }

        for (int j = 0; j < lower.Count; j++)
        {
            Check(lower[j], upper[j], "input " + j.ToString(CultureInfo.InvariantCulture));
        }

        return new DomainBox(lower, upper, isCube: false);
    }

    /// <summary>The same bounds for every input, from the text <c>lo,hi</c>.</summary>
    /// <returns>Null if the text is not two numbers; "nan" and "inf" count as numbers, to be refused as bounds and not looked for as files.</returns>
    /// <exception cref="InputException">A number is NaN or infinite, or the first lies above the second.</exception>
    public static DomainBox? ParseCube(string text)
    {
        string[] words = text.Split(',');
        if (words.Length != 2 || Number(words[0]) is not { } lower || Number(words[1]) is not { } upper)
        {
            return null;
        }

        Check(lower, upper, "every input");
        return new DomainBox([lower], [upper], isCube: true);
    }

    /// <summary>The network with these bounds.</summary>
    /// <exception cref="InputException">The network has another number of inputs.</exception>
    public Network Bound(Network network)
    {
        if (!isCube && lower.Count != network.InputCount)
        {
            throw Error($"The domain has {lower.Count} pairs of bounds, but the network has {network.InputCount} inputs; give one pair an input.");
        }

        return network.WithInputs(network.Inputs
            .Select((input, j) => new InputFeature(input.Name, lower[isCube ? 0 : j], upper[isCube ? 0 : j]))
            .ToArray());
    }

    private static void Check(double lower, double upper, string input)
    {
        if (double.IsNaN(lower) || double.IsNaN(upper))
        {
            throw Error($"A bound of {input} is NaN; give a number.");
        }

        if (double.IsInfinity(lower) || double.IsInfinity(upper))
        {
            throw Error($"The domain leaves {input} unbounded; give it a finite least and a finite largest value.");
        }

        if (lower > upper)
        {
            throw Error($"The lower bound {Text(lower)} of {input} lies above its upper bound {Text(upper)}; exchange them.");
        }
    }

    /// <summary>A number, by the names that people give to NaN and infinity too; null if the word is none.</summary>
    private static double? Number(string word)
    {
        string unsigned = word.Trim().TrimStart('-', '+');
        if (unsigned.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            return double.NaN;
        }

        if (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            return double.PositiveInfinity;
        }

        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static InputException Error(string message) => new(InputErrorIds.Metadata, message);
}
