using System;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>Facts that reading the network and the box once more confirms.</summary>
internal sealed class WeightChecks(Network network, InputBox box)
{
    private const double Spread = 1 << 20;

    public bool HasNonFinite(Fact fact) => Values(fact).Any(static value => float.IsNaN(value) || float.IsInfinity(value));

    public bool HasSubnormal(Fact fact) => Values(fact).Any(static value => value != 0 && Math.Abs(value) < 1.17549435e-38f);

    public bool ReadsNothing(Fact fact) => fact.Stage <= network.Stages.Count && RowOf(fact, fact.Neurons[0]).Weights.Count == 0;

    public bool IsUnread(Fact fact) => fact.Stage >= 1 && Enumerable.Range(fact.Stage + 1, network.Stages.Count + 1 - fact.Stage)
        .SelectMany(stage => network.StageOf(stage).Blocks)
        .Where(block => block.Source == fact.Stage)
        .All(block => Enumerable.Range(0, block.Rows).All(i => block.Row(i)[fact.Neurons[0]] == 0));

    public bool HandsOn(Fact fact) => fact.Stage >= 2 && fact.Stage <= network.Stages.Count
        && Enumerable.Range(0, CheckedRow.WidthOf(network, fact.Stage)).All(i =>
        {
            CheckedRow row = CheckedRow.Of(network, fact.Stage, i, null);
            (int source, int element) = row.Weights.Keys.FirstOrDefault();
            return row.Bias.Sign == 0 && row.Weights.Count == 1 && row.Weights.Values.First().Sign > 0
                && source > 0 && network.Stages[source - 1].Slopes[element] == 0;
        });

    public bool IsNarrow(Fact fact) => CheckedRow.WidthOf(network, fact.Stage) < Enumerable.Range(0, box.Count).Count(j => !IsFixed(fact, j));

    public bool IsWide(Fact fact) => CheckedRow.WidthOf(network, fact.Stage) > network.StageOf(fact.Stage).Blocks
        .Sum(block => Enumerable.Range(0, block.Columns).Count(k => block.Source > 0 || !IsFixed(fact, k)));

    public bool IsFixed(Fact fact) => fact.Stage == 0 && fact.Condition == FactCondition.Domain && IsFixed(fact, fact.Neurons[0]);

    /// <summary>Largest against least ratio of norms; one in a million is left for rounding.</summary>
    public bool IsBadlyScaled(Fact fact)
    {
        double[] ratios = [.. Enumerable.Range(0, CheckedRow.WidthOf(network, fact.Stage))
            .Select(i => (Incoming: IncomingOf(fact.Stage, i), Outgoing: OutgoingOf(fact.Stage, i)))
            .Where(static norms => norms.Incoming > 0 && norms.Outgoing > 0)
            .Select(static norms => Math.Sqrt(norms.Incoming / norms.Outgoing))];
        return ratios.Length > 0 && ratios.Max() / ratios.Min() > Spread * (1 - 1e-6);
    }

    public bool HasHugePaths(Fact fact)
    {
        var values = new Dyadic[network.Stages.Count + 2][];
        values[0] = [.. Enumerable.Repeat(new Dyadic(1, 0), network.InputCount)];
        for (int l = 1; l < values.Length; l++)
        {
            values[l] = [.. Enumerable.Range(0, CheckedRow.WidthOf(network, l)).Select(i =>
            {
                CheckedRow row = CheckedRow.Of(network, l, i, null);
                return row.Weights.Aggregate(Absolute(row.Bias), (sum, weight) => sum + (Absolute(weight.Value) * values[weight.Key.Source][weight.Key.Element]));
            })];
        }

        return fact.Stage == 0 && values[values.Length - 1].Aggregate(Dyadic.Zero, static (sum, value) => sum + value) > Dyadic.Of(float.MaxValue);
    }

    public bool TouchesBoundary(Fact fact)
    {
        CheckedRow row = RowOf(fact, fact.Neurons[0]);
        if (!box.IsBounded || row.Weights.Count == 0 || row.Weights.Keys.Any(static key => key.Source != 0))
        {
            return false;
        }

        ExactRange range = IntervalChecker.Affine(row, (_, j) => ExactRange.Of(box.Lower[j], box.Upper[j]));
        return range.Lower!.Value.Sign == 0 || range.Upper!.Value.Sign == 0;
    }

    private static Dyadic Absolute(Dyadic value) => value.Sign < 0 ? -value : value;

    private CheckedRow RowOf(Fact fact, int neuron) =>
        CheckedRow.Of(network, fact.Stage, neuron, fact.Condition == FactCondition.Domain ? box : null);

    private bool IsFixed(Fact fact, int feature) => fact.Condition == FactCondition.Domain && box.Lower[feature] == box.Upper[feature];

    private float[] Values(Fact fact)
    {
        AffineStage stage = network.StageOf(fact.Stage);
        int neuron = fact.Neurons[0];
        return [stage.Bias[neuron], .. stage is HiddenStage hidden ? new[] { hidden.Slopes[neuron] } : [], .. stage.Blocks.SelectMany(block => block.Row(neuron).ToArray())];
    }

    private double IncomingOf(int stage, int neuron) =>
        network.StageOf(stage).Blocks.Sum(block => block.Row(neuron).ToArray().Sum(static weight => (double)weight * weight));

    private double OutgoingOf(int stage, int neuron) => Enumerable.Range(stage + 1, network.Stages.Count + 1 - stage)
        .SelectMany(later => network.StageOf(later).Blocks)
        .Where(block => block.Source == stage)
        .Sum(block => Enumerable.Range(0, block.Rows).Sum(i => (double)block.Row(i)[neuron] * block.Row(i)[neuron]));
}
