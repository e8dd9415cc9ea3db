using ReluGen.Core.Analysis.Regions.Certificates;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>What a neuron does in a cell.</summary>
internal enum VerdictKind
{
    /// <summary>Its form is zero everywhere: bit 0, no constraint.</summary>
    Zero,

    /// <summary>It is active in the whole cell.</summary>
    One,

    /// <summary>It is inactive in the whole cell.</summary>
    Off,

    /// <summary>It cuts the cell into two.</summary>
    Split,
}

/// <summary>What a neuron does in a cell, with the proof or the two parts.</summary>
internal sealed record Verdict(VerdictKind Kind, EmptyProof? Proof = null, Cell? Active = null, Cell? Inactive = null)
{
    /// <summary>The form is zero everywhere.</summary>
    public static Verdict Zero { get; } = new(VerdictKind.Zero);

    /// <summary>Active by the box alone.</summary>
    public static Verdict OneByBox { get; } = new(VerdictKind.One, EmptyProof.ByBox);

    /// <summary>Inactive by the box alone.</summary>
    public static Verdict OffByBox { get; } = new(VerdictKind.Off, EmptyProof.ByBox);

    /// <summary>The bit is the opposite of the side that <paramref name="proof"/> shows to be empty.</summary>
    public static Verdict Empty(bool positiveSide, EmptyProof proof) => new(positiveSide ? VerdictKind.Off : VerdictKind.One, proof);
}
