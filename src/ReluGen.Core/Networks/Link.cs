namespace ReluGen.Core.Networks;

/// <summary>What is applied to the output after the piecewise-affine function; it is not part of that function.</summary>
public enum Link
{
    /// <summary>Nothing.</summary>
    Identity,

    /// <summary>1 / (1 + e^-y), output by output.</summary>
    Sigmoid,

    /// <summary>e^y_i / Σ_j e^y_j over all outputs.</summary>
    Softmax,

    /// <summary>tanh y, output by output.</summary>
    Tanh,
}
