using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReluGen.CompilerServices;

/// <summary>Order C0: the product is rounded, then the sum.</summary>
internal readonly struct RoundedSum : ISum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> sum, Vector512<float> left, Vector512<float> right) => sum + left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> sum, Vector256<float> left, Vector256<float> right) => sum + left * right;
}
