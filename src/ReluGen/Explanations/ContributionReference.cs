using System;

namespace ReluGen.Explanations;

/// <summary>What contributions are measured from.</summary>
public enum ReferenceKind
{
    /// <summary>Every input 0.</summary>
    Zero,

    /// <summary>The mean of the inputs over some rows.</summary>
    Mean,

    /// <summary>An input of the caller's choice.</summary>
    Given,
}

/// <summary>The input that contributions are measured from: what it gives is the baseline, and each contribution is for being different.</summary>
public readonly ref struct ContributionReference
{
    private ContributionReference(ReferenceKind kind, ReadOnlySpan<double> values)
    {
        Kind = kind;
        Values = values;
    }

    /// <summary>Every input 0: the baseline is the bias.</summary>
    public static ContributionReference Zero => default;

    /// <summary>Which reference this is.</summary>
    public ReferenceKind Kind { get; }

    /// <summary>One value an input; empty for <see cref="Zero"/>.</summary>
    public ReadOnlySpan<double> Values { get; }

    /// <summary>The mean of the inputs over some rows, one value an input: <c>Inputs.Mean</c> of clusters, or of one of them.</summary>
    public static ContributionReference MeanOf(ReadOnlySpan<double> mean) => new(ReferenceKind.Mean, mean);

    /// <summary>The given values, one an input.</summary>
    public static ContributionReference Of(ReadOnlySpan<double> values) => new(ReferenceKind.Given, values);

    internal double this[int input] => Values.IsEmpty ? 0 : Values[input];
}
