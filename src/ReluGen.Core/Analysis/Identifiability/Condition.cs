namespace ReluGen.Core.Analysis.Identifiability;

/// <summary>What is known about a condition of a theorem.</summary>
public enum ConditionState
{
    /// <summary>It was not decided.</summary>
    Unknown,

    /// <summary>It is proved to hold.</summary>
    Proved,

    /// <summary>It is proved not to hold.</summary>
    Refuted,
}

/// <summary>A condition of a theorem on one stage.</summary>
/// <param name="Name">Its name in the documentation: <c>a</c>, <c>P.a</c> and so on.</param>
/// <param name="Stage">The hidden stage, from 1.</param>
/// <param name="State">What is known.</param>
/// <param name="Reason">Why: the proof, the witness, or what was looked at.</param>
public sealed record Condition(string Name, int Stage, ConditionState State, string Reason);
