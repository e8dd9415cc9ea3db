using ReluGen.Explanations;

namespace ReluGen.Tool.Explanations;

/// <summary>What an explanation shall contain.</summary>
/// <param name="Kind">What contributions are measured from.</param>
/// <param name="Reference">Its values; null for zero.</param>
/// <param name="RemoveCommonShift">True to divide each output less the mean of all.</param>
/// <param name="Threshold">The decision of a single output.</param>
internal sealed record ExplanationRequest(ReferenceKind Kind, double[]? Reference, bool RemoveCommonShift, double Threshold);
