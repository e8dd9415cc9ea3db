using System.Collections.Generic;

namespace ReluGen.Core.Analysis.Identifiability.Global;

/// <summary>The sufficient conditions P.a to P.d for global identifiability of deep networks, as stated in our docs (math.md 4, after Bona-Pellissier, Bachoc and Malgouyres).</summary>
/// <param name="Conditions">One a condition and hidden stage.</param>
/// <param name="Holds">True if all are proved; then any other network of the same architecture that meets them and computes the same function on the domain is equivalent.</param>
/// <param name="Conclusion">What follows, in words.</param>
public sealed record GlobalReport(IReadOnlyList<Condition> Conditions, bool Holds, string Conclusion);
