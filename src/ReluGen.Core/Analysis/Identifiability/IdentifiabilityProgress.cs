namespace ReluGen.Core.Analysis.Identifiability;

/// <summary>What an analysis of identifiability is at.</summary>
public enum IdentifiabilityStep
{
    /// <summary>Enumerates the regions of the domain; counts decisions.</summary>
    Regions,

    /// <summary>Computes the rank at points; counts points.</summary>
    Rank,

    /// <summary>Computes the minor of the independent rows again; counts rows.</summary>
    Minor,

    /// <summary>Solves for exact directions in which nothing changes; counts directions.</summary>
    Directions,

    /// <summary>Multiplies the directions out at the points; counts points.</summary>
    Checks,

    /// <summary>Decides the global conditions; counts conditions.</summary>
    Conditions,
}

/// <summary>How far an analysis of identifiability has come.</summary>
/// <param name="Step">What it is at.</param>
/// <param name="Done">How many things of the step are done.</param>
/// <param name="Rank">Rank so far.</param>
/// <param name="Expected">Largest possible rank.</param>
public readonly record struct IdentifiabilityProgress(IdentifiabilityStep Step, long Done, int Rank = 0, int Expected = 0);
