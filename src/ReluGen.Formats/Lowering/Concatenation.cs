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
            blocks.Add(Stack(tensors, group.Key, group.First().Columns, bias.Length, budget));
        }

        return new AffineTensor([bias.Length], bias, blocks);
    }

    private static DenseBlock Stack(IReadOnlyList<AffineTensor> tensors, int source, int columns, int rows, Budget budget)
    {
        double[] values = budget.Doubles((long)rows * columns);
        int at = 0;
        foreach (AffineTensor tensor in tensors)
        {
            AffineBlock? block = tensor.Blocks.FirstOrDefault(b => b.Source == source);
            for (int i = 0; i < tensor.Count; i++, at++)
            {
                block?.AddRow(i, 1, values.AsSpan(at * columns, columns));
            }
        }

        return new DenseBlock(source, rows, columns, values);
    }
}
