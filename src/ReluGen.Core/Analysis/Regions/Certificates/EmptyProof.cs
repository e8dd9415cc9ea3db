using System;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>
/// Why a side of a neuron has no point in a cell: <see cref="Weight"/> times the side's form plus the sum of multiplier times constraint
/// is at most 0 on the box, although each of them would be positive at such a point (Farkas; design/math.md 9.3).
/// </summary>
/// <param name="Weight">Multiplier of the side's form; positive.</param>
/// <param name="Terms">Multipliers of the cell's constraints.</param>
internal sealed record EmptyProof(Dyadic Weight, EmptyProof.Term[] Terms)
{
    /// <summary>The box alone shows it.</summary>
    public static EmptyProof ByBox { get; } = new(new Dyadic(1, 0), []);

    /// <summary>A non-negative multiplier of one constraint.</summary>
    /// <param name="Constraint">The half-spaces of the domain count from 0, then the cuts on the way to the cell.</param>
    /// <param name="Multiplier">The number.</param>
    internal readonly record struct Term(int Constraint, Dyadic Multiplier);
}
