using System;
using System.Collections.Generic;

namespace ReluGen.Generator.Planning;

/// <summary>
/// Cuts straight-line code into methods. The JIT stops optimising a method of more than 20,000 IL instructions, 60,000 bytes of IL or 2,000
/// basic blocks; a vector statement is about 12 instructions in 40 bytes, so the limit here is far below all of them.
/// </summary>
internal static class MethodSplit
{
    /// <summary>Vector statements of a method.</summary>
    public const int MostStatements = 400;

    /// <summary>Runs of items whose statements fit a method; an item that does not is alone.</summary>
    public static IReadOnlyList<IReadOnlyList<T>> Of<T>(IEnumerable<T> items, Func<T, int> statements)
    {
        var parts = new List<List<T>>();
        int room = 0;
        foreach (T item in items)
        {
            int count = statements(item);
            if (parts.Count == 0 || count > room)
            {
                parts.Add([]);
                room = MostStatements;
            }

            parts[parts.Count - 1].Add(item);
            room -= count;
        }

        return parts;
    }
}
