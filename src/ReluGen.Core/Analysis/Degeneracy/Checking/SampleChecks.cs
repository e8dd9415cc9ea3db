using System.Linq;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Analysis.Regions.Certificates;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>Observations that show the row on which they rest.</summary>
internal sealed class SampleChecks(Network network)
{
    public bool IsTie(Fact fact) => fact.Proof is SampleProof { Example: { } row } && fact.Condition == FactCondition.Samples
        && fact.Neurons.Count == 1 && fact.Stage >= 1 && fact.Stage <= network.Stages.Count && row.Count == network.InputCount
        && new CheckedNetwork(network).SignsAt([.. row.Select(static value => Dyadic.Of(value))])[network.FirstBitOf(fact.Stage) + fact.Neurons[0]] == 0;
}
