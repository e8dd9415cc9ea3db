namespace ReluGen.Core.Analysis.Equivalence.Matching;

/// <summary>A hash of two numbers, the same on every machine.</summary>
internal static class Hashing
{
    /// <summary>Mixes <paramref name="value"/> into <paramref name="state"/>; not symmetric (the finaliser of splitmix64).</summary>
    public static ulong Mix(ulong state, ulong value)
    {
        ulong x = (state * 0x9E3779B97F4A7C15UL) + value + 0x632BE59BD9B4E019UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
