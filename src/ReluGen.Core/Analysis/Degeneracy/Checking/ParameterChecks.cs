using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Analysis.Identifiability.Checking;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>Checks claims about directions in parameter space in which no output changes.</summary>
internal sealed class ParameterChecks(Network network, InputBox box, RegionChecker regions)
{
    /// <summary>
    /// <c>rank-deficit</c>: in every region the derivative of the outputs in each direction, which is affine in the input there, is 0 at as
    /// many points as determine an affine function.
    /// </summary>
    public bool IsDeficient(Fact fact)
    {
        if (fact.Proof is not RankDeficitProof { Deficit: > 0 } proof || fact.Condition != FactCondition.Domain
            || proof.Regions.StageCount != network.Stages.Count || !AreIndependent(proof.Vectors, proof.Deficit)
            || regions.Regions(proof.Regions) is not { } forms)
        {
            return false;
        }

        var checker = new NullVectorChecker(network);
        Dyadic[][] points = [.. Corners()];
        return forms.All(region =>
        {
            bool[][] bits = [.. network.Stages.Select((stage, l) => Enumerable.Range(0, stage.Width).Select(i => region.Bit(l + 1, i)).ToArray())];
            return points.All(point => checker.AreNullAt(point, bits, proof.Vectors));
        });
    }

    /// <summary>A corner of the box and those next to it.</summary>
    private IEnumerable<Dyadic[]> Corners()
    {
        Dyadic[] corner = [.. box.Lower.Select(Dyadic.Of)];
        yield return corner;
        for (int j = 0; j < box.Count; j++)
        {
            Dyadic[] next = [.. corner];
            next[j] = Dyadic.Of(box.Upper[j]);
            yield return next;
        }
    }

    /// <summary>
    /// True if every direction alone moves its owner, and none moves some outgoing weight, not 0, of each neuron that is read: no combination
    /// of them is then a combination of rescalings of such neurons. The scales of the others are subtracted.
    /// </summary>
    private bool AreIndependent(IReadOnlyList<NullVector> vectors, int deficit)
    {
        var moved = new HashSet<NetworkParameter>(vectors.SelectMany(static vector => vector.Entries).Where(static entry => !entry.Value.IsZero).Select(static entry => entry.Parameter));
        int unread = 0;
        for (int source = 1; source <= network.Stages.Count; source++)
        {
            for (int k = 0; k < network.WidthOf(source); k++)
            {
                NetworkParameter[] readers = [.. ReadersOf(source, k)];
                unread += readers.Length == 0 ? 1 : 0;
                if (readers.Length > 0 && readers.All(moved.Contains))
                {
                    return false;
                }
            }
        }

        return vectors.Count - unread == deficit
            && vectors.All(vector => vectors.Count(other => other.Entries.Any(entry => entry.Parameter == vector.Owner && !entry.Value.IsZero)) == 1
                && vector.Entries.Any(entry => entry.Parameter == vector.Owner && !entry.Value.IsZero));
    }

    /// <summary>The weights, not 0, with which a hidden neuron is read.</summary>
    private IEnumerable<NetworkParameter> ReadersOf(int source, int element)
    {
        for (int l = source + 1; l <= network.Stages.Count + 1; l++)
        {
            foreach (WeightBlock block in network.StageOf(l).Blocks.Where(block => block.Source == source))
            {
                for (int i = 0; i < block.Rows; i++)
                {
                    if (block.Row(i)[element] != 0)
                    {
                        yield return new NetworkParameter(l, i, source, element);
                    }
                }
            }
        }
    }
}
