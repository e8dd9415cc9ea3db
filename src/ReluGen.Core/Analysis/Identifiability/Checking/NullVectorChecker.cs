using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
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
    /// <summary>Points of the first round, which shows what each direction costs, and of the later ones.</summary>
    private const int FirstRound = 16;
    private const int LaterRounds = 512;

    /// <summary>What an exact product takes besides its digits, in units of a product of machine words.</summary>
    private const int Overhead = 32;

    /// <summary>For each direction, whether no output changes to first order in it at any of the points; bits are those of the point, relu'(0) = 0.</summary>
    /// <param name="points">The points.</param>
    /// <param name="directions">The directions; null for one that is not to be checked and is answered with false.</param>
    /// <param name="budget">Work that the check may take: for each exact product, 32 and the machine words of its factor. Those that cost most are given up first.</param>
    /// <param name="parallel">Threads, and what stops the check. The answer does not depend on them.</param>
    /// <param name="progress">Told the number of points that are done.</param>
    /// <returns>True or false; null for a direction that was given up.</returns>
    public bool?[] AreNull(
        IReadOnlyList<IReadOnlyList<Dyadic>> points, IReadOnlyList<NullVector?> directions, long budget, ParallelOptions parallel, Action<long>? progress = null) =>
        Hold(points, directions, budget, parallel, progress, IsNull);

    /// <summary>
    /// For each direction, whether no output changes at all, at any of the points, along the straight line in it while the bits stay: the
    /// outputs are polynomials of the step of at most as high a degree as there are stages, and they are compared at more steps than that.
    /// </summary>
    /// <inheritdoc cref="AreNull"/>
    public bool?[] AreConstantAlong(
        IReadOnlyList<IReadOnlyList<Dyadic>> points, IReadOnlyList<NullVector?> directions, long budget, ParallelOptions parallel, Action<long>? progress = null) =>
        Hold(points, directions, budget, parallel, progress, IsConstantAlong);

    /// <summary>True if, at a point and with these bits of the hidden stages, no output changes to first order in any of the directions.</summary>
    public bool AreNullAt(IReadOnlyList<Dyadic> point, IReadOnlyList<bool[]> bits, IReadOnlyList<NullVector> directions)
    {
        Evaluation at = Evaluate(point, bits);
        return directions.All(direction => IsNull(at, new Moves(network, direction), out _));
    }

    private delegate bool Property(Evaluation at, Moves moves, out long products);

    private bool?[] Hold(
        IReadOnlyList<IReadOnlyList<Dyadic>> points, IReadOnlyList<NullVector?> directions, long budget, ParallelOptions parallel, Action<long>? progress, Property property)
    {
        Moves?[] moves = [.. directions.Select(direction => direction is null ? null : new Moves(network, direction))];
        bool?[] holds = Array.ConvertAll(moves, static move => (bool?)(move is not null));
        long forward = network.ParameterCount * (Overhead + 1);
        for (int from = 0, to = Math.Min(FirstRound, points.Count); from < points.Count; (from, to) = (to, Math.Min(to + LaterRounds, points.Count)))
        {
            // Whoever refuses a direction, all points of the round are asked, so that the work does not depend on threads.
            int[] live = [.. Enumerable.Range(0, moves.Length).Where(v => holds[v] == true)];
            if (live.Length == 0)
            {
                break;
            }

            var products = new long[live.Length];
            var refused = new int[live.Length];
            Parallel.For(from, to, parallel, p =>
            {
                Evaluation at = Evaluate(points[p], null);
                for (int v = 0; v < live.Length; v++)
                {
                    bool accepts = property(at, moves[live[v]]!, out long count);
                    Interlocked.Add(ref products[v], count);
                    if (!accepts)
                    {
                        Volatile.Write(ref refused[v], 1);
                    }
                }
            });
            for (int v = 0; v < live.Length; v++)
            {
                holds[live[v]] = refused[v] == 0;
                products[v] *= Overhead + moves[live[v]]!.Words;
                budget -= products[v];
            }

            budget -= forward * (to - from);
            GiveUp(live, products, (points.Count - to) / (double)(to - from), budget - (forward * (points.Count - to)), holds);
            progress?.Invoke(to);
        }

        return holds;
    }

    /// <summary>Gives up the directions that cost most, until the others fit the budget if the rest of the points costs as much as these.</summary>
    private static void GiveUp(int[] live, long[] costs, double rounds, double budget, bool?[] holds)
    {
        foreach (int v in Enumerable.Range(0, live.Length).OrderBy(v => costs[v]).Where(v => holds[live[v]] == true))
        {
            budget -= costs[v] * rounds;
            if (budget < 0 && rounds > 0)
            {
                holds[live[v]] = null;
            }
        }
    }

    private bool IsNull(Evaluation at, Moves moves, out long products)
    {
        products = 0;
        return IsUnchanged(at, moves, null, ref products);
    }

    private bool IsConstantAlong(Evaluation at, Moves moves, out long products)
    {
        products = 0;
        for (int step = 1; step <= network.Stages.Count + 1; step++)
        {
            if (!IsUnchanged(at, moves, step, ref products))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The network at a point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="bits">The bits of the hidden stages; null to take those that the pre-activations have.</param>
    private Evaluation Evaluate(IReadOnlyList<Dyadic> point, IReadOnlyList<bool[]>? bits)
    {
        var values = new Dyadic[network.Stages.Count + 1][];
        var taken = new bool[network.Stages.Count][];
        values[0] = [.. point];
        for (int l = 1; l < values.Length; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            values[l] = new Dyadic[stage.Width];
            taken[l - 1] = bits?[l - 1] ?? new bool[stage.Width];
            for (int i = 0; i < stage.Width; i++)
            {
                long products = 0;
                Dyadic z = Affine(stage, i, values, Dyadic.Of(stage.Bias[i]), ref products);
                if (bits is null)
                {
                    taken[l - 1][i] = z.Sign > 0;
                }

                values[l][i] = taken[l - 1][i] ? z : z * Dyadic.Of(stage.Slopes[i]);
            }
        }

        return new Evaluation(values, taken);
    }

    /// <summary>
    /// The chain rule forwards: changes of activations from those of the parameters and of the activations before. With a step, the changes are
    /// those of the network whose parameters moved by so many steps; without, those to first order.
    /// </summary>
    private bool IsUnchanged(Evaluation at, Moves moves, int? step, ref long products)
    {
        int last = network.Stages.Count + 1;
        var changes = new Dyadic[]?[last + 1];
        for (int l = moves.FirstStage; l <= last; l++)
        {
            AffineStage stage = l == last ? network.Output : network.Stages[l - 1];
            for (int i = 0; i < stage.Width && (moves.Touches(l) || stage.Blocks.Any(block => changes[block.Source] is not null)); i++)
            {
                float slope = l == last || at.Bits[l - 1][i] ? 1 : network.Stages[l - 1].Slopes[i];
                if (slope == 0)
                {
                    continue;
                }

                Dyadic own = step is null ? moves.Of(l, i, at, ref products) : moves.Of(l, i, at.Values, changes, ref products);
                Dyadic change = Affine(stage, i, changes, step is { } times && own.Sign != 0 ? own * new Dyadic(times, 0) : own, ref products);
                if (change.Sign != 0)
                {
                    (changes[l] ??= new Dyadic[stage.Width])[i] = slope == 1 ? change : change * Dyadic.Of(slope);
                }
            }
        }

        return changes[last] is null;
    }

    /// <summary>A start and the weights of a neuron times values; null stands for zeros.</summary>
    private static Dyadic Affine(AffineStage stage, int neuron, Dyadic[]?[] values, Dyadic start, ref long products)
    {
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            Dyadic[] source = values[block.Source] ?? [];
            for (int k = 0; k < source.Length; k++)
            {
                if (row[k] != 0 && source[k].Sign != 0)
                {
                    start += Dyadic.Of(row[k]) * source[k];
                    products++;
                }
            }
        }

        return start;
    }

    /// <summary>Activations by source, element 0 being the point, and the bits of the hidden stages.</summary>
    private sealed class Evaluation
    {
        public Evaluation(Dyadic[][] values, bool[][] bits)
        {
            Values = values;
            Bits = bits;
            Exponents = Array.ConvertAll(values, static source => Math.Min(0, source.Min(static value => value.Exponent)));
            Integers = [.. values.Select((source, s) => Array.ConvertAll(source, value => value.ToInteger(Exponents[s])))];
        }

        public Dyadic[][] Values { get; }

        public bool[][] Bits { get; }

        /// <summary>The values of each source over one power of two.</summary>
        public BigInteger[][] Integers { get; }

        public int[] Exponents { get; }
    }

    /// <summary>A direction by the neuron whose parameters move.</summary>
    private sealed class Moves
    {
        private readonly NullEntry[]?[]?[] entries;

        public Moves(Network network, NullVector direction)
        {
            entries = new NullEntry[]?[]?[network.Stages.Count + 2];
            FirstStage = entries.Length;
            foreach (IGrouping<(int Stage, int Neuron), NullEntry> own in direction.Entries.GroupBy(static entry => (entry.Parameter.Stage, entry.Parameter.Neuron)))
            {
                (int stage, int neuron) = own.Key;
                (entries[stage] ??= new NullEntry[]?[stage < entries.Length - 1 ? network.WidthOf(stage) : network.OutputCount])[neuron] = [.. own];
                FirstStage = Math.Min(FirstStage, stage);
            }

            Words = 1 + (direction.Entries.Max(static entry => entry.Value.ToByteArray().Length) / sizeof(long));
        }

        /// <summary>The first stage whose parameters move.</summary>
        public int FirstStage { get; }

        /// <summary>True if some parameter of the stage moves.</summary>
        public bool Touches(int stage) => entries[stage] is not null;

        /// <summary>Machine words of the largest entry.</summary>
        public int Words { get; }

        /// <summary>What the moves of a neuron's own parameters add to its pre-activation.</summary>
        public Dyadic Of(int stage, int neuron, Evaluation at, ref long products)
        {
            Dyadic sum = Dyadic.Zero;
            NullEntry[] own = entries[stage]?[neuron] ?? [];
            for (int e = 0; e < own.Length;)
            {
                // Entries of one source are summed as integers.
                int source = own[e].Parameter.Source;
                BigInteger ofSource = BigInteger.Zero;
                for (; e < own.Length && own[e].Parameter.Source == source; e++, products++)
                {
                    ofSource += source < 0 ? own[e].Value : own[e].Value * at.Integers[source][own[e].Parameter.Element];
                }

                sum += new Dyadic(ofSource, source < 0 ? 0 : at.Exponents[source]);
            }

            return sum;
        }

        /// <summary>What they add where what the neuron reads is the sum of values and changes.</summary>
        public Dyadic Of(int stage, int neuron, Dyadic[][] values, Dyadic[]?[] changes, ref long products)
        {
            Dyadic sum = Dyadic.Zero;
            foreach (NullEntry entry in entries[stage]?[neuron] ?? [])
            {
                var by = new Dyadic(entry.Value, 0);
                (int source, int element) = (entry.Parameter.Source, entry.Parameter.Element);
                sum += entry.Parameter.IsBias ? by : by * (values[source][element] + (changes[source]?[element] ?? Dyadic.Zero));
                products++;
            }

            return sum;
        }
    }
}
