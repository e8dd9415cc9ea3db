using System.Threading;

namespace ReluGen.Core.Analysis.Identifiability.Global;

/// <summary>How much work a condition on one stage may still take.</summary>
/// <param name="budget">Products of exact numbers.</param>
/// <param name="cancellation">Stops the work.</param>
internal sealed class ConditionWork(long budget, CancellationToken cancellation)
{
    private long spent;

    /// <summary>The budget that there was.</summary>
    public long Budget => budget;

    /// <summary>Stops the work.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>True if the budget is spent.</summary>
    public bool IsSpent => spent > budget;

    /// <summary>Counts some products.</summary>
    /// <returns>False if they were too many.</returns>
    public bool Spend(long products)
    {
        cancellation.ThrowIfCancellationRequested();
        spent += products;
        return !IsSpent;
    }
}
