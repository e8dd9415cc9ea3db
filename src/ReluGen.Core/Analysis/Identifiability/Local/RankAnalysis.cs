using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using ReluGen.Core.Analysis.Identifiability.Checking;
using ReluGen.Core.Analysis.Identifiability.Linear;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>
/// The rank of the Jacobian at given points, and what it proves (math.md 3.4): from below by elimination in a prime field, from above by exact
/// null vectors, which a checker multiplies out again.
/// </summary>
internal sealed class RankAnalysis
{
    /// <summary>So many directions are tried as straight lines; the first almost always is one.</summary>
    private const int MostLines = 8;

    private readonly Network network;
    private readonly ParameterLayout layout;
    private readonly IEnumerable<SamplePoint> source;

    /// <summary>The points that were taken: those without ties first, since what they prove needs no convention for relu'(0).</summary>
    private readonly List<SamplePoint> points = [];
    private readonly RankOptions options;
    private readonly IProgress<IdentifiabilityProgress>? progress;
    private readonly CancellationToken cancellation;
    private readonly ParallelOptions parallel;

    private RankAnalysis(Network network, IEnumerable<SamplePoint> points, RankOptions options, IProgress<IdentifiabilityProgress>? progress, CancellationToken cancellation)
    {
        this.progress = progress;
        parallel = options.Parallel(cancellation);
        this.network = network;
        this.options = options;
        this.cancellation = cancellation;
        source = points;
        layout = new ParameterLayout(network);
    }

    /// <summary>Analyses the outputs at some points.</summary>
    /// <param name="network">The network, with finite weights.</param>
    /// <param name="points">The points.</param>
    /// <param name="options">Budgets.</param>
    /// <param name="progress">Told now and then how far the work has come.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static RankReport Run(Network network, IEnumerable<SamplePoint> points, RankOptions options, IProgress<IdentifiabilityProgress>? progress = null, CancellationToken cancellation = default) =>
        new RankAnalysis(network, points, options, progress, cancellation).Run();

    private RankReport Run()
    {
        JacobianRank rank = RankOfSource(out int smooth);
        PrimeField field = PrimeField.First;
        long operations = rank.Operations;
        bool isSmall = layout.Count <= options.MostParameters;
        if (rank.Rank < layout.Expected && isSmall)
        {
            // A prime that divides a minor by chance would make the rank too small.
            JacobianRank second = RankAgain(PrimeField.Second, out int secondSmooth);
            operations += second.Operations;
            (rank, smooth, field) = second.Rank > rank.Rank ? (second, secondSmooth, PrimeField.Second) : (rank, smooth, field);
        }

        var report = new RankReport
        {
            Points = points.Count,
            TiedPoints = points.Count(static point => point.HasTie),
            Rank = rank.Rank,
            Expected = layout.Expected,
            AtMost = layout.Expected,
            IsExact = rank.Rank == layout.Expected,
            Verdict = IdentifiabilityVerdict.Undecided,
            Reason = "",
            Operations = operations,
            IsCut = rank.IsSpent,
        };
        if (isSmall && !IsConfirmed(rank))
        {
            // By chance in one of 10^15 cases; a network may also be made so.
            return report with
            {
                IsExact = false,
                Reason = $"the minor of {rank.Rank} rows and columns that is not 0 modulo {field.Prime:0} is 0 modulo 2^61 - 1, so that the check of the rank failed",
            };
        }

        if (smooth == layout.Expected)
        {
            return report with
            {
                Verdict = IdentifiabilityVerdict.Identifiable,
                Reason = $"the rank is the largest possible, P - H = {layout.Expected} (condition C_S)",
            };
        }

        return Deficient(report, rank, field);
    }

    /// <summary>Takes points from the source, no more than are needed.</summary>
    private JacobianRank RankOfSource(out int smooth)
    {
        var tied = new List<SamplePoint>();
        var rank = new JacobianRank(network, layout, PrimeField.First, options, cancellation);
        rank.Add(Untied(tied), options.IdleBatches, progress);
        smooth = rank.Rank;
        points.AddRange(tied);
        rank.Add(tied, 0, progress);
        return rank;
    }

    private IEnumerable<SamplePoint> Untied(List<SamplePoint> tied)
    {
        foreach (SamplePoint point in source)
        {
            (point.HasTie ? tied : points).Add(point);
            if (!point.HasTie)
            {
                yield return point;
            }
        }
    }

    /// <summary>The rank at the same points modulo another prime.</summary>
    private JacobianRank RankAgain(PrimeField field, out int smooth)
    {
        var rank = new JacobianRank(network, layout, field, options, cancellation);
        rank.Add(points.TakeWhile(static point => !point.HasTie), 0, progress);
        smooth = rank.Rank;
        rank.Add(points.SkipWhile(static point => !point.HasTie), 0, progress);
        return rank;
    }

    /// <summary>Lets the checker compute the minor of the independent rows again.</summary>
    private bool IsConfirmed(JacobianRank rank)
    {
        (IReadOnlyList<Dyadic>, int)[] rows = [.. rank.PivotRows.Select(row => (points[(int)(row / network.OutputCount)].Point, (int)(row % network.OutputCount)))];
        NetworkParameter[] columns = Array.ConvertAll(rank.PivotParameters(), parameter => layout[parameter]);
        return new MinorChecker(network).IsNonZero(rows, columns, parallel, Told(IdentifiabilityStep.Minor));
    }

    private Action<long> Told(IdentifiabilityStep step) => done => progress?.Report(new IdentifiabilityProgress(step, done));

    private RankReport Deficient(RankReport report, JacobianRank rank, PrimeField field)
    {
        var explanation = new DeficitExplanation(network, layout, points);
        if (layout.Count > options.MostParameters)
        {
            List<UnseenParameters> unseen = explanation.NeverActive();
            int atMost = report.Expected - unseen.Sum(static cause => cause.Count);
            return report with
            {
                AtMost = atMost,
                IsExact = report.Rank == atMost,
                Unseen = unseen,
                Reason = $"the rank is at least {report.Rank} and at most {atMost} of {report.Expected}; networks of more than {options.MostParameters} parameters get no closer upper bound{Cut(report)}",
            };
        }

        var space = new NullSpace(network, layout, points, rank.PivotRows, field, cancellation);
        IReadOnlyList<(int Parameter, BigInteger Value)>?[] solved = space.Solve(options.SolutionBudget, parallel, Told(IdentifiabilityStep.Directions));
        List<NullVector> vectors = Checked(solved, space.Dependent);
        report = report with
        {
            IsExact = vectors.Count == space.Dependent.Count,

            // Dependent counts the scale of a neuron that nothing reads, but no scale adds to the rank.
            AtMost = Math.Min(report.Expected, report.Rank + space.Dependent.Count - vectors.Count),
            NullVectors = vectors,
            Line = Line(vectors),
            PathRank = PathRank.Of(network, points) * network.OutputCount,
            Unseen = explanation.Explain(space.Dependent, solved),
        };
        return Judged(report, space.Dependent.Count - vectors.Count);
    }

    /// <summary>The directions that the checker accepts at every point; the others become null in <paramref name="solved"/>.</summary>
    private List<NullVector> Checked(IReadOnlyList<(int Parameter, BigInteger Value)>?[] solved, IReadOnlyList<int> owners)
    {
        NullVector?[] vectors = [.. solved.Select((vector, v) => vector is null ? null : new NullVector(
            layout[owners[v]],
            [.. vector.OrderBy(static entry => entry.Parameter).Select(entry => new NullEntry(layout[entry.Parameter], entry.Value))]))];
        bool?[] holds = new NullVectorChecker(network).AreNull(Coordinates, vectors, options.CheckBudget, parallel, Told(IdentifiabilityStep.Checks));
        for (int v = 0; v < holds.Length; v++)
        {
            solved[v] = holds[v] == true ? solved[v] : null;
        }

        return [.. vectors.Where((vector, v) => holds[v] == true).Select(static vector => vector!)];
    }

    /// <summary>The first direction of few parameters whose straight line changes nothing.</summary>
    private NullVector? Line(List<NullVector> vectors)
    {
        NullVector[] candidates = [.. vectors.OrderBy(static vector => vector.Entries.Count).Take(MostLines)];
        bool?[] holds = new NullVectorChecker(network).AreConstantAlong(Coordinates, candidates, options.CheckBudget, parallel, Told(IdentifiabilityStep.Checks));
        return candidates.Where((_, v) => holds[v] == true).FirstOrDefault();
    }

    private IReadOnlyList<Dyadic>[] Coordinates => [.. points.Select(static point => point.Point)];

    private RankReport Judged(RankReport report, int unproved)
    {
        // Where a pre-activation is 0, bits may change at once, and neither proof below applies.
        if (report.TiedPoints == 0 && report.Line is { } line)
        {
            return report with
            {
                Verdict = IdentifiabilityVerdict.NotIdentifiable,
                Reason = $"the outputs at these points stay the same along a straight line in parameter space that is no rescaling; it moves {line.Entries.Count} {(line.Entries.Count == 1 ? "parameter" : "parameters")}",
            };
        }

        if (report.TiedPoints == 0 && report.IsExact && report.PathRank == report.Rank)
        {
            return report with
            {
                Verdict = IdentifiabilityVerdict.NotIdentifiable,
                Reason = $"R_Gamma = R_A = {report.Rank} is below P - H = {report.Expected} (condition C_N fails)",
            };
        }

        string bounds = report.IsExact
            ? $" is {report.Rank} of {report.Expected}"
            : $" is at least {report.Rank} and at most {report.AtMost} of {report.Expected} ({unproved} {(unproved == 1 ? "direction" : "directions")} would take more work to prove than the budgets allow)";
        return report with
        {
            Reason = report.TiedPoints > 0
                ? $"the rank{bounds}, counting relu'(0) as 0 at the {report.TiedPoints} points where a pre-activation is exactly 0; there no proof of the opposite applies{Cut(report)}"
                : $"the rank{bounds}, and neither straight lines nor paths decide{Cut(report)}",
        };
    }

    private string Cut(RankReport report) =>
        report.IsCut ? $"; the budget of {options.EliminationBudget} multiply-adds was spent after {report.Points} points" : "";
}
