using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReluGen.Benchmarks.Timing;

/// <summary>The loops that <see cref="CorePeaks"/> times: multiply-adds from registers, and aligned reads.</summary>
internal static unsafe class CorePeakLoops
{
    /// <summary>Independent chains: more than latency × throughput of any core so far, and few enough to stay in registers.</summary>
    public const int Chains = 12;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fma512(float* sink, int times)
    {
        Vector512<float> x = Vector512.Create(0.5f), a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < times; n++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, x);
            b = Vector512.FusedMultiplyAdd(b, x, x);
            c = Vector512.FusedMultiplyAdd(c, x, x);
            d = Vector512.FusedMultiplyAdd(d, x, x);
            e = Vector512.FusedMultiplyAdd(e, x, x);
            f = Vector512.FusedMultiplyAdd(f, x, x);
            g = Vector512.FusedMultiplyAdd(g, x, x);
            h = Vector512.FusedMultiplyAdd(h, x, x);
            i = Vector512.FusedMultiplyAdd(i, x, x);
            j = Vector512.FusedMultiplyAdd(j, x, x);
            k = Vector512.FusedMultiplyAdd(k, x, x);
            l = Vector512.FusedMultiplyAdd(l, x, x);
        }

        *sink = Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fma256(float* sink, int times)
    {
        Vector256<float> x = Vector256.Create(0.5f), a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < times; n++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, x);
            b = Vector256.FusedMultiplyAdd(b, x, x);
            c = Vector256.FusedMultiplyAdd(c, x, x);
            d = Vector256.FusedMultiplyAdd(d, x, x);
            e = Vector256.FusedMultiplyAdd(e, x, x);
            f = Vector256.FusedMultiplyAdd(f, x, x);
            g = Vector256.FusedMultiplyAdd(g, x, x);
            h = Vector256.FusedMultiplyAdd(h, x, x);
            i = Vector256.FusedMultiplyAdd(i, x, x);
            j = Vector256.FusedMultiplyAdd(j, x, x);
            k = Vector256.FusedMultiplyAdd(k, x, x);
            l = Vector256.FusedMultiplyAdd(l, x, x);
        }

        *sink = Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fma128(float* sink, int times)
    {
        Vector128<float> x = Vector128.Create(0.5f), a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
        for (int n = 0; n < times; n++)
        {
            a = Vector128.FusedMultiplyAdd(a, x, x);
            b = Vector128.FusedMultiplyAdd(b, x, x);
            c = Vector128.FusedMultiplyAdd(c, x, x);
            d = Vector128.FusedMultiplyAdd(d, x, x);
            e = Vector128.FusedMultiplyAdd(e, x, x);
            f = Vector128.FusedMultiplyAdd(f, x, x);
            g = Vector128.FusedMultiplyAdd(g, x, x);
            h = Vector128.FusedMultiplyAdd(h, x, x);
            i = Vector128.FusedMultiplyAdd(i, x, x);
            j = Vector128.FusedMultiplyAdd(j, x, x);
            k = Vector128.FusedMultiplyAdd(k, x, x);
            l = Vector128.FusedMultiplyAdd(l, x, x);
        }

        *sink = Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read512(byte* bytes, int size, float* sink, int times)
    {
        Vector512<byte> a = default, b = default, c = default, d = default;
        for (int n = 0; n < times; n++)
        {
            for (nint at = 0; at < size; at += 256)
            {
                a |= Vector512.LoadAligned(bytes + at);
                b |= Vector512.LoadAligned(bytes + at + 64);
                c |= Vector512.LoadAligned(bytes + at + 128);
                d |= Vector512.LoadAligned(bytes + at + 192);
            }
        }

        *sink = Vector512.Sum(a | b | c | d);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read256(byte* bytes, int size, float* sink, int times)
    {
        Vector256<byte> a = default, b = default, c = default, d = default;
        for (int n = 0; n < times; n++)
        {
            for (nint at = 0; at < size; at += 128)
            {
                a |= Vector256.LoadAligned(bytes + at);
                b |= Vector256.LoadAligned(bytes + at + 32);
                c |= Vector256.LoadAligned(bytes + at + 64);
                d |= Vector256.LoadAligned(bytes + at + 96);
            }
        }

        *sink = Vector256.Sum(a | b | c | d);
    }
}
