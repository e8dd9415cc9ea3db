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
        if (digits.Length > 6 || !int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int written))
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
