using System;
using System.Linq;
using System.Runtime.Intrinsics;
using ReluGen.Tool.Timing;

namespace ReluGen.Benchmarks.Timing;

/// <summary>What the core can do at best.</summary>
/// <param name="FmaPeakGflops">Float32 fused multiply-adds from registers, a multiply-add counted as two operations; 1e9 a second.</param>
/// <param name="L1GigabytesPerSecond">Aligned reads of 16 KB.</param>
/// <param name="L2GigabytesPerSecond">Aligned reads of 512 KB.</param>
/// <param name="L3GigabytesPerSecond">Aligned reads of 8 MB.</param>
internal sealed record CorePeaks(double FmaPeakGflops, double L1GigabytesPerSecond, double L2GigabytesPerSecond, double L3GigabytesPerSecond)
{
    private static readonly int[] BufferBytes = [16 << 10, 512 << 10, 8 << 20];

    /// <summary>The better of two, number by number.</summary>
    public static CorePeaks Best(CorePeaks a, CorePeaks b) => new(
        Math.Max(a.FmaPeakGflops, b.FmaPeakGflops),
        Math.Max(a.L1GigabytesPerSecond, b.L1GigabytesPerSecond),
        Math.Max(a.L2GigabytesPerSecond, b.L2GigabytesPerSecond),
        Math.Max(a.L3GigabytesPerSecond, b.L3GigabytesPerSecond));

    /// <summary>Independent multiply-adds from registers, in nanoseconds each.</summary>
    /// <param name="sink">A float that is written to.</param>
    public static unsafe Trial MultiplyAdds(float* sink) => new(
        Vector512.IsHardwareAccelerated ? n => CorePeakLoops.Fma512(sink, n) : Vector256.IsHardwareAccelerated ? n => CorePeakLoops.Fma256(sink, n) : n => CorePeakLoops.Fma128(sink, n),
        CorePeakLoops.Chains * (Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256.IsHardwareAccelerated ? Vector256<float>.Count : Vector128<float>.Count));

    /// <summary>Measures the core. A peak is what was reached in the best window.</summary>
    public static unsafe CorePeaks Measure(int windows)
    {
        using var sink = new NativeBuffer<float>(16);
        using var buffer = new NativeBuffer<byte>(BufferBytes[^1]);
        float* result = sink.Pointer;
        byte* bytes = buffer.Pointer;
        Trial[] reads = BufferBytes
            .Select(size => new Trial(
                Vector512.IsHardwareAccelerated ? n => CorePeakLoops.Read512(bytes, size, result, n) : n => CorePeakLoops.Read256(bytes, size, result, n),
                size))
            .ToArray();
        double[] best = Interleaved.Measure([MultiplyAdds(result), .. reads], windows).Select(static m => 1 / m.Minimum).ToArray();
        return new CorePeaks(2 * best[0], best[1], best[2], best[3]);
    }
}
