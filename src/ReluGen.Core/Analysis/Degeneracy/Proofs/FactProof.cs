using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Analysis.Regions.Certificates;

namespace ReluGen.Core.Analysis.Degeneracy.Proofs;

/// <summary>Why a fact is true, in a form that can be checked without repeating the search.</summary>
public abstract record FactProof
{
    /// <summary>The proof in words.</summary>
    public abstract string Describe();

    private protected static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>Reading the weights shows it.</summary>
public sealed record InspectionProof : FactProof
{
    /// <summary>The one instance.</summary>
    public static InspectionProof Instance { get; } = new();

    /// <inheritdoc/>
    public override string Describe() => "read from the weights";
}

/// <summary>
/// The row of the second neuron times Denominator equals that of the first times Numerator, entry by entry (with the bias unless the
/// fact is about parallels): the first neuron can stand for both if its outgoing weights get the factor times those of the second.
/// </summary>
/// <param name="Numerator">Not 0.</param>
/// <param name="Denominator">Positive.</param>
public sealed record FactorProof(BigInteger Numerator, BigInteger Denominator) : FactProof
{
    /// <summary>The factor as a fraction.</summary>
    public string Factor => Denominator.IsOne ? Numerator.ToString(CultureInfo.InvariantCulture)
        : Numerator.ToString(CultureInfo.InvariantCulture) + "/" + Denominator.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string Describe() => "exact: the first row times " + Factor + " is the second";
}

/// <summary>The row of the first neuron times Denominator is the sum of the other neurons' rows times their numerators; weights only, no biases.</summary>
/// <param name="Numerators">One a neuron of the fact after the first.</param>
/// <param name="Denominator">Positive.</param>
/// <param name="Active">Why all the neurons are always active.</param>
public sealed record CombinationProof(IReadOnlyList<BigInteger> Numerators, BigInteger Denominator, IReadOnlyList<FactProof> Active) : FactProof
{
    /// <inheritdoc/>
    public override string Describe() => "exact: its weights are a combination of " + Numerators.Count.ToString(CultureInfo.InvariantCulture) + " others'";
}

/// <summary>Independent integer vectors that the weights of a stage map to 0.</summary>
/// <param name="OfRows">True if the vectors combine rows, false if they combine columns.</param>
/// <param name="Vectors">The vectors; each has a place where it is not 0 and the others are.</param>
public sealed record RankProof(bool OfRows, IReadOnlyList<BigInteger[]> Vectors) : FactProof
{
    /// <inheritdoc/>
    public override string Describe() => "exact: " + Vectors.Count.ToString(CultureInfo.InvariantCulture)
        + " independent combinations of " + (OfRows ? "rows" : "columns") + " are 0";
}

/// <summary>Interval arithmetic shows that a pre-activation stays in [Lower, Upper] on the domain.</summary>
/// <param name="Lower">A lower bound.</param>
/// <param name="Upper">An upper bound.</param>
public sealed record IntervalProof(double Lower, double Upper) : FactProof
{
    /// <summary>A point with a positive pre-activation, where the bound alone does not show that it is not 0 everywhere.</summary>
    public IReadOnlyList<double>? Witness { get; init; }

    /// <inheritdoc/>
    public override string Describe() => "interval arithmetic: the pre-activation stays within [" + Number(Lower) + ", " + Number(Upper) + "]"
        + (Lower > 0 || Upper < 0 ? ", so the bit is constant" : "");
}

/// <summary>Linear relaxation shows that a pre-activation stays in [Lower, Upper] on the domain.</summary>
/// <param name="Lower">A lower bound.</param>
/// <param name="Upper">An upper bound.</param>
public sealed record RelaxationProof(double Lower, double Upper) : FactProof
{
    /// <summary>A point with a positive pre-activation, where the bound alone does not show that it is not 0 everywhere.</summary>
    public IReadOnlyList<double>? Witness { get; init; }

    /// <summary>The bounds of all neurons and the lines that follow from them.</summary>
    internal BoundsAnalysis? Bounds { get; init; }

    /// <summary>Lines that a linear program found for this pre-activation; null for those of <see cref="Bounds"/>.</summary>
    internal IReadOnlyList<Relaxation>? Lines { get; init; }

    /// <inheritdoc/>
    public override string Describe() => (Lines is null ? "linear relaxation" : "linear program over the relaxation") + ": the pre-activation stays within [" + Number(Lower) + ", " + Number(Upper) + "]"
        + (Lower > 0 || Upper < 0 ? ", so the bit is constant" : "");
}

/// <summary>The list of all regions of the domain, proved complete, shows it.</summary>
/// <param name="Certificate">The proof of the list, for the hidden stages up to <paramref name="StageCount"/>.</param>
/// <param name="StageCount">Number of stages that it is about.</param>
/// <param name="RegionCount">Number of regions.</param>
public sealed record RegionProof(RegionCertificate Certificate, int StageCount, int RegionCount) : FactProof
{
    /// <inheritdoc/>
    public override string Describe() => "exact enumeration: it holds in each of the " + RegionCount.ToString(CultureInfo.InvariantCulture) + " regions";
}

/// <summary>Facts about the neurons of a stage, from which the fact about the stage follows.</summary>
/// <param name="Parts">One a neuron, in order.</param>
public sealed record StageProof(IReadOnlyList<Fact> Parts) : FactProof
{
    /// <inheritdoc/>
    public override string Describe() => "follows from the facts about its " + Parts.Count.ToString(CultureInfo.InvariantCulture) + " neurons";
}

/// <summary>Following the weights that are not 0 shows it, if the given neurons are dead.</summary>
/// <param name="Dead">Dead neurons with slope 0 below zero, which pass nothing on.</param>
public sealed record InfluenceProof(IReadOnlyList<Fact> Dead) : FactProof
{
    /// <inheritdoc/>
    public override string Describe() => Dead.Count == 0
        ? "follows from the weights that are 0"
        : "follows from the weights that are 0 and " + Dead.Count.ToString(CultureInfo.InvariantCulture) + " dead neurons";
}

/// <summary>In each region of the domain, the activation of the second neuron is the factor times that of the first.</summary>
/// <param name="Factor">The factor; positive.</param>
/// <param name="Regions">The proof that these are all regions.</param>
public sealed record RegionFactorProof(FactorProof Factor, RegionProof Regions) : FactProof
{
    /// <inheritdoc/>
    public override string Describe() => Regions.Describe();
}

/// <summary>
/// In each region of the domain, no output changes to first order in these directions of parameter space; they are independent of each other
/// and of the directions of rescaling.
/// </summary>
/// <param name="Vectors">The directions; for each neuron that nothing reads, one of them may be its scale.</param>
/// <param name="Deficit">How many dimensions they show to be unseen.</param>
/// <param name="Regions">The proof that these are all regions.</param>
public sealed record RankDeficitProof(IReadOnlyList<NullVector> Vectors, int Deficit, RegionProof Regions) : FactProof
{
    /// <inheritdoc/>
    public override string Describe() => "exact: in each of the " + Regions.RegionCount.ToString(CultureInfo.InvariantCulture) + " regions no output changes in "
        + Vectors.Count.ToString(CultureInfo.InvariantCulture) + " directions of the parameters";
}

/// <summary>The sum of outgoing times incoming weights over the neurons is the zero matrix.</summary>
public sealed record FlipProof : FactProof
{
    /// <inheritdoc/>
    public override string Describe() => "exact: the sum of outgoing times incoming weights over these neurons is 0";
}

/// <summary>Rows of a sample file were evaluated; nothing is claimed about other inputs.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Example">A row that shows it, where one does.</param>
public sealed record SampleProof(long Rows, IReadOnlyList<float>? Example) : FactProof
{
    /// <inheritdoc/>
    public override string Describe() => "observed on " + Rows.ToString(CultureInfo.InvariantCulture) + " rows, not proved for other inputs";
}
