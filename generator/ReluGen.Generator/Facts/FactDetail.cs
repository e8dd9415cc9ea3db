namespace ReluGen.Generator.Facts;

/// <summary>How much a build says about a network: metadata <c>Diagnostics</c> of its item.</summary>
internal enum FactDetail
{
    /// <summary>One diagnostic a kind of fact.</summary>
    Summary,

    /// <summary>One diagnostic a fact, with its proof.</summary>
    Detailed,

    /// <summary>As <see cref="Detailed"/>, and whether the outputs show all parameters, which takes an enumeration of the regions and a rank.</summary>
    Identifiability,

    /// <summary>Nothing: the network is not analysed.</summary>
    None,
}
