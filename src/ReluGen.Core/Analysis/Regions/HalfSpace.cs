using System;
using System.Collections.Generic;

namespace ReluGen.Core.Analysis.Regions;

/// <summary>The half-space {x : normal · x ≤ offset}, with the float64 numbers taken exactly.</summary>
public sealed class HalfSpace
{
    private readonly double[] normal;

    /// <summary>A half-space of as many features as <paramref name="normal"/> has coefficients.</summary>
    /// <exception cref="ArgumentException">A number is NaN or infinite.</exception>
    public HalfSpace(IReadOnlyList<double> normal, double offset)
    {
        this.normal = new double[normal.Count];
        for (int j = 0; j < normal.Count; j++)
        {
            this.normal[j] = Finite(normal[j], nameof(normal));
        }

        Offset = Finite(offset, nameof(offset));
    }

    /// <summary>One coefficient a feature.</summary>
    public IReadOnlyList<double> Normal => normal;

    /// <summary>The largest value that normal · x takes in the half-space.</summary>
    public double Offset { get; }

    private static double Finite(double value, string name) =>
        double.IsNaN(value) || double.IsInfinity(value)
            ? throw new ArgumentException("The coefficients of a half-space must be finite numbers.", name)
            : value;
}
