using System.Collections.Generic;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Lowering;

/// <summary>What kind of numbers a tensor holds: integers divide differently.</summary>
internal enum ElementKind
{
    Real,
    Integer,
}

/// <summary>A link that stands on a tensor, and the node that put it there.</summary>
/// <param name="Link">The link.</param>
/// <param name="Node">The node, as messages name it.</param>
internal sealed record Head(Link Link, string Node);

/// <summary>
/// A tensor whose elements, row-major, are affine in the input and the hidden activations: element i is
/// bias[i] + Σ_s block_s.row(i) · v_s. Without blocks it is a constant. Immutable: tensors share arrays.
/// </summary>
internal sealed class AffineTensor
{
    public AffineTensor(int[] shape, double[] bias, IReadOnlyList<AffineBlock> blocks, ElementKind kind = ElementKind.Real, Head? head = null)
    {
        Shape = shape;
        Bias = bias;
        Blocks = blocks;
        Kind = kind;
        Head = head;
    }

    /// <summary>The dimensions; their product is <see cref="Count"/>.</summary>
    public int[] Shape { get; }

    /// <summary>One constant part an element.</summary>
    public double[] Bias { get; }

    /// <summary>At most one block a source, sources ascending.</summary>
    public IReadOnlyList<AffineBlock> Blocks { get; }

    public ElementKind Kind { get; }

    /// <summary>The link on this tensor; only shape operators may follow one.</summary>
    public Head? Head { get; }

    /// <summary>Number of elements.</summary>
    public int Count => Bias.Length;

    public int Rank => Shape.Length;

    public bool IsConstant => Blocks.Count == 0 && Head is null;

    public static AffineTensor Constant(int[] shape, double[] values, ElementKind kind = ElementKind.Real) => new(shape, values, [], kind);

    /// <summary>The same elements in another shape of equal size.</summary>
    public AffineTensor Reshaped(int[] shape) => new(shape, Bias, Blocks, Kind, Head);

    public AffineTensor WithHead(Head head) => new(Shape, Bias, Blocks, Kind, head);

    /// <summary>The tensor whose element i is element rows[i] (i where null) of this one, times or divided by factors[i] (1 where null).</summary>
    public AffineTensor Gather(int[] shape, int[]? rows, double[]? factors, bool divide, Budget budget)
    {
        int count = rows?.Length ?? Count;
        double[] bias = budget.Doubles(count);
        for (int i = 0; i < count; i++)
        {
            bias[i] = Scaling.Apply(Bias[rows is null ? i : rows[i]], factors, i, divide);
        }

        var blocks = new List<AffineBlock>(Blocks.Count);
        foreach (AffineBlock block in Blocks)
        {
            blocks.Add(block.Gather(rows, factors, divide, budget));
        }

        return new AffineTensor(shape, bias, blocks, Kind);
    }
}
