using System;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Tests.Arithmetic;

/// <summary>Decimal text and float32: compared with .NET's own conversions, which are IEEE-exact on .NET (Core) 3.0 and later.</summary>
public sealed class DecimalTextTests
{
    [Fact]
    public void Every_float_formats_to_text_that_reads_back_exactly_and_parses_like_dotnet()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), static bits =>
        {
            foreach (int scrambled in new[] { bits, bits * -1640531527, bits << 13 })
            {
                float value = BitConverter.Int32BitsToSingle(scrambled);
                if (float.IsFinite(value))
                {
                    string text = DecimalText.Format(value);
                    Assert.Equal(scrambled, BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)));
                    Assert.True(DecimalText.TryParseSingle(text, out float read));
                    Assert.Equal(scrambled, BitConverter.SingleToInt32Bits(read));
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("1", "1")]
    [InlineData("1e-5", "0.00001")]
    [InlineData("1e-7", "1e-7")]
    [InlineData("123456790", "123456790")]
    [InlineData("3.4028235e38", "3.4028235e38")]
    [InlineData("1.4e-45", "1e-45")]
    [InlineData("-0", "-0")]
    public void Text_is_short_and_readable(string given, string expected)
    {
        Assert.True(DecimalText.TryParseSingle(given, out float value));
        Assert.Equal(expected, DecimalText.Format(value));
    }

    [Theory]
    [InlineData("16777217", 16777216f)] // a tie goes to even
    [InlineData("16777219", 16777220f)]
    [InlineData("16777217.0000000000000000000000000001", 16777218f)]
    [InlineData("1e999999", float.PositiveInfinity)]
    [InlineData("1e-999999", 0f)]
    [InlineData("7.0064923216240853e-46", 0f)] // half of the least subnormal: a tie goes to even
    [InlineData("7.0064923216240862e-46", 1.401298464324817e-45f)]
    [InlineData("3.4028235677973367e38", float.PositiveInfinity)] // half a unit beyond the largest, and a little less
    [InlineData("3.4028235677973366e38", float.MaxValue)]
    public void Rounding_is_to_nearest_ties_to_even(string text, float expected)
    {
        Assert.True(DecimalText.TryParseSingle(text, out float value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("1e+-3")]
    [InlineData("0x10")]
    [InlineData("1,5")]
    [InlineData("1 ")]
    [InlineData("NaN")]
    public void Other_text_is_refused(string text) => Assert.False(DecimalText.TryParseSingle(text, out _));

    [Fact]
    public void Rational_numbers_round_to_double_like_division()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            // Both fit a double exactly, so that IEEE division is the correctly rounded quotient.
            long numerator = random.NextInt64(-(1L << 53), 1L << 53) >> random.Next(50);
            long denominator = Math.Max(1, random.NextInt64(1L << 53) >> random.Next(50));
            Assert.Equal((double)numerator / denominator, Rounding.ToDouble(numerator, denominator));
        }
    }
}
