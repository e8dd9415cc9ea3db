using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence.Difference;

/// <summary>
/// Two networks as one: each stage holds the neurons of both, and the outputs are those of the first minus those of the second, so that a region
/// of it is a region of both and the difference is affine there. What does not fit float32 (the difference of two biases, or of weights
/// with which outputs read inputs) stands beside it, exactly.
/// </summary>
internal sealed class SideBySide
{
    private readonly Network first;
    private readonly Network second;

    /// <summary>Joins two networks with as many inputs and as many outputs.</summary>
    public SideBySide(Network first, Network second)
    {
        this.first = first;
        this.second = second;
        int depth = Math.Max(first.Stages.Count, second.Stages.Count);
        var stages = new HiddenStage[depth];
        for (int l = 1; l <= depth; l++)
        {
            HiddenStage? left = l <= first.Stages.Count ? first.Stages[l - 1] : null;
            HiddenStage? right = l <= second.Stages.Count ? second.Stages[l - 1] : null;
            stages[l - 1] = new HiddenStage(
                Joined(left, right),
                [.. Floats(left, static stage => stage.Bias.ToArray()), .. Floats(right, static stage => stage.Bias.ToArray())],
                [.. Floats(left, static stage => stage.Slopes.ToArray()), .. Floats(right, static stage => stage.Slopes.ToArray())]);
        }

        Weights = Exact(first.Output, second.Output);
        Bias = [.. Enumerable.Range(0, first.OutputCount).Select(o => Dyadic.Of(first.Output.Bias[o]) - Dyadic.Of(second.Output.Bias[o]))];
        Network = new Network(first.Inputs, stages, new AffineStage(Subtracted(), new float[first.OutputCount]));
    }

    /// <summary>The joint network; its outputs lack <see cref="Weights"/> and <see cref="Bias"/>.</summary>
    public Network Network { get; }

    /// <summary>What inputs contribute to the differences directly: outputs × inputs, row-major; null where outputs read no inputs.</summary>
    public Dyadic[]? Weights { get; }

    /// <summary>The differences of the output biases.</summary>
    public Dyadic[] Bias { get; }

    /// <summary>Bounds over the box of a domain of what stands beside an output of the joint network.</summary>
    public (Dyadic Least, Dyadic Most) Beside(int output, RegionDomain domain)
    {
        Dyadic least = Bias[output];
        Dyadic most = Bias[output];
        for (int j = 0; j < domain.FeatureCount && Weights is not null; j++)
        {
            Dyadic weight = Weights[(output * domain.FeatureCount) + j];
            Dyadic atLower = weight * Dyadic.Of(domain.Lower[j]);
            Dyadic atUpper = weight * Dyadic.Of(domain.Upper[j]);
            least += weight.Sign < 0 ? atUpper : atLower;
            most += weight.Sign < 0 ? atLower : atUpper;
        }

        return (least, most);
    }

    private static float[] Floats(HiddenStage? stage, Func<HiddenStage, float[]> of) => stage is null ? [] : of(stage);

    /// <summary>The blocks of a hidden stage: rows of the first network, then of the second; the input is read by both.</summary>
    private WeightBlock[] Joined(AffineStage? left, AffineStage? right)
    {
        int rows = (left?.Width ?? 0) + (right?.Width ?? 0);
        var blocks = new List<WeightBlock>();
        foreach (int source in SourcesOf(left, right))
        {
            (int firstColumns, int secondColumns) = Columns(source);
            int columns = source == 0 ? firstColumns : firstColumns + secondColumns;
            var values = new float[checked(rows * columns)];
            Copy(left, source, values, columns, firstRow: 0, firstColumn: 0, negate: false);
            Copy(right, source, values, columns, left?.Width ?? 0, source == 0 ? 0 : firstColumns, negate: false);
            blocks.Add(new WeightBlock(source, rows, columns, values));
        }

        return [.. blocks];
    }

    /// <summary>The blocks of the difference of outputs, without the input.</summary>
    private WeightBlock[] Subtracted()
    {
        var blocks = new List<WeightBlock>();
        foreach (int source in SourcesOf(first.Output, second.Output).Where(static source => source > 0))
        {
            (int firstColumns, int secondColumns) = Columns(source);
            var values = new float[checked(first.OutputCount * (firstColumns + secondColumns))];
            Copy(first.Output, source, values, firstColumns + secondColumns, firstRow: 0, firstColumn: 0, negate: false);
            Copy(second.Output, source, values, firstColumns + secondColumns, firstRow: 0, firstColumns, negate: true);
            blocks.Add(new WeightBlock(source, first.OutputCount, firstColumns + secondColumns, values));
        }

        return [.. blocks];
    }

    private (int First, int Second) Columns(int source) => (
        source <= first.Stages.Count ? first.WidthOf(source) : 0,
        source <= second.Stages.Count ? second.WidthOf(source) : 0);

    private static IEnumerable<int> SourcesOf(AffineStage? left, AffineStage? right) =>
        (left?.Blocks ?? []).Concat(right?.Blocks ?? []).Select(static block => block.Source).Distinct().OrderBy(static source => source);

    private static void Copy(AffineStage? stage, int source, float[] target, int columns, int firstRow, int firstColumn, bool negate)
    {
        if (stage?.Blocks.FirstOrDefault(block => block.Source == source) is not { } found)
        {
            return;
        }

        for (int i = 0; i < found.Rows; i++)
        {
            ReadOnlySpan<float> row = found.Row(i);
            for (int k = 0; k < row.Length; k++)
            {
                target[((firstRow + i) * columns) + firstColumn + k] = negate ? -row[k] : row[k];
            }
        }
    }

    private static Dyadic[]? Exact(AffineStage left, AffineStage right)
    {
        WeightBlock? from = left.Blocks.FirstOrDefault(static block => block.Source == 0);
        WeightBlock? to = right.Blocks.FirstOrDefault(static block => block.Source == 0);
        return from is null && to is null
            ? null
            : [.. Enumerable.Range(0, (from ?? to)!.Values.Length).Select(i =>
                (from is null ? Dyadic.Zero : Dyadic.Of(from.Values[i])) - (to is null ? Dyadic.Zero : Dyadic.Of(to.Values[i])))];
    }
}
