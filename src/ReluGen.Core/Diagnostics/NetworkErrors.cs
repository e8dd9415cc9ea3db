using ReluGen.Core.Networks;

namespace ReluGen.Core.Diagnostics;

/// <summary>The errors of networks that could be read but cannot be used (RLG2xxx); the same in a build and on the command line.</summary>
public static class NetworkErrors
{
    /// <summary>Id of the error for a weight, bias or slope that is NaN or infinite.</summary>
    public const string NonFiniteWeightId = "RLG2001";

    /// <summary>The error of a network that has <paramref name="weight"/>.</summary>
    /// <param name="weight">The first weight that is not finite.</param>
    /// <param name="line">Line of its neuron in the text form, from 1; 0 where the network has no text.</param>
    public static InputError NonFinite(NonFiniteWeight weight, int line) =>
        new(NonFiniteWeightId, $"{weight.Where} has {weight.Value}, so its outputs would be NaN; train or export the model again.", line, 1);
}
