using System;
using ReluGen.CompilerServices;

namespace ReluGen;

/// <summary>A region of a network that was known at compile time: a set of inputs with one activation pattern and so one affine map.</summary>
/// <typeparam name="TPattern">The network's pattern.</typeparam>
public readonly struct Region<TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    internal Region(int index) => Index = index;

    /// <summary>Index in the table.</summary>
    public int Index { get; }

    /// <summary>The activation pattern of every point of the region.</summary>
    public TPattern Pattern => TPattern.FromWords(TPattern.RegionData.Patterns.Slice(Index * TPattern.WordCount, TPattern.WordCount));

    /// <summary>The affine map, before the link; the exact coefficients, each rounded once.</summary>
    public AffineMap Map
    {
        get
        {
            RegionData data = TPattern.RegionData;
            int weights = data.OutputCount * data.InputCount;
            return new AffineMap(data.Weights.Slice(Index * weights, weights), data.Biases.Slice(Index * data.OutputCount, data.OutputCount), data.InputCount);
        }
    }

    /// <summary>
    /// The first region of the table whose affine map is the same, which is this one if there is none before it. Exact arithmetic
    /// decided, when the table was made: maps that differ by less than float32 can show are different.
    /// </summary>
    public int MapIndex => TPattern.RegionData.Maps[Index];

    /// <summary>
    /// A point of the region, one value an input. Where the build enumerated the regions, a point of its interior (rounded to float64
    /// where the region is too thin to hold a float64 point); else the first row of the sample file in it.
    /// </summary>
    public ReadOnlySpan<double> Witness
    {
        get
        {
            RegionData data = TPattern.RegionData;
            return data.Witnesses.Slice(Index * data.InputCount, data.InputCount);
        }
    }

    /// <summary>Number of rows of the sample file in the region.</summary>
    public long SampleCount => TPattern.RegionData.Counts[Index];
}
