using System;
using System.Globalization;
using System.Numerics;

namespace ReluGen.Core.Arithmetic;

/// <summary>Decimal text to float32, rounded correctly on every host (.NET Framework's own parser is not exact).</summary>
public static class DecimalText
{
    private const int MostDigits = 400;

    /// <summary>Reads a decimal number such as -1.25e-3, or nan, inf, -inf. Rounds to nearest, ties to even; too large a number gives infinity.</summary>
    public static bool TryParseSingle(string text, out float value)
    {
        switch (text)
        {
            case "nan": value = float.NaN; return true;
            case "inf": value = float.PositiveInfinity; return true;
            case "-inf": value = float.NegativeInfinity; return true;
        }

        value = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        int at = negative || (text.Length > 0 && text[0] == '+') ? 1 : 0;
        if (!TryMantissa(text, ref at, out BigInteger mantissa, out int exponent) || !TryExponent(text, ref at, ref exponent) || at != text.Length)
        {
            return false;
        }

        float magnitude = Round(mantissa, exponent);
        value = negative ? -magnitude : magnitude;
        return true;
    }

    /// <summary>The fewest significant digits that read back as <paramref name="value"/>; the same text on every host.</summary>
    public static string Format(float value)
    {
        if (float.IsNaN(value) || float.IsInfinity(value))
        {
            return float.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        string sign = BitConverter.ToInt32(BitConverter.GetBytes(value), 0) < 0 ? "-" : "";
        if (value == 0)
        {
            return sign + "0";
        }

        Rounding.Split(Math.Abs(value), out BigInteger significand, out int exponent);
        for (int digits = 1; ; digits++)
        {
            string text = sign + Digits(significand, exponent, digits);
            if (TryParseSingle(text, out float read) && read == value)
            {
                return text;
            }
        }
    }

    /// <summary>significand · 2^exponent to <paramref name="digits"/> significant digits, in plain or scientific notation.</summary>
    private static string Digits(BigInteger significand, int exponent, int digits)
    {
        BigInteger numerator = exponent > 0 ? significand << exponent : significand;
        BigInteger denominator = exponent < 0 ? BigInteger.One << -exponent : BigInteger.One;

        // power = the decimal exponent of the leading digit; the first guess is corrected below.
        int power = (int)Math.Floor(BigInteger.Log10(numerator) - BigInteger.Log10(denominator));
        BigInteger rounded = Scaled(numerator, denominator, digits - 1 - power);
        string text = rounded.ToString(CultureInfo.InvariantCulture);
        if (text.Length != digits)
        {
            power += text.Length - digits;
            text = Scaled(numerator, denominator, digits - 1 - power).ToString(CultureInfo.InvariantCulture);
        }

        text = text.TrimEnd('0').PadRight(1, '0');
        if (power is < -5 or > 9)
        {
            string tail = text.Length > 1 ? "." + text.Substring(1) : "";
            return text.Substring(0, 1) + tail + "e" + power.ToString(CultureInfo.InvariantCulture);
        }

        if (power < 0)
        {
            return "0." + new string('0', -power - 1) + text;
        }

        return text.Length <= power + 1
            ? text.PadRight(power + 1, '0')
            : text.Substring(0, power + 1) + "." + text.Substring(power + 1);
    }

    /// <summary>numerator / denominator · 10^power, rounded half up.</summary>
    private static BigInteger Scaled(BigInteger numerator, BigInteger denominator, int power)
    {
        BigInteger n = power > 0 ? numerator * BigInteger.Pow(10, power) : numerator;
        BigInteger d = power < 0 ? denominator * BigInteger.Pow(10, -power) : denominator;
        return (2 * n + d) / (2 * d);
    }

    private static bool TryMantissa(string text, ref int at, out BigInteger mantissa, out int exponent)
    {
        mantissa = BigInteger.Zero;
        exponent = 0;
        int digits = 0;
        bool point = false;
        for (; at < text.Length && (text[at] is >= '0' and <= '9' || (text[at] == '.' && !point)); at++)
        {
            if (text[at] == '.')
            {
                point = true;
                continue;
            }

            digits++;
            mantissa = mantissa * 10 + (text[at] - '0');
            exponent -= point ? 1 : 0;
            if (digits > MostDigits)
            {
                return false;
            }
        }

        return digits > 0;
    }

    private static bool TryExponent(string text, ref int at, ref int exponent)
    {
        if (at >= text.Length || text[at] is not ('e' or 'E'))
        {
            return true;
        }

        string digits = text.Substring(at + 1);
        if (digits.Length > 7 || !int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int written))
        {
            return false;
        }

        exponent += written;
        at = text.Length;
        return true;
    }

    /// <summary>mantissa · 10^exponent, to nearest.</summary>
    private static float Round(BigInteger mantissa, int exponent)
    {
        if (mantissa.IsZero || exponent < -1000)
        {
            return 0;
        }

        if (exponent > 1000)
        {
            return float.PositiveInfinity;
        }

        BigInteger numerator = exponent > 0 ? mantissa * BigInteger.Pow(10, exponent) : mantissa;
        BigInteger denominator = exponent < 0 ? BigInteger.Pow(10, -exponent) : BigInteger.One;
        return Rounding.ToSingle(numerator, denominator);
    }
}
