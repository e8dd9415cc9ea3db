using System.Threading;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>How many nodes each part of a search may still take if all parts before it, in order, have what they took.</summary>
internal sealed class SharedBudget(long total, int parts)
{
    private readonly long[] spent = new long[parts];

    /// <summary>An upper bound of what is left for <paramref name="part"/>; falls as parts before it end.</summary>
    public long AllowedFor(int part)
    {
        long left = total;
        for (int i = 0; i < part; i++)
        {
            left -= Interlocked.Read(ref spent[i]);
        }

        return left;
    }

    /// <summary>Tells what <paramref name="part"/> took.</summary>
    public void Spend(int part, long nodes) => Interlocked.Exchange(ref spent[part], nodes);
}
