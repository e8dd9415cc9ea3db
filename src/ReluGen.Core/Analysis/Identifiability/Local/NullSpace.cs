using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using ReluGen.Core.Analysis.Identifiability.Linear;
using ReluGen.Core.Analysis.Regions.Exact;
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
    private const int Round = 32;

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
    /// <param name="budget">
    /// Products of machine words that this may take: eliminating n equations in n unknowns takes n³ products of numbers of about n words.
    /// </param>
    /// <param name="parallel">Threads, and what stops the work.</param>
    /// <param name="progress">Told the number of directions that are done.</param>
    /// <returns>One vector a dependent parameter, in the order of <see cref="Dependent"/>; null where none was found.</returns>
    public IReadOnlyList<(int Parameter, BigInteger Value)>?[] Solve(long budget, ParallelOptions parallel, Action<long>? progress = null)
    {
        List<int>[] supports = [.. reduced.FreeColumns.Select(SupportOf)];
        var solved = new IReadOnlyList<(int, BigInteger)>?[supports.Length];
        double spent = 0;
        int[] taken = [.. Enumerable.Range(0, supports.Length).OrderBy(v => supports[v].Count).TakeWhile(v => (spent += Math.Pow(supports[v].Count, 5)) <= budget)];
        for (int from = 0; from < taken.Length; from += Round)
        {
            Parallel.For(from, Math.Min(from + Round, taken.Length), parallel, k =>
            {
                int v = taken[k];
                int free = reduced.FreeColumns[v];
                solved[v] = supports[v].Count == 0 ? [(columns[free], BigInteger.One)] : SolveOn(supports[v], free, parallel.CancellationToken);
            });
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

    private IReadOnlyList<(int Parameter, BigInteger Value)>? SolveOn(List<int> support, int free, CancellationToken cancellation)
    {
        BigInteger[][]? equations = Equations(support, free);
        if (equations is null)
        {
            return null;
        }

        BigInteger denominator = IntegerSystem.Solve(equations, cancellation);
        if (denominator.IsZero)
        {
            return null;
        }

        BigInteger common = denominator;
        for (int q = 0; q < support.Count; q++)
        {
            common = BigInteger.GreatestCommonDivisor(common, equations[q][support.Count]);
        }

        var vector = new List<(int, BigInteger)> { (columns[free], -denominator / common) };
        for (int q = 0; q < support.Count; q++)
        {
            if (!equations[q][support.Count].IsZero)
            {
                vector.Add((columns[reduced.PivotColumns[support[q]]], equations[q][support.Count] / common));
            }
        }

        return vector;
    }

    /// <summary>As many exact rows as the support has columns, independent on them: found by elimination among the independent rows.</summary>
    private BigInteger[][]? Equations(List<int> support, int free)
    {
        var chosen = new List<Dyadic[]>();
        var field = PrimeField.Second;
        var echelon = new List<double[]>();
        foreach (long row in rows)
        {
            var exact = new Dyadic[support.Count + 1];
            var residues = new double[support.Count];
            for (int q = 0; q <= support.Count; q++)
            {
                exact[q] = Entry(row, q < support.Count ? columns[reduced.PivotColumns[support[q]]] : columns[free]);
                if (q < support.Count)
                {
                    residues[q] = field.Of(exact[q]);
                }
            }

            if (Insert(echelon, residues, field))
            {
                chosen.Add(exact);
                if (chosen.Count == support.Count)
                {
                    return [.. chosen.ConvertAll(Integers)];
                }
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

    private static BigInteger[] Integers(Dyadic[] row)
    {
        int exponent = 0;
        foreach (Dyadic value in row)
        {
            exponent = Math.Min(exponent, value.Exponent);
        }

        return Array.ConvertAll(row, value => value.ToInteger(exponent));
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
}
