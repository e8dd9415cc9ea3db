using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReluGen.CompilerServices;

/// <summary>How a product is added to a sum.</summary>
internal interface ISum
{
    /// <summary>sum + left · right, lane by lane.</summary>
    static abstract Vector512<float> Add(Vector512<float> sum, Vector512<float> left, Vector512<float> right);

    /// <summary>sum + left · right, lane by lane.</summary>
    static abstract Vector256<float> Add(Vector256<float> sum, Vector256<float> left, Vector256<float> right);
}

/// <summary>Order C0: the product is rounded, then the sum.</summary>
internal readonly struct RoundedSum : ISum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> sum, Vector512<float> left, Vector512<float> right) => sum + left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> sum, Vector256<float> left, Vector256<float> right) => sum + left * right;
}

/// <summary>Order C1: one rounding.</summary>
internal readonly struct FusedSum : ISum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> sum, Vector512<float> left, Vector512<float> right) => Fused.FusedMultiplyAdd(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> sum, Vector256<float> left, Vector256<float> right) => Fused.FusedMultiplyAdd(left, right, sum);
}
