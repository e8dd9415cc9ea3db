namespace ReluGen.Core.Analysis.Degeneracy;

/// <summary>How much a fact matters.</summary>
public enum FactSeverity
{
    /// <summary>Worth knowing; ordinary networks show it.</summary>
    Info,

    /// <summary>Something in the network does no work or hides a mistake in training or export.</summary>
    Warning,

    /// <summary>The network computes nothing useful.</summary>
    Error,
}

/// <summary>What a fact rests on.</summary>
public enum FactCondition
{
    /// <summary>It holds for all inputs.</summary>
    Always,

    /// <summary>It is proved for all points of the domain.</summary>
    Domain,

    /// <summary>It was observed on the rows of a sample file and is not proved for other inputs.</summary>
    Samples,
}

/// <summary>One kind of fact; <see cref="FactKinds"/> lists them.</summary>
/// <param name="Slug">Name in documents, such as <c>dead-neuron</c>.</param>
/// <param name="Id">Diagnostic id, such as <c>RLG2003</c>; the number after RLG20 is that of math.md section 6 where there is one.</param>
/// <param name="Severity">Severity unless the user sets another.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Remedy">What to do about it, one sentence.</param>
public sealed record FactKind(string Slug, string Id, FactSeverity Severity, string Title, string Remedy);
