namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>What the checker says of a fact.</summary>
/// <param name="Accepted">True if the proof shows the fact.</param>
/// <param name="Reason">What is wrong with it; empty if it was accepted.</param>
public sealed record FactVerdict(bool Accepted, string Reason)
{
    internal static FactVerdict Of(bool holds, string otherwise) => holds ? new FactVerdict(true, "") : new FactVerdict(false, otherwise);
}
