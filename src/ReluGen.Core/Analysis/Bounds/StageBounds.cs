using System.Collections.Generic;

namespace ReluGen.Core.Analysis.Bounds;

/// <summary>Bounds of the values of one stage or source over a box, one pair an element. They hold in exact arithmetic; infinite where nothing is known.</summary>
public sealed class StageBounds
{
    internal StageBounds(double[] lower, double[] upper)
    {
        LowerValues = lower;
        UpperValues = upper;
    }

    /// <summary>A number not above any value of each element.</summary>
    public IReadOnlyList<double> Lower => LowerValues;

    /// <summary>A number not below any value of each element.</summary>
    public IReadOnlyList<double> Upper => UpperValues;

    /// <summary>Number of elements.</summary>
    public int Count => LowerValues.Length;

    internal double[] LowerValues { get; }

    internal double[] UpperValues { get; }

    /// <summary>True if all bounds are finite.</summary>
    internal bool IsFinite()
    {
        for (int i = 0; i < Count; i++)
        {
            if (double.IsInfinity(LowerValues[i]) || double.IsInfinity(UpperValues[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True if the bounds leave both signs possible.</summary>
    internal bool IsOpen(int element) => LowerValues[element] < 0 && UpperValues[element] > 0;
}
