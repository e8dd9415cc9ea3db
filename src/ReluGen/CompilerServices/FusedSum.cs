using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReluGen.CompilerServices;

/// <summary>Order C1: one rounding.</summary>
internal readonly struct FusedSum : ISum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> sum, Vector512<float> left, Vector512<float> right) => Fused.FusedMultiplyAdd(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> sum, Vector256<float> left, Vector256<float> right) => Fused.FusedMultiplyAdd(left, right, sum);
}
