using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReluGen.CompilerServices;

/// <summary>Bits of a pattern as lanes: all bits set where the bit is 1, lowest bit first; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneMasks
{
    /// <summary>The lowest 16 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of512(ulong bits)
    {
        Vector512<int> lane = Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        return Vector512.Equals(Vector512.Create((int)bits) & lane, lane).AsSingle();
    }

    /// <summary>The lowest 8 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of256(ulong bits)
    {
        Vector256<int> lane = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        return Vector256.Equals(Vector256.Create((int)bits) & lane, lane).AsSingle();
    }

    /// <summary>The lowest 4 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of128(ulong bits)
    {
        Vector128<int> lane = Vector128.Create(1, 2, 4, 8);
        return Vector128.Equals(Vector128.Create((int)bits) & lane, lane).AsSingle();
    }
}
