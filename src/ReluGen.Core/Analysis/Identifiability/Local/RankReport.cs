using System.Collections.Generic;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>What the outputs at finitely many points say about the parameters near those of the network (math.md 3.4 and 5).</summary>
public sealed record RankReport
{
    /// <summary>Number of points.</summary>
    public long Points { get; init; }

    /// <summary>
    /// Points at which a pre-activation is exactly 0, where the network may have no derivative: their rows of the Jacobian are those for relu'(0) = 0.
    /// They count for <see cref="Rank"/>, but prove no verdict.
    /// </summary>
    public long TiedPoints { get; init; }

    /// <summary>Rank of the Jacobian at the points: proved to be at least this, and exactly this if <see cref="IsExact"/>.</summary>
    public int Rank { get; init; }

    /// <summary>Largest possible rank, P − H: the number of parameters less one scale a hidden neuron.</summary>
    public int Expected { get; init; }

    /// <summary>Proved upper bound of the rank at the points, never above <see cref="Expected"/>: scales add nothing.</summary>
    public int AtMost { get; init; }

    /// <summary>True if the rank is proved to be no larger: it is the largest possible, or exact directions in which nothing changes account for the rest.</summary>
    public bool IsExact { get; init; }

    /// <summary>Rank of all linear functions of the paths' activations, R_A; null where paths were not listed.</summary>
    public int? PathRank { get; init; }

    /// <summary>Whether the parameters can be recovered from the outputs at these points, among those near them.</summary>
    public IdentifiabilityVerdict Verdict { get; init; }

    /// <summary>Why.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Exact directions in which no output changes to first order, independent of each other and of rescaling. Fewer than the deficit where not all were proved.</summary>
    public IReadOnlyList<NullVector> NullVectors { get; init; } = [];

    /// <summary>One of them along which no output changes at all, while no activation bit does: an identity of polynomials, which is checked. Null if none was found.</summary>
    public NullVector? Line { get; init; }

    /// <summary>Which parameters cannot be seen, neuron by neuron, and why; empty where the rank is full or the network too large.</summary>
    public IReadOnlyList<UnseenParameters> Unseen { get; init; } = [];

    /// <summary>True if points were left out because the budget of multiply-adds was spent.</summary>
    public bool IsCut { get; init; }

    /// <summary>Multiply-adds in the prime field.</summary>
    public long Operations { get; init; }

    /// <summary>How much is missing to the largest possible rank.</summary>
    public int Deficit => Expected - Rank;
}

/// <summary>Parameters that the points do not show, and the mechanism (math.md 5.4).</summary>
/// <param name="Stage">Stage of the neuron that is the cause, from 1; 0 for an input.</param>
/// <param name="Neuron">The neuron, from 0.</param>
/// <param name="Count">How many dimensions it costs.</param>
/// <param name="Mechanism">The mechanism.</param>
/// <param name="Others">Other neurons of the combination, where it is one.</param>
public sealed record UnseenParameters(int Stage, int Neuron, int Count, UnseenMechanism Mechanism, IReadOnlyList<(int Stage, int Neuron)> Others);

/// <summary>Why parameters cannot be seen.</summary>
public enum UnseenMechanism
{
    /// <summary>The neuron is inactive at all points, so neither its own weights nor those that read it matter.</summary>
    NeverActive,

    /// <summary>All weights that read the neuron are 0, or nothing downstream of it is active where it is.</summary>
    NotRead,

    /// <summary>The input is 0 at all points, so the weights that read it do not matter.</summary>
    ZeroInput,

    /// <summary>The neuron and what it reads are never active together.</summary>
    NeverTogether,

    /// <summary>The neuron is active at all points, so that its affine map can be moved into the stages that read it.</summary>
    AlwaysActive,

    /// <summary>The neuron's hyperplane is that of another.</summary>
    SharedHyperplane,

    /// <summary>What the neuron reads, where it can be seen, lies in a smaller affine space than it has weights for.</summary>
    NarrowImage,

    /// <summary>Changes of several neurons cancel.</summary>
    Combination,
}
