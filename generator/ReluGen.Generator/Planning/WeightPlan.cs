using ReluGen.Core.Networks;
using ReluGen.Core.Text;

namespace ReluGen.Generator.Planning;

/// <summary>Where the numbers of a network stand.</summary>
internal enum WeightForm
{
    /// <summary>In the C#, in decimals: a line a neuron.</summary>
    Decimals,

    /// <summary>In the C#, in hexadecimal words of two numbers.</summary>
    Words,

    /// <summary>In a resource of the assembly, which the build embeds.</summary>
    Resource,
}

/// <summary>Where the numbers of a network stand, and why.</summary>
/// <param name="Form">Where.</param>
/// <param name="Resource">Name of the resource; null for the other forms.</param>
/// <param name="Reason">Why.</param>
internal sealed record WeightPlan(WeightForm Form, string? Resource, string Reason)
{
    /// <summary>Up to so many numbers are written to be read; the compiler takes more of them several times faster in hexadecimal.</summary>
    public const int MostDecimals = 2048;

    /// <summary>Plans for <paramref name="network"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="resource">Name of the resource that the build embeds; null where there is no such step.</param>
    public static WeightPlan Of(Network network, string? resource) =>
        network.ParameterCount <= MostDecimals ? new(WeightForm.Decimals, null, $"at most {MostDecimals} numbers, for a person to read")
        : !WeightsFile.IsUsedFor(network) ? new(WeightForm.Words, null, $"more than {MostDecimals} numbers, which the compiler reads faster in hexadecimal")
        : resource is null ? new(WeightForm.Words, null, "no step of a build embeds a resource")
        : new(WeightForm.Resource, resource, $"more than {WeightsFile.MostLiterals} numbers: as literals they take the compiler seconds and gigabytes");
}
