using System.Globalization;
using System.Linq;
using ReluGen.Benchmarks.Generated;

namespace ReluGen.Benchmarks.Lookups;

/// <summary>C# that is compiled with a generated network: loops that look patterns up in its table and in dictionaries with the same keys.</summary>
internal static class LookupDriver
{
    /// <summary>Name of the class with the loops.</summary>
    public const string Name = "LookupDriver";

    /// <summary>The C# for patterns of <paramref name="words"/> words.</summary>
    public static string Of(int words)
    {
        string[] names = Enumerable.Range(0, words).Select(static i => "W" + i.ToString(CultureInfo.InvariantCulture)).ToArray();
        return Text
            .Replace("$FIELDS", string.Join(", ", names.Select(static name => "ulong " + name)))
            .Replace("$WORDS", string.Join(", ", names.Select(static (_, i) => $"words[{i.ToString(CultureInfo.InvariantCulture)}]")));
    }

    private const string Text =
        $$"""
        using System;
        using System.Collections.Frozen;
        using System.Collections.Generic;
        using System.Linq;
        using Network = {{GeneratedAssembly.ClassName}};

        /// <summary>A key that is nothing but words, equality and hash as the compiler makes them.</summary>
        public readonly record struct Key($FIELDS);

        public sealed class {{Name}}
        {
            private readonly Network.Pattern[] queries;
            private readonly Key[] keyQueries;
            private readonly FrozenDictionary<Network.Pattern, int> frozen;
            private readonly Dictionary<Network.Pattern, int> dictionary;
            private readonly FrozenDictionary<Key, int> frozenKeys;

            /// <param name="words">The patterns to look up, one after another.</param>
            public {{Name}}(ulong[] words)
            {
                int count = Network.Pattern.WordCount;
                queries = Enumerable.Range(0, words.Length / count).Select(i => Network.Pattern.FromWords(words.AsSpan(i * count, count))).ToArray();
                keyQueries = queries.Select(KeyOf).ToArray();
                dictionary = Enumerable.Range(0, Network.Regions.Count).ToDictionary(static i => Network.Regions[i].Pattern);
                frozen = dictionary.ToFrozenDictionary();
                frozenKeys = dictionary.ToFrozenDictionary(static pair => KeyOf(pair.Key), static pair => pair.Value);
            }

            public int Queries => queries.Length;

            public long Table(int passes)
            {
                long sum = 0;
                for (int pass = 0; pass < passes; pass++)
                {
                    foreach (ref readonly Network.Pattern query in queries.AsSpan())
                    {
                        Network.Regions.TryFind(in query, out int index);
                        sum += index;
                    }
                }

                return sum;
            }

            public long Frozen(int passes) => In(frozen, queries, passes);

            public long FrozenWords(int passes) => In(frozenKeys, keyQueries, passes);

            public long Dictionary(int passes)
            {
                long sum = 0;
                for (int pass = 0; pass < passes; pass++)
                {
                    foreach (ref readonly Network.Pattern query in queries.AsSpan())
                    {
                        sum += dictionary.TryGetValue(query, out int index) ? index : -1;
                    }
                }

                return sum;
            }

            private static long In<TKey>(FrozenDictionary<TKey, int> table, TKey[] queries, int passes)
                where TKey : struct
            {
                long sum = 0;
                for (int pass = 0; pass < passes; pass++)
                {
                    foreach (ref readonly TKey query in queries.AsSpan())
                    {
                        sum += table.TryGetValue(query, out int index) ? index : -1;
                    }
                }

                return sum;
            }

            private static Key KeyOf(Network.Pattern pattern)
            {
                Span<ulong> words = stackalloc ulong[Network.Pattern.WordCount];
                pattern.CopyWordsTo(words);
                return new Key($WORDS);
            }
        }
        """;
}
