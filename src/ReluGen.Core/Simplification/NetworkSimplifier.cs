using System.Threading;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Simplification;

/// <summary>Makes the smaller network that computes the same function, by the facts that are proved about a network.</summary>
/// <remarks>
/// In exact arithmetic nothing changes where the facts hold: everywhere for <see cref="FactCondition.Always"/>, on the domain for
/// <see cref="FactCondition.Domain"/>; observations on samples are not used. Weights that had to be added up are computed exactly and
/// rounded once to float32, so outputs differ in their last digits, and a bit may where a pre-activation is within rounding of 0.
/// </remarks>
public static class NetworkSimplifier
{
    /// <summary>Leaves out dead neurons, repeats of others, neurons and stages that are affine or hand on where that saves weights.</summary>
    /// <param name="network">The network.</param>
    /// <param name="report">The facts about it.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The smaller network; the same one where nothing can be removed or a sum of weights is beyond float32.</returns>
    public static SimplifiedNetwork Run(Network network, DegeneracyReport report, CancellationToken cancellation = default)
    {
        if (NonFiniteWeights.First(network) is not null)
        {
            return SimplifiedNetwork.Unchanged(network);
        }

        var roles = new RoleTable(network);
        var removable = new RemovableNeurons(network, report);
        removable.AssignFree(roles);
        new FoldChoice(network, roles, cancellation).Assign(removable);
        removable.AssignCombinations(roles);
        var rebuilt = new StageRebuilder(network, roles, cancellation);
        bool isSmaller = rebuilt.Network.ParameterCount < network.ParameterCount;
        return isSmaller && NonFiniteWeights.First(rebuilt.Network) is null
            ? new SimplifiedNetwork(network, rebuilt.Network, rebuilt.Layout)
            : SimplifiedNetwork.Unchanged(network);
    }
}
