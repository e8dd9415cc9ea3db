namespace ReluGen.Generator.Facts;

/// <summary>How much a build says about a network: metadata <c>Diagnostics</c> of its item.</summary>
internal enum FactDetail
{
    /// <summary>One diagnostic a kind of fact.</summary>
    Summary,

    /// <summary>One diagnostic a fact, with its proof.</summary>
    Detailed,

    /// <summary>Nothing: the network is not analysed.</summary>
    None,
}
