using System.Runtime.CompilerServices;

namespace ReluGen.Core;

/// <summary>
/// For methods with a short loop that are called once a row: compiled at full strength at the first call. A compiler host runs a generator
/// for the blink of an eye; tiered compilation would be done with these loops when the work is.
/// </summary>
internal static class HotLoop
{
    /// <summary>MethodImplOptions.AggressiveOptimization, which netstandard2.0 does not name; older runtimes ignore it.</summary>
    public const MethodImplOptions Options = (MethodImplOptions)512;
}
