using System;
using ReluGen.Core.Patterns;

namespace ReluGen.Tool.Engines;

/// <summary>A way to evaluate a network.</summary>
internal interface IEngine : IDisposable
{
    /// <summary>True if the numbers are float32, so that they are written in fewer digits.</summary>
    bool IsSingle { get; }

    /// <summary>Evaluates one input.</summary>
    /// <param name="input">One value an input.</param>
    /// <param name="link">True to apply the link to the outputs.</param>
    Evaluation Evaluate(float[] input, bool link);
}

/// <summary>What a network says of one input. A float32 is exact in double.</summary>
/// <param name="Outputs">One value an output.</param>
/// <param name="Pattern">The activation pattern.</param>
/// <param name="Weights">A of the pattern's affine map, before the link: outputs × inputs, row-major.</param>
/// <param name="Bias">b of the pattern's affine map.</param>
internal sealed record Evaluation(double[] Outputs, BitPattern Pattern, double[] Weights, double[] Bias);
