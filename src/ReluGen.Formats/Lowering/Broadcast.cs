using System;

namespace ReluGen.Formats.Lowering;

/// <summary>Two shapes brought to a common one by numpy's rules, and where each element comes from.</summary>
/// <param name="Shape">The common shape.</param>
/// <param name="First">Element of the first operand for each element of the result; null where they are the same.</param>
/// <param name="Second">Element of the second operand for each element of the result; null where they are the same.</param>
internal sealed record Broadcast(int[] Shape, int[]? First, int[]? Second)
{
    /// <summary>Null if the shapes do not fit each other.</summary>
    public static Broadcast? Of(int[] first, int[] second, Budget budget)
    {
        int[]? shape = CommonShape(first, second);
        return shape is null ? null : new Broadcast(shape, Map(first, shape, budget), Map(second, shape, budget));
    }

    /// <summary>The shape that both broadcast to; null if there is none.</summary>
    public static int[]? CommonShape(int[] first, int[] second)
    {
        var shape = new int[Math.Max(first.Length, second.Length)];
        for (int i = 1; i <= shape.Length; i++)
        {
            int a = i <= first.Length ? first[first.Length - i] : 1;
            int b = i <= second.Length ? second[second.Length - i] : 1;
            if (a != b && a != 1 && b != 1)
            {
                return null;
            }

            shape[shape.Length - i] = a == 1 ? b : a;
        }

        return shape;
    }

    /// <summary>For each element of <paramref name="shape"/>, the element of a tensor of shape <paramref name="from"/> that it repeats; null for the identity.</summary>
    public static int[]? Map(int[] from, int[] shape, Budget budget)
    {
        long count = Dimensions.Count(shape);
        if (count == Dimensions.Count(from))
        {
            return null;
        }

        budget.Charge(count);
        int[] strides = Strides(from, shape.Length);
        var map = new int[count];
        var position = new int[shape.Length];
        int at = 0;
        for (int i = 0; i < map.Length; i++)
        {
            map[i] = at;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                at += strides[axis];
                if (++position[axis] < shape[axis])
                {
                    break;
                }

                at -= strides[axis] * shape[axis];
                position[axis] = 0;
            }
        }

        return map;
    }

    /// <summary>Strides of a tensor of shape <paramref name="from"/> seen with <paramref name="rank"/> axes; 0 along repeated axes.</summary>
    private static int[] Strides(int[] from, int rank)
    {
        var strides = new int[rank];
        int stride = 1;
        for (int i = 1; i <= from.Length; i++)
        {
            int size = from[from.Length - i];
            strides[rank - i] = size == 1 ? 0 : stride;
            stride *= size;
        }

        return strides;
    }
}
