using System;
using System.Runtime.InteropServices;

namespace ReluGen.Benchmarks.Timing;

/// <summary>Memory outside the heap, aligned to a cache line, so that peers in C may keep pointers to it.</summary>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    public NativeBuffer(int length)
    {
        Length = length;
        Pointer = (T*)NativeMemory.AlignedAlloc((nuint)Math.Max(length, 1) * (nuint)sizeof(T), 64);
        Span.Clear();
    }

    /// <summary>The first element.</summary>
    public T* Pointer { get; private set; }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>All elements.</summary>
    public Span<T> Span => new(Pointer, Length);

    public void Dispose()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
    }
}
