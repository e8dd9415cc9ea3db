using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Analysis.Identifiability;

/// <summary>The networks of the oracle cases I1 to I11 of the specification.</summary>
internal static class OracleNets
{
    /// <summary>One input, one neuron: v · relu(x + b).</summary>
    public static Network Single(double bias) => Nets.Chain(([[1]], [bias]), ([[1]], [0]));

    /// <summary>One input, neurons side by side.</summary>
    public static Network Line(double[] weights, double[] bias, double[] outgoing, double constant = 0) =>
        Nets.Chain(([.. System.Array.ConvertAll(weights, static w => new[] { w })], bias), ([outgoing], [constant]));

    /// <summary>Two inputs, two hidden stages.</summary>
    public static Network I6 => Nets.Chain(
        ([[2, -2], [1, 0]], [0, 2]), ([[-1, 1], [2, -2]], [0, 0]), ([[2, 1]], [1]));

    /// <summary>Opposite twins in stage 1 whose outgoing weights are not collinear.</summary>
    public static Network I7 => Nets.Chain(
        ([[2, -2], [-2, 2], [1, 0]], [-2, 2, 1]), ([[2, 0, -2], [1, -1, 0]], [2, 1]), ([[1, -2]], [0]));

    /// <summary>One input, two hidden stages.</summary>
    public static Network I8 => Nets.Chain(
        ([[-1], [1]], [-1, 1]), ([[0, -2], [1, 1]], [1, -2]), ([[-1, -1]], [-1]));

    /// <summary>Stages of one neuron: relu(w · relu(x) + b).</summary>
    public static Network Narrow(double weight, double bias) => Nets.Chain(([[1]], [0]), ([[weight]], [bias]), ([[1]], [0]));

    /// <summary>relu(x1) + relu(x2) + relu(1 − x1 − x2).</summary>
    public static Network Flip3 => Nets.Chain(([[1, 0], [0, 1], [-1, -1]], [0, 0, 1]), ([[1, 1, 1]], [0]));
}
