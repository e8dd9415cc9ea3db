namespace ReluGen.Core.Analysis.Equivalence;

/// <summary>Whether one network is another up to permutation and positive rescaling of its neurons.</summary>
public enum EquivalenceKind
{
    /// <summary>It is; the witness was checked exactly.</summary>
    Equivalent,

    /// <summary>It is not, proved.</summary>
    NotEquivalent,

    /// <summary>The budget was spent among neurons that look alike.</summary>
    Undecided,
}

/// <summary>The answer of <see cref="NetworkEquivalence"/>. It is about weights: networks that are not equivalent may still compute the same function.</summary>
/// <param name="Kind">The verdict.</param>
/// <param name="Witness">How the first network becomes the second; only where they are equivalent.</param>
/// <param name="Distinction">What tells them apart; only where they are not equivalent.</param>
/// <param name="Nodes">How many neurons were matched by trial, because nothing tells them from others of their stage.</param>
public sealed record EquivalenceVerdict(EquivalenceKind Kind, EquivalenceWitness? Witness, Distinction? Distinction, long Nodes)
{
    /// <summary>True if the networks are proved equivalent.</summary>
    public bool AreEquivalent => Kind == EquivalenceKind.Equivalent;
}

/// <summary>A fact that holds for one of two networks and not for the other, whatever neurons are exchanged and rescaled.</summary>
/// <param name="Kind">What kind of fact.</param>
/// <param name="Stage">The stage, from 1, the output being the last; 0 where it is about the whole network.</param>
/// <param name="Neuron">The neuron of the first network; −1 where it is about the whole stage.</param>
/// <param name="Message">A sentence.</param>
public sealed record Distinction(DistinctionKind Kind, int Stage, int Neuron, string Message);

/// <summary>Kinds of distinctions.</summary>
public enum DistinctionKind
{
    /// <summary>Other numbers of inputs, outputs, stages, neurons of a stage, or another link.</summary>
    Shape,

    /// <summary>No neuron of the other network has these incoming weights, up to a factor and the order of what it reads.</summary>
    Incoming,

    /// <summary>Neurons match by what they read, but not by what reads them.</summary>
    Outgoing,

    /// <summary>The only candidate for the matching fails at a weight, or all of several candidates fail.</summary>
    Matching,
}
