using System;
using System.Collections.Generic;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Identifiability.Shallow;
using ReluGen.Core.Analysis.Regions;

namespace ReluGen.Core.Analysis.Identifiability;

/// <summary>What is asked, and how much work it may take. Budgets count things, not seconds, so that the answer is the same everywhere.</summary>
public sealed record IdentifiabilityOptions
{
    /// <summary>The domain; null for all inputs.</summary>
    public InputBox? Box { get; init; }

    /// <summary>Rows at which the outputs are known, read once; null for points of the domain.</summary>
    public IEnumerable<float[]>? Samples { get; init; }

    /// <summary>Decisions that the exact enumeration of regions may take; 0 for none, null for <see cref="StandardRegions"/>.</summary>
    public long? RegionBudget { get; init; }

    /// <summary>A five hundredth of the standard budget of an enumeration: 200,000 decisions, fewer where more than 8 features vary.</summary>
    public static long StandardRegions(RegionDomain domain) => Math.Max(1, RegionOptions.StandardBudget(domain) / 500);

    /// <summary>Largest number of points of a decisive sample; with more, random points give a lower bound.</summary>
    public int MostDecisivePoints { get; init; } = 100_000;

    /// <summary>Random points where regions cannot be enumerated.</summary>
    public int RandomPoints { get; init; } = 20_000;

    /// <summary>Batches of random points in a row that may add nothing before no more are taken.</summary>
    public int IdleBatches { get; init; } = 3;

    /// <summary>Networks of more parameters get no exact null vectors, so that a rank below the largest possible stays a lower bound.</summary>
    public int MostParameters { get; init; } = 1500;

    /// <summary>Multiply-adds in the prime field that a rank may take.</summary>
    public long EliminationBudget { get; init; } = 10_000_000_000_000;

    /// <summary>Products of machine words that solving for exact directions in which nothing changes may take.</summary>
    public long SolutionBudget { get; init; } = 2_000_000_000;

    /// <summary>Products of machine words that multiplying these directions out at all points may take.</summary>
    public long CheckBudget { get; init; } = 2_000_000_000;

    /// <summary>Products of outgoing and incoming weights that condition (c) of one hidden stage may take.</summary>
    public long ProductBudget { get; init; } = ShallowCriterion.StandardProducts;

    /// <summary>Exact linear programs that P.c may take.</summary>
    public int ProgramBudget { get; init; } = 2_000;

    /// <summary>Products of exact numbers that P.c and P.d may take, each.</summary>
    public long ConditionBudget { get; init; } = 100_000_000;

    /// <summary>The same with so many times the work for exact directions and global conditions.</summary>
    /// <param name="factor">At least 1.</param>
    public IdentifiabilityOptions Times(int factor) => this with
    {
        SolutionBudget = SolutionBudget * factor,
        CheckBudget = CheckBudget * factor,
        ConditionBudget = ConditionBudget * factor,
        ProgramBudget = ProgramBudget * factor,
    };

    /// <summary>Number of threads; 0 is one a processor. The result does not depend on it.</summary>
    public int Threads { get; init; }
}
