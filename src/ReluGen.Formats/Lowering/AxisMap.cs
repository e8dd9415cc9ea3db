using System.Collections.Generic;

namespace ReluGen.Formats.Lowering;

/// <summary>Where each element of a rearranged tensor comes from, where every axis is rearranged by itself: transposed, sliced, padded, repeated.</summary>
internal static class AxisMap
{
    /// <summary>Marks a place that no element of the operand fills.</summary>
    public const int Outside = -1;

    /// <summary>Distance, in elements, between neighbours along each axis.</summary>
    public static int[] Strides(IReadOnlyList<int> shape)
    {
        var strides = new int[shape.Count];
        int stride = 1;
        for (int axis = shape.Count - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>As many places as <paramref name="size"/>, at distances of <paramref name="stride"/>, the first at <paramref name="from"/>.</summary>
    public static int[] Straight(int size, int stride, int from = 0)
    {
        var places = new int[size];
        for (int i = 0; i < size; i++)
        {
            places[i] = from + i * stride;
        }

        return places;
    }

    /// <summary>The straight places of every axis of <paramref name="shape"/>, to be changed where an operator does.</summary>
    public static int[][] StraightOf(int[] shape, Budget budget)
    {
        int[] strides = Strides(shape);
        var axes = new int[shape.Length][];
        for (int axis = 0; axis < axes.Length; axis++)
        {
            budget.Charge(shape[axis]);
            axes[axis] = Straight(shape[axis], strides[axis]);
        }

        return axes;
    }

    /// <summary>Number of places along each axis.</summary>
    public static int[] Shape(int[][] axes) => System.Array.ConvertAll(axes, static places => places.Length);

    /// <summary>For each element of the result, row-major, the sum of its places along all axes; <see cref="Outside"/> if one is.</summary>
    /// <exception cref="Core.Diagnostics.InputException">The result is too large for the file.</exception>
    public static int[] Combine(int[][] axes, Budget budget)
    {
        long count = Dimensions.Count(Shape(axes));
        budget.RequireArray(count);
        int[] map = [0];
        foreach (int[] places in axes)
        {
            budget.Charge((long)map.Length * places.Length);
            var next = new int[map.Length * places.Length];
            for (int i = 0; i < next.Length; i++)
            {
                int outer = map[i / places.Length];
                int inner = places[i % places.Length];
                next[i] = outer == Outside || inner == Outside ? Outside : outer + inner;
            }

            map = next;
        }

        return map;
    }
}
