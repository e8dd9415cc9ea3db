namespace ReluGen.Core.Analysis.Identifiability;

/// <summary>Whether parameters can be recovered from what a network computes.</summary>
public enum IdentifiabilityVerdict
{
    /// <summary>Neither is proved.</summary>
    Undecided,

    /// <summary>It is proved that they can, up to permutation and positive rescaling of hidden neurons.</summary>
    Identifiable,

    /// <summary>It is proved that they cannot: there are other parameters, not equivalent, that compute the same.</summary>
    NotIdentifiable,
}
