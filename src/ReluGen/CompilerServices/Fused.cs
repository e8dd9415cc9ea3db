using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ReluGen.CompilerServices;

/// <summary>left · right + addend with one rounding, for generated code on frameworks whose vectors do not have it; slow where the processor has no such instruction.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Fused
{
    /// <summary>Of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FusedMultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> addend) =>
        Avx512F.IsSupported
            ? Avx512F.FusedMultiplyAdd(left, right, addend)
            : Vector512.Create(
                FusedMultiplyAdd(left.GetLower(), right.GetLower(), addend.GetLower()),
                FusedMultiplyAdd(left.GetUpper(), right.GetUpper(), addend.GetUpper()));

    /// <summary>Of 8 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FusedMultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> addend) =>
        Fma.IsSupported
            ? Fma.MultiplyAdd(left, right, addend)
            : Vector256.Create(
                FusedMultiplyAdd(left.GetLower(), right.GetLower(), addend.GetLower()),
                FusedMultiplyAdd(left.GetUpper(), right.GetUpper(), addend.GetUpper()));

    /// <summary>Of 4 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FusedMultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> addend) =>
        Fma.IsSupported ? Fma.MultiplyAdd(left, right, addend)
        : AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(addend, left, right)
        : LaneByLane(left, right, addend);

    private static Vector128<float> LaneByLane(Vector128<float> left, Vector128<float> right, Vector128<float> addend) => Vector128.Create(
        MathF.FusedMultiplyAdd(left.GetElement(0), right.GetElement(0), addend.GetElement(0)),
        MathF.FusedMultiplyAdd(left.GetElement(1), right.GetElement(1), addend.GetElement(1)),
        MathF.FusedMultiplyAdd(left.GetElement(2), right.GetElement(2), addend.GetElement(2)),
        MathF.FusedMultiplyAdd(left.GetElement(3), right.GetElement(3), addend.GetElement(3)));
}
