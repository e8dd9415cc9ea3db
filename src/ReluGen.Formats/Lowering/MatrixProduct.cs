using System;
using System.Collections.Generic;

namespace ReluGen.Formats.Lowering;

/// <summary>Products of matrices, and of stacks of matrices, of which one operand is constant: numpy's matmul.</summary>
internal static class MatrixProduct
{
    /// <summary>first · second, one of them constant. Null if the shapes do not fit: inner sizes differ, a rank is 0, or stacks do not broadcast.</summary>
    public static AffineTensor? Of(AffineTensor first, AffineTensor second, Budget budget)
    {
        if (first.Rank == 0 || second.Rank == 0)
        {
            return null;
        }

        // A vector is a row on the left and a column on the right; its axis is dropped from the result.
        int[] left = first.Rank == 1 ? [1, first.Shape[0]] : first.Shape;
        int[] right = second.Rank == 1 ? [second.Shape[0], 1] : second.Shape;
        int inner = left[left.Length - 1];
        int[]? stack = Broadcast.CommonShape(Stack(left), Stack(right));
        if (stack is null || inner != right[right.Length - 2])
        {
            return null;
        }

        int rows = left[left.Length - 2];
        int columns = right[right.Length - 1];
        long matrices = Dimensions.Count(stack);
        budget.Charge(matrices);
        var sizes = new Sizes((int)matrices, rows, columns, inner);
        int[]? leftStack = Broadcast.Map(Stack(left), stack, budget);
        int[]? rightStack = Broadcast.Map(Stack(right), stack, budget);
        var fromLeft = new Strides(leftStack, rows * inner, inner, 0, 1);
        var fromRight = new Strides(rightStack, inner * columns, 0, 1, columns);

        var shape = new List<int>(stack);
        if (first.Rank > 1)
        {
            shape.Add(rows);
        }

        if (second.Rank > 1)
        {
            shape.Add(columns);
        }

        return second.IsConstant
            ? Contract(first, fromLeft, second.Bias, fromRight, sizes, shape.ToArray(), budget)
            : Contract(second, fromRight, first.Bias, fromLeft, sizes, shape.ToArray(), budget);
    }

    private static int[] Stack(int[] shape) => shape.AsSpan(0, shape.Length - 2).ToArray();

    /// <summary>result(s, m, n) = Σ_k coefficients(s, m, n, k) · operand(s, m, n, k), where strides say which elements are meant.</summary>
    private static AffineTensor Contract(
        AffineTensor operand, Strides from, double[] coefficients, Strides by, Sizes sizes, int[] shape, Budget budget)
    {
        double[] bias = budget.Doubles(sizes.Count);
        var blocks = new List<AffineBlock>(operand.Blocks.Count);
        budget.Work((double)sizes.Count * sizes.Inner);
        foreach (AffineBlock block in operand.Blocks)
        {
            budget.Work((double)sizes.Count * sizes.Inner * Math.Max(1, block.Entries / Math.Max(1, block.Rows)));
            double[] values = budget.Doubles(sizes.Count * block.Columns);
            ForEachRow(sizes, from, by, (row, element, coefficient) =>
            {
                Span<double> target = values.AsSpan(row * block.Columns, block.Columns);
                for (int k = 0; k < sizes.Inner; k++)
                {
                    block.AddRow(element + k * from.Inner, coefficients[coefficient + k * by.Inner], target);
                }
            });
            blocks.Add(new DenseBlock(block.Source, bias.Length, block.Columns, values));
        }

        ForEachRow(sizes, from, by, (row, element, coefficient) =>
        {
            for (int k = 0; k < sizes.Inner; k++)
            {
                double constant = operand.Bias[element + k * from.Inner];
                bias[row] += constant == 0 ? 0 : constant * coefficients[coefficient + k * by.Inner];
            }
        });
        return new AffineTensor(shape, bias, blocks);
    }

    private static void ForEachRow(Sizes sizes, Strides from, Strides by, Action<int, int, int> action)
    {
        int row = 0;
        for (int s = 0; s < sizes.Matrices; s++)
        {
            for (int m = 0; m < sizes.Rows; m++)
            {
                for (int n = 0; n < sizes.Columns; n++)
                {
                    action(row++, from.At(s, m, n), by.At(s, m, n));
                }
            }
        }
    }

    /// <summary>A stack of products of rows × inner by inner × columns.</summary>
    private readonly record struct Sizes(int Matrices, int Rows, int Columns, int Inner)
    {
        /// <summary>Number of elements of the result; saturated, for the budget to refuse, where the product would overflow.</summary>
        public long Count => (long)Matrices * Rows > int.MaxValue ? long.MaxValue : (long)Matrices * Rows * Columns;
    }

    /// <summary>Where an operand's element lies for a place (s, m, n) of the result and a step k of the sum.</summary>
    private readonly record struct Strides(int[]? Stack, int Matrix, int Row, int Column, int Inner)
    {
        public int At(int s, int m, int n) => (Stack is null ? s : Stack[s]) * Matrix + m * Row + n * Column;
    }
}
