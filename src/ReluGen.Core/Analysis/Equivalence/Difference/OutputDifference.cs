using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence.Difference;

/// <summary>
/// Finds the largest difference between the outputs of two networks on a domain, exactly: the regions of both together are enumerated; in each, the
/// difference of an output is affine. Rigorous bounds in float64 say where it may be largest, and exact linear programs find it there.
/// </summary>
public static class OutputDifference
{
    private const int BatchSize = 1024;

    /// <summary>Computes the largest difference.</summary>
    /// <param name="first">A network.</param>
    /// <param name="second">Another of any architecture, with as many inputs and outputs.</param>
    /// <param name="domain">A bounded polytope.</param>
    /// <param name="options">Budget and threads; null for the defaults.</param>
    /// <param name="progress">Told now and then how far the enumeration has come.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <remarks>Cost: an enumeration of the regions of both networks together, then up to two small linear programs for each region and output, nearly all in float64.</remarks>
    /// <exception cref="ArgumentException">The networks have other numbers of inputs or outputs, or the domain does not fit them.</exception>
    /// <exception cref="InputException">A weight is NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static DifferenceReport Run(
        Network first,
        Network second,
        RegionDomain domain,
        RegionOptions? options = null,
        IProgress<RegionProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        if (first.InputCount != second.InputCount || first.OutputCount != second.OutputCount)
        {
            throw new ArgumentException(
                $"The networks have {first.InputCount} and {second.InputCount} inputs, {first.OutputCount} and {second.OutputCount} outputs; only networks with as many of each can be compared.",
                nameof(second));
        }

        RequireFinite(first);
        RequireFinite(second);
        var joint = new SideBySide(first, second);
        RegionEnumeration regions = RegionEnumerator.Run(joint.Network, domain, options, progress, cancellation);
        LargestForm largest = Largest(joint, domain, regions.Regions, options?.Threads ?? 0, cancellation);
        Ratio found = largest.Value;
        double bound = regions.Complete ? Rounding.ToDoubleUp(found.Numerator, found.Denominator) : BoundOf(joint, domain, cancellation);
        return new DifferenceReport(regions.Complete, found, bound, largest.Point, largest.Output, regions.Regions.Count, regions.Nodes);
    }

    /// <summary>Exact programs in the order of bounds, the largest first, until no bound is above what was found.</summary>
    private static LargestForm Largest(SideBySide joint, RegionDomain domain, IReadOnlyList<Region> regions, int threads, CancellationToken cancellation)
    {
        var maps = new ExactAffineMaps(joint.Network);
        var largest = new LargestForm(joint, domain, cancellation);
        foreach (Candidate candidate in Candidates(joint, domain, maps, regions, threads, cancellation))
        {
            if (candidate.Upper <= Rounding.ToDoubleDown(largest.Value.Numerator, largest.Value.Denominator))
            {
                break;
            }

            Region region = regions[candidate.Region];
            largest.Add(region, maps.Of(region.Pattern), candidate.Output, candidate.Positive);
        }

        return largest;
    }

    private static IEnumerable<Candidate> Candidates(
        SideBySide joint, RegionDomain domain, ExactAffineMaps maps, IReadOnlyList<Region> regions, int threads, CancellationToken cancellation)
    {
        var screen = new DifferenceScreen(joint, domain, cancellation);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads, CancellationToken = cancellation };
        var found = new List<Candidate>[regions.Count];
        var batch = new List<ExactAffineMap>();
        int first = 0;
        foreach (ExactAffineMap map in maps.Of(regions.Select(static region => region.Pattern), threads, cancellation))
        {
            batch.Add(map);
            if (batch.Count == BatchSize || first + batch.Count == regions.Count)
            {
                int start = first;
                Parallel.For(0, batch.Count, options, i => found[start + i] = screen.Of(start + i, regions[start + i], batch[i]));
                first += batch.Count;
                batch.Clear();
            }
        }

        // A stable sort: of equal bounds the first region's comes first.
        return found.SelectMany(static list => list).OrderByDescending(static candidate => candidate.Upper);
    }

    private static void RequireFinite(Network network)
    {
        if (NonFiniteWeights.First(network) is { } bad)
        {
            throw new InputException(InputErrorIds.Unsupported, $"A weight, bias or slope of {bad.Where} is {bad.Value}; only networks with finite weights can be compared.");
        }
    }

    /// <summary>An upper bound of every |difference| by linear relaxation.</summary>
    private static double BoundOf(SideBySide joint, RegionDomain domain, CancellationToken cancellation)
    {
        StageBounds outputs = BoundsAnalysis.Run(joint.Network, InputBox.Of(domain), null, cancellation).Stages[joint.Network.Stages.Count];
        double bound = 0;
        for (int o = 0; o < outputs.Count; o++)
        {
            if (double.IsInfinity(outputs.Lower[o]) || double.IsInfinity(outputs.Upper[o]))
            {
                return double.PositiveInfinity;
            }

            (Dyadic least, Dyadic most) = joint.Beside(o, domain);
            bound = Math.Max(bound, RoundedUp(Dyadic.Of(outputs.Upper[o]) + most));
            bound = Math.Max(bound, RoundedUp(-(Dyadic.Of(outputs.Lower[o]) + least)));
        }

        return bound;
    }

    private static double RoundedUp(Dyadic value)
    {
        if (value.Sign <= 0)
        {
            return 0;
        }

        Ratio ratio = Ratio.Of(value, Dyadic.Of(1));
        return Rounding.ToDoubleUp(ratio.Numerator, ratio.Denominator);
    }
}
