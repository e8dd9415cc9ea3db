using System;
using System.Collections.Generic;
using System.Globalization;

namespace ReluGen.Tool.Pictures;

/// <summary>Round numbers along an axis.</summary>
internal static class AxisTicks
{
    private const int Wanted = 5;

    /// <summary>About five multiples of 1, 2 or 5 times a power of ten between two numbers, and their text.</summary>
    public static IEnumerable<(double Value, string Text)> Between(double lower, double upper)
    {
        double rough = (upper / Wanted) - (lower / Wanted);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * (rough / power) switch { <= 1.5 => 1, <= 3.5 => 2, <= 7.5 => 5, _ => 10 };
        double first = Math.Ceiling(lower / step);
        for (int i = 0; i <= 2 * Wanted; i++)
        {
            // Multiples of the step, not sums of it, so that zero is zero.
            double value = (first + i) * step;
            if (!(value <= upper))
            {
                yield break;
            }

            yield return (value, Text(value, step));
        }
    }

    /// <summary>A number of an axis, with the digits that tell it from its neighbours at <paramref name="step"/>.</summary>
    private static string Text(double value, double step)
    {
        double magnitude = Math.Max(Math.Abs(value), step);
        int digits = Math.Clamp((int)Math.Ceiling(Math.Log10(magnitude / step)) + 2, 1, 15);
        return value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
