using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Global;

/// <summary>
/// P.d: no complete hyperplane of what the stage reads is hidden in the bends of the later stages. Only a hyperplane that holds a piece of a
/// bend can be; a point of it in the interior of the domain at which no later pre-activation is 0 proves that it is not.
/// </summary>
internal static class UncoveredHyperplanes
{
    private const string Name = "P.d";

    /// <summary>Pairs of regions on both sides of a hyperplane whose connecting segment is tried.</summary>
    private const int MostPairs = 400;

    /// <summary>Decides for the last hidden stage, after which nothing bends, and for the first; stages between are left open.</summary>
    public static Condition Check(Network network, RegionCells? cells, int stage, ConditionWork work)
    {
        if (stage == network.Stages.Count)
        {
            return new Condition(Name, stage, ConditionState.Proved, "nothing bends after the last hidden stage");
        }

        if (stage > 1)
        {
            return new Condition(Name, stage, ConditionState.Unknown, "not checked between the first and the last hidden stage");
        }

        return cells is null
            ? new Condition(Name, stage, ConditionState.Unknown, "the regions of the domain are not known")
            : OfFirst(network, cells, work);
    }

    private static Condition OfFirst(Network network, RegionCells cells, ConditionWork work)
    {
        ExactPoint[] witnesses = [.. cells.Regions.Select(region => ExactPoint.Of([.. cells.Box.Features.Select(j => region.Witness[j])]))];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int count = 0;
        foreach (Region region in cells.Regions)
        {
            // The forms of all neurons, of which those of inactive ones are 0.
            if (!work.Spend(network.ParameterCount * (cells.Box.Dimension + 1) / 2))
            {
                return Spent(work, count);
            }

            ExactForms[] forms = cells.FormsOf(region.Pattern);
            for (int l = 2; l <= network.Stages.Count; l++)
            {
                for (int i = 0; i < network.WidthOf(l); i++)
                {
                    BigInteger[] row = forms[l - 1].Row(i);
                    if (RegionCells.IsConstant(row) || !seen.Add(KeyOf(row)))
                    {
                        continue;
                    }

                    count++;
                    bool isFree = work.Spend((long)witnesses.Length * (cells.Box.Dimension + 1)) && HasFreePoint(network, cells, witnesses, row, work);
                    if (work.IsSpent)
                    {
                        return Spent(work, count - 1);
                    }

                    if (!isFree)
                    {
                        return new Condition(Name, 1, ConditionState.Unknown, $"on the hyperplane on which neuron {i} of stage {l} is 0 in region {region.Pattern}, no point was found where nothing later bends; {MostPairs} segments were tried");
                    }
                }
            }
        }

        return new Condition(Name, 1, ConditionState.Proved, $"each of the {count} hyperplanes of later neurons has a point in the domain where nothing later bends");
    }

    private static Condition Spent(ConditionWork work, int done) => new(
        Name, 1, ConditionState.Unknown, $"the budget of {work.Budget} exact products was spent on the first {done} hyperplanes, which have a point where nothing later bends");

    /// <summary>
    /// True if the hyperplane misses the interior of the domain, or some segment between two witnesses crosses it where no later
    /// pre-activation is 0. Witnesses lie in the interior, and so do segments between them.
    /// </summary>
    private static bool HasFreePoint(Network network, RegionCells cells, ExactPoint[] witnesses, BigInteger[] row, ConditionWork work)
    {
        BigInteger[] opposite = Array.ConvertAll(row, BigInteger.Negate);
        if (cells.Box.Maximum(row).Sign <= 0 || cells.Box.Maximum(opposite).Sign <= 0)
        {
            return true;
        }

        int[] above = [.. Enumerable.Range(0, witnesses.Length).Where(w => witnesses[w].SignOf(row) > 0)];
        int[] below = [.. Enumerable.Range(0, witnesses.Length).Where(w => witnesses[w].SignOf(row) < 0)];
        for (int pair = 0; pair < Math.Min(MostPairs, (long)above.Length * below.Length); pair++)
        {
            // All pairs in an order that changes both ends.
            ExactPoint left = witnesses[above[pair % above.Length]];
            ExactPoint right = witnesses[below[((pair / above.Length) + pair) % below.Length]];
            if (!work.Spend(network.ParameterCount) || IsFree(network, cells, left, right, row))
            {
                return !work.IsSpent;
            }
        }

        return false;
    }

    /// <summary>True if no pre-activation after stage 1 is 0 where the segment crosses the hyperplane; everything is multiplied by a positive number, so that the point needs no division.</summary>
    private static bool IsFree(Network network, RegionCells cells, ExactPoint left, ExactPoint right, BigInteger[] row)
    {
        var g = new Dyadic(left.ValueOf(row), -left.Shift);
        var h = new Dyadic(-right.ValueOf(row), -right.Shift);
        Dyadic scale = g + h;
        Dyadic[] from = left.ToDyadic();
        Dyadic[] to = right.ToDyadic();
        var values = new Dyadic[network.InputCount];
        for (int j = 0; j < values.Length; j++)
        {
            values[j] = scale * FixedValue(cells, j);
        }

        for (int k = 0; k < from.Length; k++)
        {
            values[cells.Box.Features[k]] = (from[k] * h) + (to[k] * g);
        }

        for (int l = 1; l <= network.Stages.Count; l++)
        {
            values = Stage(network.Stages[l - 1], values, scale);
            if (l > 1 && Array.Exists(values, static z => z.Sign == 0))
            {
                return false;
            }

            values = Array.ConvertAll(values, static z => z.Sign > 0 ? z : Dyadic.Zero);
        }

        return true;
    }

    /// <summary>The value of a feature that the domain holds constant.</summary>
    private static Dyadic FixedValue(RegionCells cells, int feature) => cells.Regions[0].Witness[feature];

    private static Dyadic[] Stage(HiddenStage stage, Dyadic[] values, Dyadic scale)
    {
        var z = new Dyadic[stage.Width];
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Dyadic.Of(stage.Bias[i]) * scale;
            ReadOnlySpan<float> row = stage.Blocks[0].Row(i);
            for (int k = 0; k < row.Length; k++)
            {
                z[i] += row[k] == 0 || values[k].Sign == 0 ? Dyadic.Zero : Dyadic.Of(row[k]) * values[k];
            }
        }

        return z;
    }

    /// <summary>The same text for all multiples of a row.</summary>
    private static string KeyOf(BigInteger[] row)
    {
        BigInteger divisor = row.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        BigInteger turn = row.First(static value => !value.IsZero).Sign < 0 ? -divisor : divisor;
        return string.Join(" ", row.Select(value => value / turn));
    }
}
