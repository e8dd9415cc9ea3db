using System;
using System.Globalization;
using System.Linq;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;

namespace ReluGen.Tool.Pictures;

/// <summary>Turns <c>--x</c>, <c>--y</c> and <c>--at</c> into a slice.</summary>
internal static class SliceChoice
{
    /// <summary>The slice that the user asks for.</summary>
    /// <param name="network">The network.</param>
    /// <param name="domain">The box that is cut.</param>
    /// <param name="x">Text of <c>--x</c>; null where it was not given.</param>
    /// <param name="y">Text of <c>--y</c>.</param>
    /// <param name="at">Text of <c>--at</c>.</param>
    /// <param name="standard">What stands for what was not given; null for the only two features that vary, and the middle of the domain.</param>
    /// <exception cref="CommandException">A feature is unknown, constant or named twice, or the values do not fit the domain.</exception>
    public static Slice Of(Network network, RegionDomain domain, string? x, string? y, string? at, SliceDefaults? standard = null)
    {
        int[] varying = Enumerable.Range(0, network.InputCount).Where(j => domain.Lower[j] < domain.Upper[j]).ToArray();
        if (varying.Length < 2)
        {
            throw CommandException.Usage($"a picture needs two features that vary; in this domain there {(varying.Length == 1 ? "is one" : "are none")}.");
        }

        if (x is null != y is null || (x is null && varying.Length > 2 && standard is null))
        {
            throw CommandException.Usage($"name the two features of the picture with --x and --y; {varying.Length} vary in this domain.");
        }

        int first = x is null ? standard?.X ?? varying[0] : Feature(network, domain, "--x", x);
        int second = y is null ? standard?.Y ?? varying[1] : Feature(network, domain, "--y", y);
        return first != second
            ? new Slice(domain, first, second, Held(domain, standard?.Held ?? Middle(domain), at, first, second))
            : throw CommandException.Usage("--x and --y name the same feature; choose two.");
    }

    private static int Feature(Network network, RegionDomain domain, string option, string text)
    {
        int feature = Enumerable.Range(0, network.InputCount).FirstOrDefault(j => network.Inputs[j].Name == text, -1);
        if (feature < 0 && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out feature) && feature < network.InputCount))
        {
            throw CommandException.Usage($"{option} '{text}' is no input; give a name that 'relugen inspect' shows, or a number from 0 to {network.InputCount - 1}.");
        }

        return domain.Lower[feature] < domain.Upper[feature]
            ? feature
            : throw CommandException.Usage($"{option} '{text}' is constant in the domain; choose a feature that varies.");
    }

    private static double[] Middle(RegionDomain domain) => [.. domain.Lower.Zip(domain.Upper, static (lower, upper) => (lower / 2) + (upper / 2))];

    private static double[] Held(RegionDomain domain, double[] standard, string? at, int x, int y)
    {
        if (at is null)
        {
            // Halves of the least numbers round, and means may lie outside of the domain: what is held stays within the bounds all the same.
            return [.. standard.Select((value, j) => Math.Clamp(value, domain.Lower[j], domain.Upper[j]))];
        }

        double[] values = new double[standard.Length];
        string[] texts = at.Split(',');
        if (texts.Length != values.Length)
        {
            throw CommandException.Usage($"--at has {texts.Length} values, but the network has {values.Length} inputs; give one an input (those of --x and --y do not matter).");
        }

        for (int j = 0; j < texts.Length; j++)
        {
            if (!double.TryParse(texts[j], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            {
                throw CommandException.Usage($"--at '{texts[j]}' is not a finite number.");
            }

            if (j != x && j != y && (value < domain.Lower[j] || value > domain.Upper[j]))
            {
                throw CommandException.Usage(FormattableString.Invariant($"--at {value} lies outside the domain of feature {j}, {domain.Lower[j]} to {domain.Upper[j]}."));
            }

            values[j] = value;
        }

        return values;
    }
}

/// <summary>What a slice shows where the user did not say.</summary>
/// <param name="X">Feature of the horizontal axis.</param>
/// <param name="Y">Feature of the vertical axis.</param>
/// <param name="Held">Values of all features; brought into the domain.</param>
internal sealed record SliceDefaults(int X, int Y, double[] Held);
