using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>One entry of a direction in parameter space.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Value">How far it moves; not 0.</param>
public readonly record struct NullEntry(NetworkParameter Parameter, BigInteger Value);

/// <summary>A direction in parameter space along which no output changes, to first order, at any of the points: the Jacobian times it is exactly 0.</summary>
/// <param name="Owner">The parameter that no other such direction moves.</param>
/// <param name="Entries">Integers without common divisor.</param>
public sealed record NullVector(NetworkParameter Owner, IReadOnlyList<NullEntry> Entries);
