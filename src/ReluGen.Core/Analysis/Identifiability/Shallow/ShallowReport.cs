using System.Collections.Generic;

namespace ReluGen.Core.Analysis.Identifiability.Shallow;

/// <summary>The criterion for networks with one hidden stage (math.md 3.5): among all networks of the same width, from the function on the whole domain.</summary>
/// <param name="Verdict">What is proved.</param>
/// <param name="Conditions">(a), (b) and (c).</param>
/// <param name="Reason">Why.</param>
/// <param name="Competitor">Where the parameters are not identifiable: others, not equivalent, that compute the same function on the domain, checked exactly.</param>
public sealed record ShallowReport(IdentifiabilityVerdict Verdict, IReadOnlyList<Condition> Conditions, string Reason, ShallowParameters? Competitor);
