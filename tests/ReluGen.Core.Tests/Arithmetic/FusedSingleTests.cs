using System;
using ReluGen.Core.Arithmetic;
using Xunit;

namespace ReluGen.Core.Tests.Arithmetic;

/// <summary>The portable fused multiply-add has the bits of the processor's.</summary>
public sealed class FusedSingleTests
{
    [Fact]
    public void By_doubles_it_is_rounded_once()
    {
        var random = new Random(1);
        for (int i = 0; i < 300_000; i++)
        {
            float left = Any(random);
            float right = Any(random);

            // Often of about the size of the product, where cancellation and ties are.
            float addend = i % 3 == 0 ? Any(random) : (float)(-(double)left * right * (1 + ((random.Next(5) - 2) * Math.Pow(2, -random.Next(60)))));
            Assert.Equal(
                BitConverter.SingleToInt32Bits(MathF.FusedMultiplyAdd(left, right, addend)),
                BitConverter.SingleToInt32Bits(FusedSingle.ByDoubles(left, right, addend)));
        }
    }

    /// <summary>Finite numbers of few or many bits, subnormal ones included.</summary>
    private static float Any(Random random)
    {
        int bits = random.Next() & (random.Next(2) == 0 ? 0x7FFFFF : 0x7FF000);
        return BitConverter.Int32BitsToSingle(bits | (random.Next(random.Next(2) == 0 ? 254 : 3) << 23) | (random.Next(2) << 31));
    }
}
