using System.Collections.Generic;
using ReluGen.Core.Analysis.Bounds;

namespace ReluGen.Core.Analysis.Degeneracy;

/// <summary>What is to be analysed and how much work that may take.</summary>
public sealed record DegeneracyOptions
{
    /// <summary>The domain; null for all inputs, which leaves facts that hold without condition.</summary>
    public InputBox? Box { get; init; }

    /// <summary>Rows of a sample file for observations; may be read once only. Null for none.</summary>
    public IEnumerable<SampleRow>? Samples { get; init; }

    /// <summary>Multiply-adds that points of the domain may take (one is evaluated in any case), which spare exact work.</summary>
    public long PointBudget { get; init; } = 40_000_000;

    /// <summary>Multiply-adds that symbolic bounds may take; 0 for interval arithmetic only.</summary>
    public long SymbolicBudget { get; init; } = 1_000_000_000;

    /// <summary>Multiply-adds that the search for counterexamples may take, which spares exact work; 0 for none.</summary>
    public long SearchBudget { get; init; } = 1_000_000_000;

    /// <summary>Multiply-adds that linear programs over the relaxation may take, one program a neuron that is still open; 0 for none.</summary>
    public long ProgramBudget { get; init; } = 500_000_000;

    /// <summary>Decisions that exact enumeration of regions may take, where bounds and points leave something open; 0 for none. With more than 32 inputs fewer are made, as each takes longer.</summary>
    public long RegionBudget { get; init; } = 100_000;

    /// <summary>True to ask whether the outputs show all parameters (<see cref="FactKinds.RankDeficit"/>), which needs the regions of the domain.</summary>
    public bool FindRankDeficit { get; init; }

    /// <summary>Multiply-adds that one rank may take.</summary>
    public long RankBudget { get; init; } = 1_000_000_000;
}

/// <summary>A row of a sample file.</summary>
/// <param name="Values">Its values, one an input.</param>
/// <param name="Count">Number of rows for which it stands: itself, and others with the same activation pattern.</param>
public readonly record struct SampleRow(float[] Values, long Count = 1);
