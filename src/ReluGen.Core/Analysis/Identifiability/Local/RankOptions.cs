using System;
using System.Threading;
using System.Threading.Tasks;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>How much work a rank may take. Budgets count things, not seconds, so that the answer is the same everywhere.</summary>
internal sealed record RankOptions
{
    /// <summary>Number of threads; 0 is one a processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Networks of more parameters get no exact null vectors, so that a deficit stays a lower bound of the rank.</summary>
    public int MostParameters { get; init; } = 1500;

    /// <summary>Stop after so many batches of points in a row that added nothing; 0 for never.</summary>
    public int IdleBatches { get; init; }

    /// <summary>Multiply-adds in the prime field after which no more points are taken.</summary>
    public long EliminationBudget { get; init; } = 10_000_000_000_000;

    /// <summary>Products of machine words that solving for exact directions may take, as <see cref="NullSpace"/> estimates them.</summary>
    public long SolutionBudget { get; init; } = 2_000_000_000;

    /// <summary>Work that multiplying directions out may take, as <see cref="Checking.NullVectorChecker"/> counts it.</summary>
    public long CheckBudget { get; init; } = 2_000_000_000;

    /// <summary>The threads for loops that may be cancelled.</summary>
    public ParallelOptions Parallel(CancellationToken cancellation) =>
        new() { MaxDegreeOfParallelism = Threads == 0 ? Environment.ProcessorCount : Threads, CancellationToken = cancellation };
}
