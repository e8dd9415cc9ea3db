using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using ReluGen.Core.Analysis.Identifiability.Linear;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>
/// Exact directions in which the Jacobian may vanish, beyond those of rescaling: found modulo a prime, which gives their supports, and solved
/// for exactly on as many rows as the support has columns. Whether they vanish on all rows is for the checker to say.
/// </summary>
internal sealed class NullSpace
{
    /// <summary>Directions that are solved for between two messages.</summary>
    private const int Round = 16;

    /// <summary>Directions of more parameters are not solved for: a system takes some hundred bytes for each pair of them.</summary>
    private const int MostTerms = 400;

    private readonly Network network;
    private readonly ParameterLayout layout;
    private readonly IReadOnlyList<SamplePoint> points;
    private readonly ConcurrentDictionary<int, ExactGradient> gradients = [];
    private readonly ReducedRows reduced;
    private readonly List<long> rows = [];

    /// <summary>Columns of the reduced matrix: parameters without the gauge, the output stage first.</summary>
    private readonly int[] columns;

    /// <summary>Reduces the independent rows.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layout">Its parameters.</param>
    /// <param name="points">The points.</param>
    /// <param name="independent">Point and output of independent rows, as point · outputs + output; as many as the rank.</param>
    /// <param name="field">The field.</param>
    /// <param name="cancellation">Stops the elimination.</param>
    public NullSpace(Network network, ParameterLayout layout, IReadOnlyList<SamplePoint> points, IReadOnlyList<long> independent, PrimeField field, CancellationToken cancellation)
    {
        this.network = network;
        this.layout = layout;
        this.points = points;
        columns = OutputFirst(layout.WithoutGauge());
        var gradient = new ModularGradient(network, layout, columns, field);
        int outputs = network.OutputCount;
        var matrix = new double[independent.Count * columns.Length];
        var block = new double[outputs * columns.Length];
        for (int r = 0; r < independent.Count; r++)
        {
            gradient.Fill(points[(int)(independent[r] / outputs)], block);
            block.AsSpan((int)(independent[r] % outputs) * columns.Length, columns.Length).CopyTo(matrix.AsSpan(r * columns.Length));
            rows.Add(independent[r]);
        }

        reduced = new ReducedRows(matrix, columns.Length, field, cancellation);
    }

    /// <summary>Parameters whose columns depend on those before them, modulo the prime: as many as the dimension of the null space, without rescaling.</summary>
    public IReadOnlyList<int> Dependent => reduced.FreeColumns.ConvertAll(column => columns[column]);

    /// <summary>Solves for them, those of fewest terms first.</summary>
    /// <param name="budget">Products of machine words that this may take; no direction gets more than a sixteenth of it.</param>
    /// <param name="parallel">Threads, and what stops the work. The answer does not depend on them.</param>
    /// <param name="progress">Told the number of directions that are done.</param>
    /// <returns>One vector a dependent parameter, in the order of <see cref="Dependent"/>; null where none was found.</returns>
    public IReadOnlyList<(int Parameter, BigInteger Value)>?[] Solve(long budget, ParallelOptions parallel, Action<long>? progress = null)
    {
        List<int>[] supports = [.. reduced.FreeColumns.Select(SupportOf)];
        var solved = new IReadOnlyList<(int, BigInteger)>?[supports.Length];
        string[] keys = Array.ConvertAll(supports, static support => string.Join(" ", support));
        int[] order = [.. Enumerable.Range(0, supports.Length).OrderBy(v => supports[v].Count).ThenBy(v => keys[v], StringComparer.Ordinal)];
        long most = budget / 16;
        for (int from = 0; from < order.Length && budget > 0; from += Round)
        {
            // Directions of one neuron often have the same support, which takes one inverse.
            var systems = new ConcurrentDictionary<string, Lazy<SupportSystem?>>(StringComparer.Ordinal);
            var work = new long[Round];
            Parallel.For(from, Math.Min(from + Round, order.Length), parallel, k =>
            {
                int v = order[k];
                List<int> support = supports[v];
                if (support.Count == 0)
                {
                    solved[v] = [(columns[reduced.FreeColumns[v]], BigInteger.One)];
                }
                else if (support.Count <= MostTerms)
                {
                    SupportSystem? system = systems.GetOrAdd(keys[v], _ => new Lazy<SupportSystem?>(() => SystemOf(support))).Value;
                    long lifting = 0;
                    solved[v] = system is null ? null : Solve(system, support, reduced.FreeColumns[v], most, out lifting, parallel.CancellationToken);

                    // The inverse, and the choice of rows.
                    work[k - from] = lifting + (4L * support.Count * support.Count * support.Count);
                }
            });
            budget -= work.Sum();
            progress?.Invoke(from);
        }

        return solved;
    }

    /// <summary>Pivots, by index, of which a free column is a combination.</summary>
    private List<int> SupportOf(int free)
    {
        var support = new List<int>();
        for (int p = 0; p < reduced.PivotColumns.Count; p++)
        {
            if (reduced.Factor(p, free) != 0)
            {
                support.Add(p);
            }
        }

        return support;
    }

    private List<(int, BigInteger)>? Solve(SupportSystem system, List<int> support, int free, long budget, out long work, CancellationToken cancellation)
    {
        Dyadic[] values = [.. system.Rows.Select((row, q) => Entry(row, columns[free]).Scaled(-system.Exponents[q]))];

        // All right sides times one power of two, which the denominator takes, so that they are integers.
        int power = -Math.Min(0, values.Min(static value => value.Exponent));
        BigInteger[] right = Array.ConvertAll(values, value => value.Scaled(power).ToInteger(0));
        if (system.Lifted.Solve(right, budget, out work, cancellation) is not { } solution)
        {
            return null;
        }

        BigInteger denominator = solution.Denominator << power;
        BigInteger common = solution.Numerators.Aggregate(denominator, BigInteger.GreatestCommonDivisor);
        var vector = new List<(int, BigInteger)> { (columns[free], -denominator / common) };
        for (int q = 0; q < right.Length; q++)
        {
            if (!solution.Numerators[q].IsZero)
            {
                vector.Add((columns[reduced.PivotColumns[support[q]]], solution.Numerators[q] / common));
            }
        }

        return vector;
    }

    /// <summary>As many exact rows as the support has columns, independent on them: found by elimination among the independent rows.</summary>
    private SupportSystem? SystemOf(List<int> support)
    {
        var field = PrimeField.Second;
        var echelon = new List<double[]>();
        var matrix = new List<BigInteger[]>();
        var chosen = new List<long>();
        var exponents = new List<int>();
        foreach (long row in rows)
        {
            Dyadic[] exact = [.. support.Select(p => Entry(row, columns[reduced.PivotColumns[p]]))];
            if (!Insert(echelon, Array.ConvertAll(exact, field.Of), field))
            {
                continue;
            }

            int exponent = exact.Where(static value => value.Sign != 0).Min(static value => value.Exponent);
            chosen.Add(row);
            exponents.Add(exponent);
            matrix.Add(Array.ConvertAll(exact, value => value.ToInteger(exponent)));
            if (chosen.Count == support.Count)
            {
                return LiftedSystem.Of([.. matrix], field, PrimeField.First) is { } lifted ? new SupportSystem(lifted, chosen, exponents) : null;
            }
        }

        return null;
    }

    private static bool Insert(List<double[]> echelon, double[] row, PrimeField field)
    {
        foreach (double[] known in echelon)
        {
            int pivot = Array.FindIndex(known, static value => value != 0);
            if (row[pivot] != 0)
            {
                TileKernel.SubtractRow(row, row[pivot], known, field);
            }
        }

        int first = Array.FindIndex(row, static value => value != 0);
        if (first < 0)
        {
            return false;
        }

        double inverse = field.InverseOf(row[first]);
        echelon.Add(Array.ConvertAll(row, value => field.Multiply(value, inverse)));
        return true;
    }

    private Dyadic Entry(long row, int parameter)
    {
        int point = (int)(row / network.OutputCount);
        ExactGradient gradient = gradients.GetOrAdd(point, p => new ExactGradient(network, layout, points[p]));
        return gradient.Entry((int)(row % network.OutputCount), parameter);
    }

    /// <summary>Later stages first, so that what an early neuron does comes as a combination of what is nearer to the outputs.</summary>
    private int[] OutputFirst(int[] parameters)
    {
        var order = new List<int>(parameters.Length);
        for (int l = network.Stages.Count + 1; l >= 1; l--)
        {
            int from = layout.FirstOf(l, 0);
            int to = layout.BiasOf(l, network.StageOf(l).Width - 1);
            foreach (int parameter in parameters)
            {
                if (parameter >= from && parameter <= to)
                {
                    order.Add(parameter);
                }
            }
        }

        return [.. order];
    }

    /// <summary>The equations of a support.</summary>
    /// <param name="Lifted">Their matrix.</param>
    /// <param name="Rows">The rows of the Jacobian.</param>
    /// <param name="Exponents">The powers of two by which each row was divided.</param>
    private sealed record SupportSystem(LiftedSystem Lifted, List<long> Rows, List<int> Exponents);
}
