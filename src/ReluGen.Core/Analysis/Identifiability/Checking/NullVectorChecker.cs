using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
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
    /// <summary>For each direction, whether no output changes to first order in it at any of the points; bits are those of the point, relu'(0) = 0.</summary>
    /// <param name="points">The points.</param>
    /// <param name="directions">The directions; null for one that is not to be checked and is answered with false.</param>
    /// <param name="cancellation">Stops the check.</param>
    public bool[] AreNull(IReadOnlyList<IReadOnlyList<Dyadic>> points, IReadOnlyList<NullVector?> directions, CancellationToken cancellation)
    {
        Moves?[] moves = [.. directions.Select(static direction => direction is null ? null : new Moves(direction))];
        var refused = new int[directions.Count];
        Parallel.ForEach(points, new ParallelOptions { CancellationToken = cancellation }, point =>
        {
            Evaluation at = Evaluate(point, null, 0, null);
            for (int v = 0; v < moves.Length; v++)
            {
                if (moves[v] is { } move && Volatile.Read(ref refused[v]) == 0 && !IsNull(at, move))
                {
                    Volatile.Write(ref refused[v], 1);
                }
            }
        });
        return [.. directions.Select((direction, v) => direction is not null && refused[v] == 0)];
    }

    /// <summary>True if, at a point and with these bits of the hidden stages, no output changes to first order in a direction.</summary>
    public bool IsNull(IReadOnlyList<Dyadic> point, IReadOnlyList<bool[]> bits, NullVector direction) =>
        IsNull(Evaluate(point, null, 0, bits), new Moves(direction));

    /// <summary>
    /// True if, at a point, no output changes at all along the straight line in this direction while the bits stay: the outputs are polynomials
    /// of the step of at most as high a degree as there are stages, and they are compared at more steps than that.
    /// </summary>
    public bool IsConstantAlong(IReadOnlyList<Dyadic> point, NullVector direction)
    {
        Evaluation still = Evaluate(point, null, 0, null);
        var moves = new Moves(direction);
        return Enumerable.Range(1, network.Stages.Count + 1).All(step => Evaluate(point, moves, step, still.Bits).Outputs.SequenceEqual(still.Outputs));
    }

    /// <summary>The network with its parameters moved by so many steps.</summary>
    /// <param name="point">The point.</param>
    /// <param name="moves">A step; null for none.</param>
    /// <param name="step">Number of steps.</param>
    /// <param name="bits">The bits of the hidden stages; null to take those that the pre-activations have.</param>
    private Evaluation Evaluate(IReadOnlyList<Dyadic> point, Moves? moves, int step, IReadOnlyList<bool[]>? bits)
    {
        var values = new List<Dyadic[]> { point.ToArray() };
        var taken = new List<bool[]>();
        foreach ((AffineStage stage, int number) in Stages())
        {
            var z = new Dyadic[stage.Width];
            for (int i = 0; i < z.Length; i++)
            {
                Dyadic moved = moves is null ? Dyadic.Zero : moves.Of(number, i, values) * new Dyadic(step, 0);
                z[i] = Affine(stage, i, values, Dyadic.Of(stage.Bias[i]) + moved);
            }

            if (stage is HiddenStage hidden)
            {
                bool[] active = bits is null ? [.. z.Select(static value => value.Sign > 0)] : bits[number - 1];
                taken.Add(active);
                z = [.. z.Select((value, i) => active[i] ? value : value * Dyadic.Of(hidden.Slopes[i]))];
            }

            values.Add(z);
        }

        return new Evaluation(values, taken);
    }

    /// <summary>The chain rule forwards: changes of activations from changes of parameters and of the activations before.</summary>
    private bool IsNull(Evaluation at, Moves moves)
    {
        var changes = new List<Dyadic[]> { new Dyadic[network.InputCount] };
        foreach ((AffineStage stage, int number) in Stages())
        {
            var change = new Dyadic[stage.Width];
            for (int i = 0; i < change.Length; i++)
            {
                change[i] = Affine(stage, i, changes, moves.Of(number, i, at.Values));
                if (stage is HiddenStage hidden && !at.Bits[number - 1][i])
                {
                    change[i] *= Dyadic.Of(hidden.Slopes[i]);
                }
            }

            changes.Add(change);
        }

        return changes[changes.Count - 1].All(static change => change.Sign == 0);
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

    /// <summary>Activations by source, element 0 being the point and the last the outputs, and the bits of the hidden stages.</summary>
    private sealed record Evaluation(List<Dyadic[]> Values, List<bool[]> Bits)
    {
        public Dyadic[] Outputs => Values[Values.Count - 1];
    }

    /// <summary>A direction by the neuron whose parameters move.</summary>
    private sealed class Moves(NullVector direction)
    {
        private readonly ILookup<(int Stage, int Neuron), NullEntry> entries =
            direction.Entries.ToLookup(static entry => (entry.Parameter.Stage, entry.Parameter.Neuron));

        /// <summary>What the moves of a neuron's own parameters add to its pre-activation.</summary>
        public Dyadic Of(int stage, int neuron, List<Dyadic[]> values)
        {
            Dyadic sum = Dyadic.Zero;
            foreach (NullEntry entry in entries[(stage, neuron)])
            {
                var by = new Dyadic(entry.Value, 0);
                sum += entry.Parameter.IsBias ? by : by * values[entry.Parameter.Source][entry.Parameter.Element];
            }

            return sum;
        }
    }
}
