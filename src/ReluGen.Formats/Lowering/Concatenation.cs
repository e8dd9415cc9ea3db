using System;
using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Formats.Lowering;

/// <summary>Puts the elements of tensors one after another.</summary>
internal static class Concatenation
{
    /// <summary>A tensor of rank 1 with all elements of <paramref name="tensors"/>, in order.</summary>
    public static AffineTensor Flat(IReadOnlyList<AffineTensor> tensors, Budget budget)
    {
        if (tensors.Count == 1)
        {
            return tensors[0].Reshaped([tensors[0].Count]);
        }

        double[] bias = budget.Doubles(tensors.Sum(static t => (long)t.Count));
        int at = 0;
        foreach (AffineTensor tensor in tensors)
        {
            tensor.Bias.CopyTo(bias, at);
            at += tensor.Count;
        }

        var blocks = new List<AffineBlock>();
        foreach (IGrouping<int, AffineBlock> group in tensors.SelectMany(static t => t.Blocks).GroupBy(static b => b.Source).OrderBy(static g => g.Key))
        {
            AffineBlock?[] parts = tensors.Select(t => t.Blocks.FirstOrDefault(b => b.Source == group.Key)).ToArray();
            blocks.Add(Stack(parts, tensors, group.First().Columns, budget));
        }

        bool isInteger = tensors.All(static t => t.Kind == ElementKind.Integer);
        return new AffineTensor([bias.Length], bias, blocks, isInteger ? ElementKind.Integer : ElementKind.Real);
    }

    /// <summary>The tensors along an axis; their other dimensions are equal.</summary>
    public static AffineTensor Along(IReadOnlyList<AffineTensor> tensors, int axis, Budget budget)
    {
        long length = tensors.Sum(t => (long)t.Shape[axis]);
        budget.RequireArray(length);
        var shape = (int[])tensors[0].Shape.Clone();
        shape[axis] = (int)length;
        AffineTensor flat = Flat(tensors, budget);
        long outer = Dimensions.Count(shape, 0, axis);
        if (outer == 1)
        {
            return flat.Reshaped(shape);
        }

        budget.Charge(flat.Count);
        var rows = new int[flat.Count];
        int at = 0;
        for (int o = 0; o < outer; o++)
        {
            int first = 0;
            foreach (AffineTensor tensor in tensors)
            {
                int run = (int)(tensor.Count / outer);
                for (int i = 0; i < run; i++)
                {
                    rows[at++] = first + o * run + i;
                }

                first += tensor.Count;
            }
        }

        return flat.Gather(shape, rows, null, divide: false, budget);
    }

    /// <summary>One block of the rows of all parts; a part that is missing is rows without entries.</summary>
    private static AffineBlock Stack(AffineBlock?[] parts, IReadOnlyList<AffineTensor> tensors, int columns, Budget budget)
    {
        int source = parts.First(static p => p is not null)!.Source;
        if (parts.All(static p => p is null or SelectionBlock))
        {
            return StackSelections(parts, tensors, source, columns, budget);
        }

        return parts.All(static p => p is DenseBlock)
            ? StackDense(parts, source, columns, budget)
            : StackSparse(parts, tensors, source, columns, budget);
    }

    private static SelectionBlock StackSelections(AffineBlock?[] parts, IReadOnlyList<AffineTensor> tensors, int source, int columns, Budget budget)
    {
        int rows = tensors.Sum(static t => t.Count);
        double[] scales = budget.Doubles(rows);
        budget.Charge(rows);
        var indices = new int[rows];
        int at = 0;
        for (int p = 0; p < parts.Length; p++)
        {
            int count = tensors[p].Count;
            if (parts[p] is SelectionBlock part)
            {
                part.Indices.CopyTo(indices.AsSpan(at, count));
                part.Scales.CopyTo(scales.AsSpan(at, count));
            }
            else
            {
                indices.AsSpan(at, count).Fill(SelectionBlock.None);
            }

            at += count;
        }

        return new SelectionBlock(source, columns, indices, scales);
    }

    private static DenseBlock StackDense(AffineBlock?[] parts, int source, int columns, Budget budget)
    {
        int rows = parts.Sum(static p => p!.Rows);
        double[] values = budget.Doubles((long)rows * columns);
        int at = 0;
        foreach (AffineBlock? part in parts)
        {
            ((DenseBlock)part!).Values.CopyTo(values, at);
            at += part.Rows * columns;
        }

        return new DenseBlock(source, rows, columns, values);
    }

    private static SparseBlock StackSparse(AffineBlock?[] parts, IReadOnlyList<AffineTensor> tensors, int source, int columns, Budget budget)
    {
        var rows = new SparseRows(source, columns, budget);
        for (int p = 0; p < parts.Length; p++)
        {
            for (int i = 0; i < tensors[p].Count; i++)
            {
                parts[p]?.AddRow(i, 1, rows);
                rows.EndRow();
            }
        }

        return rows.ToBlock();
    }
}
