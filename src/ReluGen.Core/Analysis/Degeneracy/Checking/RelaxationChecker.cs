using System.Collections.Generic;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>
/// Checks claimed bounds of pre-activations in exact arithmetic: that the lines of the relaxation enclose each activation between its
/// claimed bounds, and that the claimed bounds follow, by intervals or by replacing activations by lines down to the inputs.
/// </summary>
internal sealed class RelaxationChecker
{
    private readonly Network network;
    private readonly BoundsAnalysis claims;
    private readonly InputBox box;
    private readonly Dictionary<(int Stage, int Neuron), bool> verdicts = [];
    private readonly Dictionary<(int Stage, int Neuron), CheckedRow> rows = [];

    public RelaxationChecker(Network network, InputBox box, BoundsAnalysis claims)
    {
        this.network = network;
        this.box = box;
        this.claims = claims;
    }

    /// <summary>True if the claimed bounds of a pre-activation hold.</summary>
    public bool Holds(int stage, int neuron)
    {
        if (!verdicts.TryGetValue((stage, neuron), out bool known))
        {
            ExactRange claim = ClaimOf(stage, neuron);
            known = Follows(stage, neuron, claim.Upper, 1)
                && Follows(stage, neuron, claim.Lower is { } low ? -low : null, -1)
                && (stage > network.Stages.Count || claims.Relaxations.Count < stage || LinesEnclose(stage, neuron, claims.Relaxations[stage - 1]));
            verdicts.Add((stage, neuron), known);
        }

        return known;
    }

    /// <summary>True if sign · z is at most <paramref name="most"/> by other lines, each of which encloses the activation between its claimed bounds.</summary>
    public bool Holds(int stage, int neuron, int sign, Dyadic most, IReadOnlyList<Relaxation> lines) =>
        Descend(RowOf(stage, neuron), sign, lines) is { } found && !(found > most);

    private ExactRange ClaimOf(int stage, int neuron)
    {
        StageBounds bounds = claims.Stages[stage - 1];
        return ExactRange.Of(bounds.Lower[neuron], bounds.Upper[neuron]);
    }

    /// <summary>True if sign · z is at most <paramref name="bound"/>; null is infinity.</summary>
    private bool Follows(int stage, int neuron, Dyadic? bound, int sign)
    {
        if (bound is not { } most)
        {
            return true;
        }

        CheckedRow row = RowOf(stage, neuron);
        return (PremisesHold(row) && SignedUpper(IntervalChecker.Affine(row, SourceRange), sign) is { } byIntervals && !(byIntervals > most))
            || (Descend(row, sign, claims.Relaxations) is { } byLines && !(byLines > most));
    }

    private static Dyadic? SignedUpper(ExactRange range, int sign) => sign > 0 ? range.Upper : range.Lower is { } low ? -low : null;

    private bool PremisesHold(CheckedRow row)
    {
        foreach ((int source, int element) in row.Weights.Keys)
        {
            if (source > 0 && !Holds(source, element))
            {
                return false;
            }
        }

        return true;
    }

    private ExactRange SourceRange(int source, int element) => source == 0
        ? ExactRange.Of(box.Lower[element], box.Upper[element])
        : ClaimOf(source, element).Activated(Dyadic.Of(network.Stages[source - 1].Slopes[element]));

    /// <summary>The bound of sign · z that the lines give; null where a premise does not hold.</summary>
    private Dyadic? Descend(CheckedRow row, int sign, IReadOnlyList<Relaxation> relaxations)
    {
        var coefficients = new Dictionary<int, Dyadic>[network.Stages.Count + 1];
        Dyadic constant = Dyadic.Zero;
        AddRow(row, new Dyadic(sign, 0), coefficients, ref constant);
        for (int source = network.Stages.Count; source >= 1; source--)
        {
            if (coefficients[source] is not { } own)
            {
                continue;
            }

            foreach (KeyValuePair<int, Dyadic> term in own)
            {
                if (term.Value.Sign == 0)
                {
                    continue;
                }

                if (relaxations.Count < source || !Holds(source, term.Key) || !LinesEnclose(source, term.Key, relaxations[source - 1]))
                {
                    return null;
                }

                Relaxation lines = relaxations[source - 1];
                bool upper = term.Value.Sign > 0;
                constant += term.Value * Dyadic.Of(upper ? lines.UpperIntercept[term.Key] : lines.LowerIntercept[term.Key]);
                AddRow(RowOf(source, term.Key), term.Value * Dyadic.Of(upper ? lines.UpperSlope[term.Key] : lines.LowerSlope[term.Key]), coefficients, ref constant);
            }
        }

        foreach (KeyValuePair<int, Dyadic> term in coefficients[0] ?? [])
        {
            if (term.Value.Sign != 0)
            {
                constant += term.Value * Dyadic.Of(term.Value.Sign > 0 ? box.Upper[term.Key] : box.Lower[term.Key]);
            }
        }

        return constant;
    }

    private static void AddRow(CheckedRow row, Dyadic factor, Dictionary<int, Dyadic>[] coefficients, ref Dyadic constant)
    {
        if (factor.Sign == 0)
        {
            return;
        }

        constant += factor * row.Bias;
        foreach (KeyValuePair<(int Source, int Element), Dyadic> weight in row.Weights)
        {
            Dictionary<int, Dyadic> target = coefficients[weight.Key.Source] ??= [];
            target.TryGetValue(weight.Key.Element, out Dyadic known);
            target[weight.Key.Element] = known + (factor * weight.Value);
        }
    }

    /// <summary>Lines enclose a function of two linear pieces on an interval if they do so at the ends and at the bend.</summary>
    private bool LinesEnclose(int stage, int neuron, Relaxation lines)
    {
        ExactRange claim = ClaimOf(stage, neuron);
        if (claim.Lower is not { } low || claim.Upper is not { } high)
        {
            return false;
        }

        Dyadic slope = Dyadic.Of(network.Stages[stage - 1].Slopes[neuron]);
        return EncloseAt(low, slope, neuron, lines)
            && EncloseAt(high, slope, neuron, lines)
            && (low.Sign >= 0 || high.Sign <= 0 || EncloseAt(Dyadic.Zero, slope, neuron, lines));
    }

    private static bool EncloseAt(Dyadic z, Dyadic slope, int neuron, Relaxation lines)
    {
        Dyadic h = z.Sign > 0 ? z : slope * z;
        Dyadic above = (Dyadic.Of(lines.UpperSlope[neuron]) * z) + Dyadic.Of(lines.UpperIntercept[neuron]);
        Dyadic below = (Dyadic.Of(lines.LowerSlope[neuron]) * z) + Dyadic.Of(lines.LowerIntercept[neuron]);
        return !(h > above) && !(h < below);
    }

    private CheckedRow RowOf(int stage, int neuron)
    {
        if (!rows.TryGetValue((stage, neuron), out CheckedRow? row))
        {
            rows.Add((stage, neuron), row = CheckedRow.Of(network, stage, neuron, null));
        }

        return row;
    }
}
