namespace ReluGen.Generator.Planning;

/// <summary>What is asked of the code of a network, besides the network.</summary>
public sealed record CodeOptions
{
    /// <summary>Neither fused nor with a resource.</summary>
    public static CodeOptions Default { get; } = new();

    /// <summary>True for sums of fused multiply-adds (order C1: one rounding a product), false for products that are rounded before they are added (C0).</summary>
    public bool Fma { get; init; }

    /// <summary>
    /// Name of the resource, with what <see cref="Core.Text.WeightsFile"/> writes; only networks for which that is used ask for it. Null
    /// where all is in the C#.
    /// </summary>
    public string? WeightsResource { get; init; }
}
