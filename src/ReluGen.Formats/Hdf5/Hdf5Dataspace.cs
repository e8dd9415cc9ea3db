using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Hdf5;

/// <summary>Shapes of datasets and attributes.</summary>
internal static class Hdf5Dataspace
{
    private const int MostRank = 32;

    /// <summary>The dimensions; none for a single element.</summary>
    public static int[] Read(Hdf5Cursor cursor)
    {
        int version = cursor.Byte();
        int rank = cursor.Byte();
        cursor.Skip(1);
        int kind = cursor.Byte();
        if (version is not (1 or 2) || rank > MostRank)
        {
            throw cursor.Error($"has a shape of version {version} with {rank} dimensions");
        }

        // Version 2 knows a kind without any element.
        if (version == 2 && kind == 2)
        {
            return [0];
        }

        cursor.Skip(version == 1 ? 4 : 0);
        var shape = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            shape[i] = cursor.Size(8);
        }

        return shape;
    }

    /// <summary>Number of elements.</summary>
    /// <exception cref="InputException">There are more than an array can hold.</exception>
    public static int Count(int[] shape, string what) =>
        Dimensions.TryCount(System.Array.ConvertAll(shape, static d => (long)d), out _, out int count)
            ? count
            : throw new InputException(InputErrorIds.TooLarge, $"The {what} has the shape {DisplayText.Shape(shape)}, which is more than an array can hold.");
}
