using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using ReluGen.Benchmarks.Timing;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;
using ReluGen.Tool.Timing;

namespace ReluGen.Benchmarks.Lookups;

/// <summary>The loops of a compiled <see cref="LookupDriver"/> on one list of patterns.</summary>
internal sealed class LookupTrials
{
    private const int Queries = 4096;

    private readonly Dictionary<string, Func<int, long>> loops;
    private readonly int queries;
    private readonly long expected;

    private LookupTrials(Type driver, IReadOnlyList<KnownRegion> regions, IReadOnlyList<BitPattern> patterns)
    {
        ulong[] words = patterns.SelectMany(static pattern => pattern.Words.ToArray()).ToArray();
        object target = Activator.CreateInstance(driver, words)!;
        loops = new[] { "Table", "Frozen", "FrozenWords", "Dictionary" }.ToDictionary(
            static name => name,
            name => driver.GetMethod(name)!.CreateDelegate<Func<int, long>>(target));
        queries = patterns.Count;
        Dictionary<BitPattern, int> known = Enumerable.Range(0, regions.Count).ToDictionary(i => regions[i].Pattern);
        expected = patterns.Sum(pattern => (long)known.GetValueOrDefault(pattern, -1));
    }

    /// <summary>Loops over patterns of the table, in random order with repetitions.</summary>
    public static LookupTrials Hits(string assembly, IReadOnlyList<KnownRegion> regions)
    {
        var random = new Random(1);
        return new LookupTrials(DriverOf(assembly), regions, Draw(() => regions[random.Next(regions.Count)].Pattern));
    }

    /// <summary>Loops over patterns that are not in the table: some of it with one bit changed.</summary>
    public static LookupTrials Misses(string assembly, IReadOnlyList<KnownRegion> regions)
    {
        var random = new Random(2);
        HashSet<BitPattern> known = [.. regions.Select(static region => region.Pattern)];
        return new LookupTrials(DriverOf(assembly), regions, Draw(Changed));

        BitPattern Changed()
        {
            while (true)
            {
                BitPattern pattern = regions[random.Next(regions.Count)].Pattern;
                ulong[] words = pattern.Words.ToArray();
                int bit = random.Next(pattern.Length);
                words[bit >> 6] ^= 1UL << (bit & 63);
                if (BitPattern.From(pattern.Length, words) is var changed && !known.Contains(changed))
                {
                    return changed;
                }
            }
        }
    }

    /// <summary>Checks every loop, its answers and that it allocates nothing, then times them in turns.</summary>
    /// <returns>Our table, FrozenDictionary of patterns, FrozenDictionary of words, Dictionary.</returns>
    /// <exception cref="WrongAnswerException">A loop gives another answer, or ours allocates.</exception>
    public Measurement[] Time(int windows)
    {
        foreach ((string name, Func<int, long> loop) in loops)
        {
            loop(1);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long sum = loop(3);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (sum != 3 * expected || allocated != 0)
            {
                throw new WrongAnswerException($"{name}: the indices add up to {sum} in place of {3 * expected}; {allocated} bytes were allocated in place of none.");
            }
        }

        return Interleaved.Measure(loops.Values.Select(loop => new Trial(passes => loop(passes), queries)).ToArray(), windows);
    }

    private static BitPattern[] Draw(Func<BitPattern> next) => Enumerable.Range(0, Queries).Select(_ => next()).ToArray();

    private static Type DriverOf(string assembly) =>
        AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(assembly)).GetType(LookupDriver.Name, throwOnError: true)!;
}
