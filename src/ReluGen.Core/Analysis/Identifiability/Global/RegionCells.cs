using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Identifiability.Global;

/// <summary>All regions of a domain with their exact forms, and the cells of the first stages that they make up.</summary>
internal sealed class RegionCells
{
    private readonly Network network;
    private readonly PatternForms forms;

    /// <summary>Prepares the forms.</summary>
    public RegionCells(Network network, RegionDomain domain, IReadOnlyList<Region> regions)
    {
        this.network = network;
        Regions = regions;
        forms = new PatternForms(network, domain);
    }

    /// <summary>All regions.</summary>
    public IReadOnlyList<Region> Regions { get; }

    /// <summary>The box of the features that vary, in integers.</summary>
    public IntegerBox Box => forms.Integers.Box;

    /// <summary>The forms of a pattern, realised or not; element 0 is stage 1.</summary>
    public ExactForms[] FormsOf(BitPattern pattern) => forms.Of(pattern);

    /// <summary>The regions grouped by the bits of the first stages: one group a cell of these.</summary>
    /// <param name="stages">Number of stages whose bits count.</param>
    public IEnumerable<IReadOnlyList<Region>> Cells(int stages)
    {
        int bits = network.FirstBitOf(stages + 1);
        return Regions.GroupBy(region => region.Pattern.ToString().Substring(0, bits)).Select(static cell => (IReadOnlyList<Region>)[.. cell]);
    }

    /// <summary>True if a form is the same number everywhere.</summary>
    public static bool IsConstant(BigInteger[] row)
    {
        for (int j = 0; j < row.Length - 1; j++)
        {
            if (!row[j].IsZero)
            {
                return false;
            }
        }

        return true;
    }
}
