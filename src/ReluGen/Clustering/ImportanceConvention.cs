namespace ReluGen.Clustering;

/// <summary>How the weight of an input in an affine map becomes its importance. The ranking of inputs depends on it, so every result says which it is.</summary>
public enum ImportanceConvention
{
    /// <summary>The weight itself, as in Picchiotti and Gori 2021: change of the output for one unit of the input.</summary>
    Raw,

    /// <summary>The weight times the standard deviation of the input: change of the output for a typical change of the input. Does not depend on units.</summary>
    Scaled,

    /// <summary>The weight times the range of the input: change of the output from the least to the greatest value.</summary>
    Range,
}
