using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Identifiability.Global;

/// <summary>
/// P.c: wherever a neuron's activation is 0, the outputs would see it if it were not: its column in the affine map of the later stages is not
/// 0, for every closed polyhedron of these that the image touches.
/// </summary>
internal sealed class VisibleCrossings
{
    private const string Name = "P.c";

    /// <summary>2^10 patterns of the later stages, realised or not.</summary>
    private const int MostLaterNeurons = 10;

    /// <summary>What a linear program is taken to cost.</summary>
    private const int Pivots = 24;

    private readonly Network network;
    private readonly RegionCells cells;
    private readonly int stage;
    private readonly ConditionWork work;

    /// <summary>What is visible by the bits of the later stages, on which alone it depends.</summary>
    private readonly Dictionary<string, bool[]> visibleUnder = new(StringComparer.Ordinal);
    private int programs;

    private VisibleCrossings(Network network, RegionCells cells, int stage, int programs, ConditionWork work)
    {
        this.network = network;
        this.cells = cells;
        this.stage = stage;
        this.programs = programs;
        this.work = work;
    }

    /// <summary>Decides from the regions, and by exact linear programs for patterns of the later stages that no region has.</summary>
    public static Condition Check(Network network, RegionCells? cells, int stage, ref int programs, ConditionWork work)
    {
        if (stage == network.Stages.Count && AllRead(network))
        {
            return new Condition(Name, stage, ConditionState.Proved, "the output reads every neuron");
        }

        if (cells is null)
        {
            return new Condition(Name, stage, ConditionState.Unknown, "the regions of the domain are not known");
        }

        var check = new VisibleCrossings(network, cells, stage, programs, work);
        Condition condition = check.FindHidden() ?? check.TryOthers();
        programs = Math.Max(0, check.programs);
        return condition;
    }

    private static bool AllRead(Network network)
    {
        WeightBlock block = network.Output.Blocks[0];
        return Enumerable.Range(0, block.Columns).All(k => Enumerable.Range(0, block.Rows).Any(o => block.Row(o)[k] != 0));
    }

    /// <summary>A region where a neuron is inactive and its column is 0.</summary>
    private Condition? FindHidden()
    {
        int first = network.FirstBitOf(stage);
        foreach (Region region in cells.Regions)
        {
            bool[] visible = VisibleIn(region.Pattern);
            if (work.IsSpent)
            {
                return new Condition(Name, stage, ConditionState.Unknown, $"the budget of {work.Budget} exact products was spent on {visibleUnder.Count - 1} patterns of the later stages, under which it holds");
            }

            for (int i = 0; i < visible.Length; i++)
            {
                if (!visible[i] && !region.Pattern[first + i] && !HasZeroForm(region))
                {
                    return new Condition(Name, stage, ConditionState.Refuted, $"neuron {i} is 0 and cannot be seen at x = ({string.Join(", ", region.Point.Select(static x => x.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))})");
                }
            }
        }

        return null;
    }

    /// <summary>True if a later pre-activation is 0 in the whole region, which then belongs to no polyhedron with an interior.</summary>
    private bool HasZeroForm(Region region)
    {
        ExactForms[] forms = cells.FormsOf(region.Pattern);
        return Enumerable.Range(stage, network.Stages.Count - stage).Any(l => Enumerable.Range(0, network.WidthOf(l + 1)).Any(i => PatternForms.IsZero(forms[l].Row(i))));
    }

    /// <summary>Every pattern of the later stages under which a neuron is hidden must not meet a point where the neuron is 0, not even at its boundary.</summary>
    private Condition TryOthers()
    {
        int bits = network.FirstBitOf(stage + 1);
        int later = network.HiddenNeuronCount - bits;
        if (later > MostLaterNeurons)
        {
            return new Condition(Name, stage, ConditionState.Unknown, $"it holds in all {cells.Regions.Count} regions; their boundaries have {later} later neurons, too many to try all patterns");
        }

        // What is visible depends on the later bits only.
        var none = new string('0', bits);
        string[] patterns = [.. Enumerable.Range(0, 1 << later).Select(t => string.Concat(Enumerable.Range(0, later).Select(k => (t >> k & 1) != 0 ? '1' : '0')))];
        (string Later, int[] Hidden)[] hiding = [.. patterns.Select(text => (text, Hidden(VisibleIn(Parsed(none + text))))).Where(static pair => pair.Item2.Length > 0)];
        foreach (string cell in cells.Regions.Select(region => region.Pattern.ToString().Substring(0, bits)).Distinct())
        {
            foreach ((string text, int[] hidden) in hiding)
            {
                BitPattern pattern = Parsed(cell + text);
                foreach (int i in hidden)
                {
                    if (Touches(pattern, i))
                    {
                        return new Condition(Name, stage, ConditionState.Unknown, programs < 0 || work.IsSpent
                            ? $"it holds in all {cells.Regions.Count} regions; the budget of linear programs for their boundaries was spent"
                            : $"it holds in all {cells.Regions.Count} regions, but neuron {i} is hidden under pattern {pattern}, which some boundary touches");
                    }
                }
            }
        }

        return new Condition(Name, stage, ConditionState.Proved, $"in all {cells.Regions.Count} regions and at their boundaries the outputs see every neuron that is 0");
    }

    private static BitPattern Parsed(string text)
    {
        BitPattern.TryParse(text, out BitPattern? pattern);
        return pattern!;
    }

    private static int[] Hidden(bool[] visible) => [.. Enumerable.Range(0, visible.Length).Where(i => !visible[i])];

    /// <summary>True if some point of the closed box has the given pattern, non-strictly, and the neuron is 0 there; also where the budget is spent.</summary>
    private bool Touches(BitPattern pattern, int neuron)
    {
        // Some dozen pivots, each of which touches a table of constraints and features.
        if (--programs < 0 || !work.Spend(Pivots * (network.HiddenNeuronCount + 1L) * (cells.Box.Dimension + 1)))
        {
            return true;
        }

        ExactForms[] forms = cells.FormsOf(pattern);
        var constraints = new List<SignedForm>();
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            for (int i = 0; i < network.WidthOf(l); i++)
            {
                SignedForm form = SignedForm.Of(forms[l - 1], i, pattern[network.FirstBitOf(l) + i]);
                constraints.Add(form);
                if (l == stage && i == neuron && pattern[network.FirstBitOf(l) + i])
                {
                    constraints.Add(new SignedForm(Array.ConvertAll(form.Row, BigInteger.Negate), form.Exponent));
                }
            }
        }

        // Constant forms decide themselves.
        return constraints.TrueForAll(static form => !RegionCells.IsConstant(form.Row) || form.Row[form.Row.Length - 1].Sign >= 0)
            && InteriorProgram.IsClosedFeasible(cells.Box, [.. constraints.Where(static form => !RegionCells.IsConstant(form.Row))], work.Cancellation);
    }

    /// <summary>For each neuron of the stage, whether some output's derivative with respect to its activation is not 0.</summary>
    private bool[] VisibleIn(BitPattern pattern)
    {
        string later = pattern.ToString().Substring(network.FirstBitOf(stage + 1));
        if (!visibleUnder.TryGetValue(later, out bool[]? visible))
        {
            visibleUnder.Add(later, visible = FindVisible(pattern));
        }

        return visible;
    }

    private bool[] FindVisible(BitPattern pattern)
    {
        var visible = new bool[network.WidthOf(stage)];
        for (int o = 0; o < network.OutputCount; o++)
        {
            Dyadic[] column = Exact(network.Output.Blocks[0].Row(o));
            for (int l = network.Stages.Count; l > stage && work.Spend(network.Stages[l - 1].Blocks[0].Values.Length); l--)
            {
                column = Back(network.Stages[l - 1], pattern, network.FirstBitOf(l), column);
            }

            for (int i = 0; i < visible.Length && !work.IsSpent; i++)
            {
                visible[i] |= column[i].Sign != 0;
            }
        }

        return visible;
    }

    private static Dyadic[] Back(HiddenStage self, BitPattern pattern, int firstBit, Dyadic[] column)
    {
        var below = new Dyadic[self.Blocks[0].Columns];
        for (int i = 0; i < column.Length; i++)
        {
            Dyadic[] row = pattern[firstBit + i] && column[i].Sign != 0 ? Exact(self.Blocks[0].Row(i)) : [];
            for (int k = 0; k < row.Length; k++)
            {
                below[k] += column[i] * row[k];
            }
        }

        return below;
    }

    private static Dyadic[] Exact(ReadOnlySpan<float> values)
    {
        var exact = new Dyadic[values.Length];
        for (int i = 0; i < exact.Length; i++)
        {
            exact[i] = Dyadic.Of(values[i]);
        }

        return exact;
    }
}
