using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>Points for ranks, each with its pattern.</summary>
internal static class SamplePoints
{
    /// <summary>Of so many random points one is taken.</summary>
    private const int Candidates = 16;

    /// <summary>Points that are drawn at a time.</summary>
    private const int Drawn = 64;

    /// <summary>The rows of a sample file, without repetitions.</summary>
    public static IEnumerable<SamplePoint> Of(Network network, IEnumerable<float[]> rows)
    {
        var filter = new PatternFilter(network);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (float[] row in rows)
        {
            if (seen.Add(string.Join(" ", row.Select(static value => BitConverter.DoubleToInt64Bits(value + 0.0)))))
            {
                yield return filter.PointAt([.. row.Take(network.InputCount).Select(static value => Dyadic.Of(value))]);
            }
        }
    }

    /// <summary>
    /// A decisive sample (math.md 5.2): in every region, its witness and as many points more, one moved along each feature that varies, as it
    /// takes to span it. In a region the gradients are affine in the point, so these rows span all that it can give.
    /// </summary>
    public static IEnumerable<SamplePoint> Decisive(Network network, RegionDomain domain, IReadOnlyList<Region> regions)
    {
        var filter = new PatternFilter(network);
        int[] varying = [.. Enumerable.Range(0, domain.FeatureCount).Where(j => domain.Lower[j] < domain.Upper[j])];
        foreach (Region region in regions)
        {
            SamplePoint witness = filter.PointAt(region.Witness);
            yield return witness;
            foreach (int j in varying)
            {
                yield return Moved(filter, domain, witness, j);
            }
        }
    }

    /// <summary>
    /// Points drawn from a box with a fixed seed: of several candidates the one whose pattern has the rarest bits so far, because points whose
    /// patterns were seen often add little to a rank. Unbounded features are drawn from an interval around 0.
    /// </summary>
    public static IEnumerable<SamplePoint> Random(Network network, InputBox box, int count, ParallelOptions parallel)
    {
        var filters = new ThreadLocal<PatternFilter>(() => new PatternFilter(network));
        var random = new SplitMix(0x4A61636F6269616EUL);
        var seen = new int[2][];
        seen[0] = new int[network.HiddenNeuronCount];
        seen[1] = new int[network.HiddenNeuronCount];
        for (int from = 0; from < count; from += Drawn)
        {
            // Drawn one after the other and evaluated side by side, so that threads change nothing.
            Dyadic[][] points = [.. Enumerable.Range(0, Math.Min(Drawn, count - from) * Candidates).Select(_ => Draw(box, random))];
            var candidates = new SamplePoint[points.Length];
            Parallel.For(0, points.Length, parallel, c => candidates[c] = filters.Value!.PointAt(points[c]));
            for (int first = 0; first < candidates.Length; first += Candidates)
            {
                SamplePoint best = candidates[first];
                double rarity = Rarity(best.Pattern, seen);
                for (int c = first + 1; c < first + Candidates; c++)
                {
                    double other = Rarity(candidates[c].Pattern, seen);
                    (best, rarity) = other > rarity ? (candidates[c], other) : (best, rarity);
                }

                for (int bit = 0; bit < seen[0].Length; bit++)
                {
                    seen[best.Pattern[bit] ? 1 : 0][bit]++;
                }

                yield return best;
            }
        }
    }

    private static double Rarity(BitPattern pattern, int[][] seen)
    {
        double sum = 0;
        for (int bit = 0; bit < pattern.Length; bit++)
        {
            sum += 1.0 / (1 + seen[pattern[bit] ? 1 : 0][bit]);
        }

        return sum;
    }

    private static Dyadic[] Draw(InputBox box, SplitMix random)
    {
        var point = new Dyadic[box.Count];
        for (int j = 0; j < point.Length; j++)
        {
            double low = double.IsInfinity(box.Lower[j]) ? Math.Min(-2, box.Upper[j] - 4) : box.Lower[j];
            double high = double.IsInfinity(box.Upper[j]) ? Math.Max(2, low + 4) : box.Upper[j];
            point[j] = Dyadic.Of(Math.Max(low, Math.Min(high, low + (random.Next() * (high - low)))));
        }

        return point;
    }

    /// <summary>The point moved along one feature, by half of the distance to the farther bound, halved until the pattern stays.</summary>
    private static SamplePoint Moved(PatternFilter filter, RegionDomain domain, SamplePoint witness, int feature)
    {
        Dyadic up = Dyadic.Of(domain.Upper[feature]) - witness.Point[feature];
        Dyadic down = Dyadic.Of(domain.Lower[feature]) - witness.Point[feature];
        Dyadic step = (up > -down ? up : down).Scaled(-1);
        while (true)
        {
            Dyadic[] moved = [.. witness.Point];
            moved[feature] += step;
            SamplePoint point = filter.PointAt(moved);
            if (point.Pattern.Equals(witness.Pattern) && point.HasTie == witness.HasTie)
            {
                return point;
            }

            step = step.Scaled(-1);
        }
    }
}
