using System;
using System.Collections.Generic;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>An accumulator: a vector of columns of a group.</summary>
/// <param name="Name">Its variable.</param>
/// <param name="First">Its first column.</param>
/// <param name="Bits">Its width.</param>
/// <param name="Pointer">The stream that its weights are in: w, or t for a tail beside a main part.</param>
/// <param name="Offset">Its first column in a row of that stream.</param>
/// <param name="Stride">Floats of a row of that stream.</param>
internal sealed record Lane(string Name, int First, int Bits, string Pointer, int Offset, int Stride)
{
    public string Type => $"Vector{Bits}<float>";

    public int Count => Bits / 32;

    /// <summary>
    /// The vectors of a group: the main part at this width, the tail at the widest that fits it. Of several groups of 64 columns, whose packed
    /// numbers are <paramref name="stride"/> floats apart, those of the one with number <paramref name="index"/>.
    /// </summary>
    public static List<Lane> Of(GroupPlan group, int width, int index = 0, int stride = 0)
    {
        var lanes = new List<Lane>();
        int used = group.Tail > 0 ? group.Main : group.Neurons;
        for (int first = 0; first < used; first += width / 32)
        {
            int number = index * (used * 32 / width) + lanes.Count;
            lanes.Add(new Lane("a" + Literals.Int(number), index * ColumnGroups.Size + first, width, "w", index * stride + first, group.Main));
        }

        int tail = Math.Min(width, group.Tail * 32);
        for (int first = 0; first < group.Tail; first += tail / 32)
        {
            lanes.Add(new Lane("t" + Literals.Int(first * 32 / tail), group.Main + first, tail, group.Main > 0 ? "t" : "w", first, group.Tail));
        }

        return lanes;
    }

    /// <summary>The vector of row <paramref name="row"/>, counted from where the stream's pointer stands.</summary>
    public string Load(int row) => $"*({Type}*){PointerText.At(Pointer, row * Stride + Offset)}";

    /// <summary>The vector of the row that <paramref name="index"/> names.</summary>
    public string LoadAt(string index) =>
        $"*({Type}*)({Pointer} + {index} * {Literals.Int(Stride)}{(Offset == 0 ? "" : " + " + Literals.Int(Offset))})";

    /// <summary>What broadcasts <paramref name="widest"/> bits called x reads as at this lane's width.</summary>
    public string Narrow(string x, int widest) =>
        Bits == widest ? x : Bits * 2 == widest ? x + ".GetLower()" : x + ".GetLower().GetLower()";
}
