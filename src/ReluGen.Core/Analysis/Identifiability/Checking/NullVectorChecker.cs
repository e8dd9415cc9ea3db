using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Checking;

/// <summary>
/// Checks directions in parameter space by forward accumulation in exact arithmetic: the search works by reverse accumulation and in a prime
/// field, and no code of it is used here.
/// </summary>
internal sealed class NullVectorChecker(Network network)
{
    /// <summary>True if, at a point, no output changes to first order in this direction; bits are those of the point, relu'(0) = 0.</summary>
    public bool IsNull(IReadOnlyList<Dyadic> point, IReadOnlyList<NullEntry> direction)
    {
        ILookup<(int, int), NullEntry> moves = direction.ToLookup(static entry => (entry.Parameter.Stage, entry.Parameter.Neuron));
        var values = new List<Dyadic[]> { point.ToArray() };
        var changes = new List<Dyadic[]> { new Dyadic[point.Count] };
        foreach ((AffineStage stage, int number) in Stages())
        {
            var z = new Dyadic[stage.Width];
            var dz = new Dyadic[stage.Width];
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = Affine(stage, i, values, Dyadic.Of(stage.Bias[i]));
                dz[i] = Affine(stage, i, changes, Dyadic.Zero);
                foreach (NullEntry move in moves[(number, i)])
                {
                    var by = new Dyadic(move.Value, 0);
                    dz[i] += move.Parameter.IsBias ? by : by * values[move.Parameter.Source][move.Parameter.Element];
                }

                if (stage is HiddenStage hidden && z[i].Sign <= 0)
                {
                    var slope = Dyadic.Of(hidden.Slopes[i]);
                    (z[i], dz[i]) = (z[i] * slope, dz[i] * slope);
                }
            }

            values.Add(z);
            changes.Add(dz);
        }

        return changes[changes.Count - 1].All(static change => change.Sign == 0);
    }

    /// <summary>
    /// True if, at a point, no output changes at all along the straight line in this direction while the bits stay: the outputs are polynomials
    /// of the step of at most as high a degree as there are stages, and they are compared at more steps than that.
    /// </summary>
    public bool IsConstantAlong(IReadOnlyList<Dyadic> point, IReadOnlyList<NullEntry> direction)
    {
        List<bool[]> bits = [];
        Dyadic[] still = Outputs(point, direction, 0, bits, decide: true);
        return Enumerable.Range(1, network.Stages.Count + 1).All(step => Outputs(point, direction, step, bits, decide: false).SequenceEqual(still));
    }

    private Dyadic[] Outputs(IReadOnlyList<Dyadic> point, IReadOnlyList<NullEntry> direction, int step, List<bool[]> bits, bool decide)
    {
        ILookup<(int, int), NullEntry> moves = direction.ToLookup(static entry => (entry.Parameter.Stage, entry.Parameter.Neuron));
        var values = new List<Dyadic[]> { point.ToArray() };
        foreach ((AffineStage stage, int number) in Stages())
        {
            var z = new Dyadic[stage.Width];
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = Affine(stage, i, values, Dyadic.Of(stage.Bias[i]));
                foreach (NullEntry move in moves[(number, i)])
                {
                    var by = new Dyadic(move.Value * step, 0);
                    z[i] += move.Parameter.IsBias ? by : by * values[move.Parameter.Source][move.Parameter.Element];
                }
            }

            if (stage is HiddenStage hidden)
            {
                if (decide)
                {
                    bits.Add(z.Select(static value => value.Sign > 0).ToArray());
                }

                z = z.Select((value, i) => bits[number - 1][i] ? value : value * Dyadic.Of(hidden.Slopes[i])).ToArray();
            }

            values.Add(z);
        }

        return values[values.Count - 1];
    }

    private IEnumerable<(AffineStage Stage, int Number)> Stages() =>
        network.Stages.Select(static (stage, index) => ((AffineStage)stage, index + 1)).Append((network.Output, network.Stages.Count + 1));

    private static Dyadic Affine(AffineStage stage, int neuron, List<Dyadic[]> values, Dyadic start)
    {
        foreach (WeightBlock block in stage.Blocks)
        {
            for (int k = 0; k < block.Columns; k++)
            {
                Dyadic value = values[block.Source][k];
                start = value.Sign == 0 ? start : start + (Dyadic.Of(block.Row(neuron)[k]) * value);
            }
        }

        return start;
    }
}
