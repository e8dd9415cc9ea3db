using System;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence.Difference;

/// <summary>
/// Finds the largest difference between the outputs of two networks on a domain, exactly: the regions of both together are enumerated; in each, the
/// difference of an output is affine, and an exact linear program finds its largest absolute value.
/// </summary>
public static class OutputDifference
{
    /// <summary>Computes the largest difference.</summary>
    /// <param name="first">A network.</param>
    /// <param name="second">Another of any architecture, with as many inputs and outputs.</param>
    /// <param name="domain">A bounded polytope.</param>
    /// <param name="options">Budget and threads; null for the defaults.</param>
    /// <param name="progress">Told now and then how far the enumeration has come.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <remarks>Cost: an enumeration of the regions of both networks together, then up to two linear programs for each region and output.</remarks>
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
        var largest = new LargestForm(joint, domain, cancellation);
        var maps = new ExactAffineMaps(joint.Network);
        int index = 0;
        foreach (ExactAffineMap map in maps.Of(regions.Regions.Select(static region => region.Pattern), options?.Threads ?? 0, cancellation))
        {
            largest.Add(regions.Regions[index++], map);
        }

        Ratio found = largest.Value;
        double bound = regions.Complete ? Rounding.ToDoubleUp(found.Numerator, found.Denominator) : BoundOf(joint, domain, cancellation);
        return new DifferenceReport(regions.Complete, found, bound, largest.Point, largest.Output, regions.Regions.Count, regions.Nodes);
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
