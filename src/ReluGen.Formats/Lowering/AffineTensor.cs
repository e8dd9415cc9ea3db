using System.Collections.Generic;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Lowering;

/// <summary>What kind of numbers a tensor holds: integers divide differently.</summary>
internal enum ElementKind
{
    Real,
    Integer,

    /// <summary>No numbers: a constant of strings, which are its labels.</summary>
    Text,
}

/// <summary>A link that stands on a tensor, and the node that put it there.</summary>
/// <param name="Link">The link.</param>
/// <param name="Operator">The node's operator.</param>
/// <param name="Node">The node, as messages name it.</param>
internal sealed record Head(Link Link, string Operator, string Node);

/// <summary>
/// A tensor whose elements, row-major, are affine in the input and the hidden activations: element i is
/// bias[i] + Σ_s block_s.row(i) · v_s. Without blocks it is a constant. Immutable: tensors share arrays.
/// </summary>
internal sealed class AffineTensor
{
    private const int MostAxes = 64;

    public AffineTensor(int[] shape, double[] bias, IReadOnlyList<AffineBlock> blocks, ElementKind kind = ElementKind.Real, Head? head = null)
    {
        if (shape.Length > MostAxes)
        {
            throw new InputException(InputErrorIds.TooLarge, $"A tensor has {shape.Length} axes; up to {MostAxes} are supported.");
        }

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

    /// <summary>The node that chooses the class with the greatest of these elements; null where the elements themselves are meant.</summary>
    public string? ChosenBy { get; init; }

    /// <summary>Names of the classes that the elements stand for, or the strings of a text; null where there are none.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The least and the greatest number of the type that a constant of integers is stored in; null where that does not matter.</summary>
    public (double Least, double Most)? Range { get; init; }

    /// <summary>Number of elements.</summary>
    public int Count => Bias.Length;

    public int Rank => Shape.Length;

    public bool IsConstant => Blocks.Count == 0 && Head is null && ChosenBy is null;

    public static AffineTensor Constant(int[] shape, double[] values, ElementKind kind = ElementKind.Real) => new(shape, values, [], kind);

    /// <summary>The same elements in another shape of equal size.</summary>
    public AffineTensor Reshaped(int[] shape) => new(shape, Bias, Blocks, Kind, Head) { ChosenBy = ChosenBy, Labels = Labels, Range = Range };

    public AffineTensor OfWholeNumbers() => new(Shape, Bias, Blocks, ElementKind.Integer, Head) { ChosenBy = ChosenBy, Labels = Labels, Range = Range };

    public AffineTensor WithHead(Head head) => new(Shape, Bias, Blocks, Kind, head) { Labels = Labels };

    /// <summary>The same scores with names of classes.</summary>
    public AffineTensor WithLabels(IReadOnlyList<string> labels) => new(Shape, Bias, Blocks, Kind, Head) { ChosenBy = ChosenBy, Labels = labels };

    /// <summary>The class with the greatest of these scores.</summary>
    public AffineTensor Chosen(string chooser) => new(Shape, Bias, Blocks, Kind, Head) { ChosenBy = chooser, Labels = Labels };

    /// <summary>True if both are made of the very same elements, whatever their shapes.</summary>
    public bool HasElementsOf(AffineTensor other) => ReferenceEquals(Bias, other.Bias) && ReferenceEquals(Blocks, other.Blocks);

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

        return new AffineTensor(shape, bias, blocks, Kind) { Range = factors is null ? Range : null };
    }

    /// <summary>True if the element depends on no source.</summary>
    public bool IsConstantAt(int element)
    {
        foreach (AffineBlock block in Blocks)
        {
            if (!block.IsEmpty(element))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same tensor without blocks that no element depends on: a source that is not read is not a source.</summary>
    public AffineTensor WithoutEmptyBlocks()
    {
        var blocks = new List<AffineBlock>(Blocks.Count);
        foreach (AffineBlock block in Blocks)
        {
            if (!IsEmpty(block))
            {
                blocks.Add(block);
            }
        }

        return blocks.Count == Blocks.Count ? this : new AffineTensor(Shape, Bias, blocks, Kind, Head) { ChosenBy = ChosenBy, Labels = Labels };
    }

    private static bool IsEmpty(AffineBlock block)
    {
        for (int i = 0; i < block.Rows; i++)
        {
            if (!block.IsEmpty(i))
            {
                return false;
            }
        }

        return true;
    }
}
