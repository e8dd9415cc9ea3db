using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Json;

namespace ReluGen.Formats.Preprocessing;

/// <summary>One object of a features file, member by member, before it is known to make sense.</summary>
internal sealed class FeatureDescription(JsonReader json)
{
    private string? name;
    private string? unit;
    private List<string>? categories;
    private double? mean;
    private double? scale;
    private double? least;
    private double? greatest;
    private (double Low, double High)? range;
    private (double Low, double High)? clip;
    private (double Low, double High)? domain;

    /// <summary>True if a clip bounded the domain.</summary>
    public bool IsClipped { get; private set; }

    /// <summary>Reads feature <paramref name="index"/> (from 0).</summary>
    /// <exception cref="InputException">A member is unknown, of a wrong kind, or contradicts another.</exception>
    public Feature Read(int index)
    {
        string what = $"feature {index.ToString(CultureInfo.InvariantCulture)}";
        foreach (string member in json.Members(what))
        {
            ReadMember(member, what);
        }

        if (string.IsNullOrEmpty(name))
        {
            throw json.Error($"{what} has no \"name\".");
        }

        what = DisplayText.Quote(name!);
        return new Feature(name!, unit, categories ?? [], categories is null ? [Number(what)] : Indicators(what));
    }

    private void ReadMember(string member, string what)
    {
        string place = $"\"{member}\" of {(name is null ? what : DisplayText.Quote(name))}";
        switch (member)
        {
            case "name": name = json.Text(place); break;
            case "unit": unit = json.Text(place); break;
            case "mean": mean = json.Number(place); break;
            case "scale": scale = Scale(json.Number(place), place); break;
            case "min": least = json.Number(place); break;
            case "max": greatest = json.Number(place); break;
            case "range": range = Pair(place, isDomain: false); break;
            case "clip": clip = Pair(place, isDomain: false); break;
            case "domain": domain = Pair(place, isDomain: true); break;
            case "categories": categories = Categories(place); break;
            default:
                throw json.Error($"{what} has an unknown member {DisplayText.Quote(member)}; expected name, unit, mean, scale, min, max, range, clip, categories or domain.");
        }
    }

    private double Scale(double value, string place) =>
        value != 0 && !double.IsInfinity(1 / value)
            ? value
            : throw json.Error($"{place} is {value.ToString("R", CultureInfo.InvariantCulture)}, by which nothing can be divided; scikit-learn writes 1 for a feature that does not vary.");

    /// <summary>Two numbers, the first below the second. A bound of a domain may be null: unknown. Bounds of a domain may be equal.</summary>
    private (double Low, double High) Pair(string place, bool isDomain)
    {
        var numbers = new List<double>(2);
        foreach (int i in json.Elements(place))
        {
            if (i > 1)
            {
                throw json.Error($"{place} has more than two numbers.");
            }

            numbers.Add(isDomain && json.TryNull() ? (i == 0 ? double.NegativeInfinity : double.PositiveInfinity) : json.Number(place));
        }

        if (numbers.Count != 2 || numbers[0] > numbers[1] || (!isDomain && numbers[0] == numbers[1]))
        {
            throw json.Error($"{place} must be two numbers, the lower one first.");
        }

        return (numbers[0], numbers[1]);
    }

    private List<string> Categories(string place)
    {
        var texts = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (int i in json.Elements(place))
        {
            string text = json.Kind() == JsonKind.Number ? json.Digits(place) : json.Text($"element {i.ToString(CultureInfo.InvariantCulture)} of {place}");
            if (!known.Add(text))
            {
                throw json.Error($"{place} has {DisplayText.Quote(text)} twice.");
            }

            texts.Add(text);
        }

        return texts.Count > 0 ? texts : throw json.Error($"{place} is empty; a feature has at least one category.");
    }

    private PreprocessedInput[] Indicators(string what) =>
        (mean ?? scale ?? least ?? greatest) is not null || range is not null || clip is not null || domain is not null
            ? throw json.Error($"{what} has categories, so it cannot have mean, scale, min, max, range, clip or domain; its inputs are 0 or 1.")
            : [.. categories!.Select(category => new PreprocessedInput(Feature.NameOf(name!, category), 1, 0, 0, 1))];

    private PreprocessedInput Number(string what)
    {
        (double factor, double offset) = Map(what);
        (double low, double high) = domain ?? (double.NegativeInfinity, double.PositiveInfinity);
        if (clip is { } bounds)
        {
            double first = (bounds.Low - offset) / factor;
            double second = (bounds.High - offset) / factor;
            (double inside, double beyond) = (Math.Max(low, Math.Min(first, second)), Math.Min(high, Math.Max(first, second)));
            IsClipped = inside != low || beyond != high;
            (low, high) = (inside, beyond);
        }

        return low <= high
            ? new PreprocessedInput(name!, factor, offset, low, high)
            : throw json.Error($"{what}: the clip acts on the whole domain.");
    }

    /// <summary>(x - mean) / scale, or (x - min) / (max - min) · (high - low) + low, as factor and offset.</summary>
    private (double Factor, double Offset) Map(string what)
    {
        bool isStandardised = (mean ?? scale) is not null;
        bool isScaled = (least ?? greatest) is not null || range is not null;
        if (isStandardised && isScaled)
        {
            throw json.Error($"{what} has both mean or scale and min, max or range; give one of the two.");
        }

        if (!isScaled)
        {
            // Zero less the mean, not its negation: of a mean of zero nothing remains, not a negative zero.
            return Finite(1 / (scale ?? 1), (0 - (mean ?? 0)) / (scale ?? 1), what);
        }

        if (least is not { } min || greatest is not { } max || !(min < max))
        {
            throw json.Error($"{what} must have a \"min\" and a larger \"max\"; of a feature that does not vary scikit-learn divides by 1: write min + 1.");
        }

        (double low, double high) = range ?? (0, 1);
        double factor = (high - low) / (max - min);
        return Finite(factor, low - (min * factor), what);
    }

    private (double Factor, double Offset) Finite(double factor, double offset, string what) =>
        factor != 0 && !double.IsInfinity(factor) && !double.IsNaN(offset) && !double.IsInfinity(offset)
            ? (factor, offset)
            : throw json.Error($"{what}: its numbers are too large or too small to divide by.");
}
