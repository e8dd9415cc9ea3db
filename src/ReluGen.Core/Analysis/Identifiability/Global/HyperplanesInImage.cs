using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Identifiability.Linear;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Global;

/// <summary>P.b: the hyperplane of every neuron meets the interior of what the stage reads.</summary>
internal static class HyperplanesInImage
{
    private const string Name = "P.b";

    /// <summary>Decides from the bounds for stage 1, from the regions for later ones.</summary>
    public static Condition Check(Network network, InputBox box, RegionCells? cells, int stage, ConditionWork work)
    {
        for (int j = 0; stage == 1 && j < box.Count; j++)
        {
            if (box.IsFixed(j))
            {
                return new Condition(Name, 1, ConditionState.Refuted, $"the domain holds input {j} constant, so it has no interior");
            }
        }

        return cells is null
            ? new Condition(Name, stage, ConditionState.Unknown, "the regions of the domain are not known")
            : stage == 1 ? InDomain(network, cells) : InImage(network, cells, stage, work);
    }

    private static Condition InDomain(Network network, RegionCells cells)
    {
        int? off = FirstConstant(network, cells.Regions, 1);
        return off is null
            ? new Condition(Name, 1, ConditionState.Proved, "every neuron is active in one region and inactive in another")
            : new Condition(Name, 1, ConditionState.Refuted, $"neuron {off} has the same bit in all {cells.Regions.Count} regions");
    }

    private static Condition InImage(Network network, RegionCells cells, int stage, ConditionWork work)
    {
        IReadOnlyList<Region>[] full = [.. cells.Cells(stage - 1).Where(cell => IsFullDimensional(network, cells, cell[0], stage - 1, work))];
        if (work.IsSpent)
        {
            return new Condition(Name, stage, ConditionState.Unknown, $"the budget of {work.Budget} exact products was spent on the dimensions of the image of the domain in stage {stage - 1}");
        }

        if (full.Length == 0)
        {
            return new Condition(Name, stage, ConditionState.Refuted, $"the image of the domain in stage {stage - 1} has no interior");
        }

        Region[] all = [.. full.SelectMany(static cell => cell)];
        int? off = FirstConstant(network, all, stage);
        if (off is not null)
        {
            return new Condition(Name, stage, ConditionState.Refuted, $"neuron {off} has the same bit wherever the image of stage {stage - 1} has an interior");
        }

        int[] seams = [.. Enumerable.Range(0, network.WidthOf(stage)).Where(i => full.All(cell => FirstConstantOf(network, cell, stage, i)))];
        return seams.Length == 0
            ? new Condition(Name, stage, ConditionState.Proved, "every neuron takes both signs in one piece of the image that has an interior")
            : new Condition(Name, stage, ConditionState.Unknown, $"neuron {seams[0]} changes its sign only between pieces of the image; {full.Length} pieces were looked at");
    }

    /// <summary>True if the image of a cell in a stage has an interior: all neurons are active there and their forms are independent.</summary>
    private static bool IsFullDimensional(Network network, RegionCells cells, Region region, int stage, ConditionWork work)
    {
        int width = network.WidthOf(stage);
        if (width > cells.Box.Dimension || !Enumerable.Range(0, width).All(i => region.Pattern[network.FirstBitOf(stage) + i]))
        {
            return false;
        }

        if (!work.Spend((network.ParameterCount + ((long)width * width)) * (cells.Box.Dimension + 1)))
        {
            return false;
        }

        ExactForms forms = cells.FormsOf(region.Pattern)[stage - 1];
        List<BigInteger[]> rows = [.. Enumerable.Range(0, width).Select(i => forms.Row(i).Take(cells.Box.Dimension).ToArray())];
        return ExactRank.Of(rows) == width;
    }

    private static int? FirstConstant(Network network, IReadOnlyList<Region> regions, int stage)
    {
        for (int i = 0; i < network.WidthOf(stage); i++)
        {
            if (FirstConstantOf(network, regions, stage, i))
            {
                return i;
            }
        }

        return null;
    }

    private static bool FirstConstantOf(Network network, IReadOnlyList<Region> regions, int stage, int neuron)
    {
        int bit = network.FirstBitOf(stage) + neuron;
        return regions.All(region => region.Pattern[bit] == regions[0].Pattern[bit]);
    }
}
