using System.Collections.Generic;

namespace ReluGen.Formats.Lowering;

/// <summary>Sums, and products and quotients by constants, element by element with broadcasting.</summary>
internal static class Elementwise
{
    /// <summary>first + sign · second; null if the shapes do not broadcast.</summary>
    public static AffineTensor? Add(AffineTensor first, AffineTensor second, double sign, Budget budget)
    {
        if (Broadcast.Of(first.Shape, second.Shape, budget) is not { } common)
        {
            return null;
        }

        double[] bias = budget.Doubles(Dimensions.Count(common.Shape));
        for (int i = 0; i < bias.Length; i++)
        {
            bias[i] = first.Bias[common.First is null ? i : common.First[i]] + sign * second.Bias[common.Second is null ? i : common.Second[i]];
        }

        return new AffineTensor(common.Shape, bias, AddBlocks(first.Blocks, common.First, second.Blocks, common.Second, sign, budget), Kind(first, second));
    }

    /// <summary>tensor · factors, or tensor / factors; null if the shapes do not broadcast.</summary>
    public static AffineTensor? Scale(AffineTensor tensor, AffineTensor factors, bool divide, Budget budget)
    {
        if (Broadcast.Of(tensor.Shape, factors.Shape, budget) is not { } common)
        {
            return null;
        }

        double[] scales = factors.Bias;
        if (common.Second is not null)
        {
            scales = factors.Gather(common.Shape, common.Second, null, divide: false, budget).Bias;
        }

        return tensor.Gather(common.Shape, common.First, scales, divide, budget);
    }

    /// <summary>Merges two ascending lists of blocks; a map says which row each result row repeats.</summary>
    private static List<AffineBlock> AddBlocks(
        IReadOnlyList<AffineBlock> first, int[]? firstMap, IReadOnlyList<AffineBlock> second, int[]? secondMap, double sign, Budget budget)
    {
        var blocks = new List<AffineBlock>();
        int a = 0;
        int b = 0;
        while (a < first.Count || b < second.Count)
        {
            int sourceA = a < first.Count ? first[a].Source : int.MaxValue;
            int sourceB = b < second.Count ? second[b].Source : int.MaxValue;
            AffineBlock? left = sourceA <= sourceB ? Repeat(first[a++], firstMap, budget) : null;
            AffineBlock? right = sourceB <= sourceA ? Repeat(second[b++], secondMap, budget) : null;
            blocks.Add(left is null ? Signed(right!, sign, budget) : right is null ? left : AffineBlock.Add(left, right, sign, budget));
        }

        return blocks;
    }

    private static AffineBlock Repeat(AffineBlock block, int[]? map, Budget budget) =>
        map is null ? block : block.Gather(map, null, divide: false, budget);

    private static AffineBlock Signed(AffineBlock block, double sign, Budget budget)
    {
        if (sign == 1)
        {
            return block;
        }

        double[] signs = budget.Doubles(block.Rows);
        for (int i = 0; i < signs.Length; i++)
        {
            signs[i] = sign;
        }

        return block.Gather(null, signs, divide: false, budget);
    }

    private static ElementKind Kind(AffineTensor first, AffineTensor second) =>
        first.Kind == ElementKind.Integer && second.Kind == ElementKind.Integer ? ElementKind.Integer : ElementKind.Real;
}
