using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Generator.Planning;

/// <summary>
/// Passes over the sources for one row: each computes some full groups of neurons at once. The more there are, the fewer times the list of
/// active neurons is read, and the more loads are under way where weights come from beyond the first cache.
/// </summary>
/// <param name="Count">Number of equal passes, one after another.</param>
/// <param name="Groups">Groups of 64 neurons of a pass.</param>
internal sealed record RowPass(int Count, int Groups)
{
    // Of 512 bits four accumulators a group, and 32 registers: docs/kernels.md. Narrower vectors have registers for one group.
    private const int MostGroups = 4;

    /// <summary>The passes over the full groups of <paramref name="columns"/> with vectors of <paramref name="width"/> bits; their sizes differ by at most one.</summary>
    public static IReadOnlyList<RowPass> Of(ColumnGroups columns, int width)
    {
        int most = width == 512 ? MostGroups : 1;
        int passes = (columns.FullGroups + most - 1) / most;
        if (passes == 0)
        {
            return [];
        }

        int size = columns.FullGroups / passes, larger = columns.FullGroups % passes;
        RowPass[] runs = [new(larger, size + 1), new(passes - larger, size)];
        return runs.Where(static run => run.Count > 0).ToList();
    }

    /// <summary>Accumulators that the code of all passes, and that of the last group, declares.</summary>
    public static int Accumulators(ColumnGroups columns, int width) =>
        Of(columns, width).Sum(static run => run.Groups) * ColumnGroups.Size * 32 / width + ((columns.LastGroup?.Width ?? 0) * 32 + width - 1) / width;
}
