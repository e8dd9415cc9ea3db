using System.Collections.Generic;

namespace ReluGen.Formats.Lowering;

/// <summary>Arithmetic on shapes that may come from a hostile file.</summary>
internal static class Dimensions
{
    /// <summary>Product of the dimensions, from <paramref name="from"/> up to but not including <paramref name="to"/>.</summary>
    public static long Count(IReadOnlyList<int> shape, int from, int to)
    {
        long product = 1;
        for (int i = from; i < to; i++)
        {
            // A saturated product is refused by every budget, and never overflows.
            product = product > int.MaxValue && shape[i] > 0 ? product : product * shape[i];
        }

        return product;
    }

    /// <summary>Product of all dimensions.</summary>
    public static long Count(IReadOnlyList<int> shape) => Count(shape, 0, shape.Count);

    /// <summary>Product of non-negative dimensions as a file states them; false if one is negative, or the product is too large for an array.</summary>
    public static bool TryCount(IReadOnlyList<long> dimensions, out int[] shape, out int count)
    {
        shape = new int[dimensions.Count];
        long product = 1;
        count = 0;
        for (int i = 0; i < shape.Length; i++)
        {
            if (dimensions[i] is < 0 or > int.MaxValue)
            {
                return false;
            }

            shape[i] = (int)dimensions[i];
            product *= shape[i];
            if (product > int.MaxValue)
            {
                return false;
            }
        }

        count = (int)product;
        return true;
    }
}
