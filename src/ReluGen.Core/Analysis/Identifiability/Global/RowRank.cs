using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Analysis.Degeneracy.Algebra;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Global;

/// <summary>P.a: the weight matrix of the stage has full row rank.</summary>
internal static class RowRank
{
    /// <summary>Decides by elimination in a prime field, and by exact combinations of rows where these are dependent.</summary>
    public static Condition Check(Network network, int stage, CancellationToken cancellation)
    {
        WeightBlock block = network.Stages[stage - 1].Blocks[0];
        if (block.Rows > block.Columns)
        {
            return new Condition("P.a", stage, ConditionState.Refuted, $"it has {block.Rows} neurons and reads {block.Columns}: the rows are dependent");
        }

        List<Dependence> dependent = ExactDependence.Find(new FloatMatrix(block.Rows, block.Columns, block.SharedValues), out bool isIndependent, cancellation);
        if (isIndependent)
        {
            return new Condition("P.a", stage, ConditionState.Proved, $"the {block.Rows} rows are independent");
        }

        return dependent.Count > 0
            ? new Condition("P.a", stage, ConditionState.Refuted, $"the weights of neuron {dependent[0].Row} are an exact combination of {dependent[0].Rows.Count} others'")
            : new Condition("P.a", stage, ConditionState.Unknown, "the rows are dependent modulo a prime, and no exact combination was found");
    }
}
