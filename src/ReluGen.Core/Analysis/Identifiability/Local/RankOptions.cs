namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>How much work a rank may take. Budgets count things, not seconds, so that the answer is the same everywhere.</summary>
public sealed record RankOptions
{
    /// <summary>Number of threads; 0 is one a processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Networks of more parameters get no exact null vectors, so that a deficit stays a lower bound of the rank.</summary>
    public int MostParameters { get; init; } = 1500;

    /// <summary>Stop after so many batches of points in a row that added nothing; 0 for never.</summary>
    public int IdleBatches { get; init; }
}
