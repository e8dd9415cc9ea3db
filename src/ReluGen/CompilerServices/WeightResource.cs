using System;
using System.ComponentModel;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace ReluGen.CompilerServices;

/// <summary>Finds the numbers of a large network, which the build embedded in the app's assembly; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class WeightResource
{
    /// <summary>
    /// The numbers behind <paramref name="header"/>, where the assembly itself lies in memory: nothing is read before it is used. They stay for
    /// as long as the assembly is loaded.
    /// </summary>
    /// <param name="assembly">The assembly of the generated code.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="header">What the resource must begin with, in ASCII.</param>
    /// <param name="count">How many numbers must follow.</param>
    /// <exception cref="InvalidOperationException">The resource is missing, or holds another network than the code was generated for.</exception>
    public static float* Open(Assembly assembly, string name, string header, int count)
    {
        using Stream stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(
            $"Assembly '{assembly.GetName().Name}' has no resource '{name}' with the weights of its network. The build of a ReluNetwork item embeds it; code that was copied from such a build lacks it.");
        Span<byte> begin = stackalloc byte[header.Length];
        bool agrees = stream.Length == header.Length + sizeof(float) * (long)count
            && stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length
            && Encoding.ASCII.GetString(begin) == header;
        return agrees ? Numbers(stream, count) : throw new InvalidOperationException(
            $"Resource '{name}' of assembly '{assembly.GetName().Name}' holds other weights than those that its code was generated for; rebuild the project.");
    }

    private static float* Numbers(Stream stream, int count)
    {
        // Every runtime so far answers with its own memory; another one may copy.
        if (stream is UnmanagedMemoryStream memory && (nuint)memory.PositionPointer % sizeof(float) == 0)
        {
            return (float*)memory.PositionPointer;
        }

        float* copy = WeightStore.Allocate(count);
        stream.ReadExactly(new Span<byte>(copy, sizeof(float) * count));
        return copy;
    }
}
