using System;
using System.ComponentModel;

namespace ReluGen.CompilerServices;

/// <summary>The static data behind a <see cref="RegionTable{TPattern}"/>; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct RegionData
{
    /// <summary>Number of inputs.</summary>
    public int InputCount { get; init; }

    /// <summary>Number of outputs.</summary>
    public int OutputCount { get; init; }

    /// <summary>Number of rows of the sample file.</summary>
    public long SampleCount { get; init; }

    /// <summary>True if no region of the domain is left out.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Words of the patterns, region by region.</summary>
    public ReadOnlySpan<ulong> Patterns { get; init; }

    /// <summary>Rows in each region.</summary>
    public ReadOnlySpan<long> Counts { get; init; }

    /// <summary>A, region by region, row-major.</summary>
    public ReadOnlySpan<float> Weights { get; init; }

    /// <summary>b, region by region.</summary>
    public ReadOnlySpan<float> Biases { get; init; }

    /// <summary>For each region the first one with the same affine map.</summary>
    public ReadOnlySpan<int> Maps { get; init; }

    /// <summary>A point of each region.</summary>
    public ReadOnlySpan<double> Witnesses { get; init; }
}
