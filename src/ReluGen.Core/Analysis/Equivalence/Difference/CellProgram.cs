using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence.Difference;

/// <summary>
/// The closure of one region as a linear program that is solved exactly: the largest value of an affine form, and the vertex that attains it. The
/// region's witness is a feasible start.
/// </summary>
/// <remarks>Variables, all non-negative: y_j with x_j = witness_j + y_j − y_d, for d coordinates.</remarks>
internal sealed class CellProgram
{
    private readonly IntegerNetwork integers;
    private readonly ExactPoint witness;
    private readonly List<BigInteger[]> constraints;
    private readonly CancellationToken cancellation;

    /// <summary>Collects the constraints of a region.</summary>
    /// <param name="network">The network.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="integers">Both in integers.</param>
    /// <param name="region">The region.</param>
    /// <param name="cancellation">Stops the programs.</param>
    public CellProgram(Network network, RegionDomain domain, IntegerNetwork integers, Region region, CancellationToken cancellation)
    {
        this.integers = integers;
        this.cancellation = cancellation;
        IReadOnlyList<Dyadic> point = region.Witness;
        witness = ExactPoint.Of(integers.Box.Features.Select(j => point[j]).ToArray());
        var groups = new BoundaryGroups(integers.Dimension);
        var forms = new LocalForms(network, integers, witness);
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            for (int i = 0; i < network.WidthOf(l); i++)
            {
                var neuron = new NeuronAddress(l, i);
                groups.Add(forms.Inside(neuron), neuron);
            }
        }

        groups.AddFaces(network, domain, integers);
        constraints = [.. groups.ToBoundaries(witness).Select(static boundary => boundary.Row)];
    }

    /// <summary>The largest value of a form on the closed region.</summary>
    /// <param name="form">Coefficients of the coordinates, then the constant.</param>
    /// <returns>The value and the coordinates of a vertex that attains it, over one positive denominator.</returns>
    public (BigInteger Value, BigInteger[] Point, BigInteger Denominator) Maximise(BigInteger[] form)
    {
        int d = integers.Dimension;
        int objective = constraints.Count;
        var dictionary = new IntegerDictionary(constraints.Count + 1, d + 1);
        for (int i = 0; i < constraints.Count; i++)
        {
            Fill(dictionary, i, constraints[i], negate: false);
            dictionary.SetConstant(i, witness.ValueOf(constraints[i]));
        }

        // The row bound − form stays positive on the whole box, so it never leaves the basis.
        BigInteger bound = 1 - (-(integers.Box.Maximum(form) << witness.Shift) >> integers.Box.Shift);
        Fill(dictionary, objective, form, negate: true);
        dictionary.SetConstant(objective, bound - witness.ValueOf(form));
        dictionary.MinimiseBasic(d + 1 + objective, cancellation);

        BigInteger back = dictionary.ConstantOf(d);
        var point = new BigInteger[d];
        for (int j = 0; j < d; j++)
        {
            point[j] = (witness.Coordinates[j] * dictionary.Denominator) + dictionary.ConstantOf(j) - back;
        }

        BigInteger value = (bound * dictionary.Denominator) - dictionary.ConstantOf(d + 1 + objective);
        return (value, point, dictionary.Denominator << witness.Shift);
    }

    private static void Fill(IntegerDictionary dictionary, int row, BigInteger[] form, bool negate)
    {
        int d = form.Length - 1;
        BigInteger sum = BigInteger.Zero;
        for (int j = 0; j < d; j++)
        {
            BigInteger coefficient = negate ? -form[j] : form[j];
            dictionary[row, j] = coefficient;
            sum += coefficient;
        }

        dictionary[row, d] = -sum;
    }
}
