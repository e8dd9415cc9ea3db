namespace ReluGen.Core.Analysis.Equivalence;

/// <summary>What two networks have to do with each other, the closest first.</summary>
public enum NetworkRelation
{
    /// <summary>Equal weights, biases and slopes; 0 and −0 are equal, and so are a block of zeros and none.</summary>
    Identical,

    /// <summary>Equal up to the order of neurons within stages.</summary>
    Permutation,

    /// <summary>Equal up to positive factors of neurons.</summary>
    Rescaling,

    /// <summary>Equal up to both.</summary>
    PermutationAndRescaling,

    /// <summary>Equal outputs on the domain, by other weights.</summary>
    SameFunction,

    /// <summary>Some input of the domain has different outputs.</summary>
    Different,
}
