using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Core.Analysis.Equivalence;
using ReluGen.Core.Analysis.Equivalence.Difference;
using ReluGen.Core.Analysis.Equivalence.Nearest;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Tool.Commands;

namespace ReluGen.Tool.Output;

/// <summary>What <c>diff</c> shows to a person.</summary>
internal static class DiffTables
{
    private const int MostNumbers = 12;

    /// <summary>Writes the comparison.</summary>
    public static void Write(TextWriter output, Network network, Comparison comparison)
    {
        Line("relation", comparison.Relation is { } relation ? DiffJson.NameOf(relation) : "not decided");
        if (comparison.Difference is not { } difference)
        {
            Line("largest difference", "0, for every input");
            Moves(output, comparison.Verdict.Witness!);
            return;
        }

        if (difference.Complete)
        {
            Line("largest difference", Number(difference.Largest.ToDouble()) + " on the domain, proved");
        }
        else
        {
            Line("largest difference", $"at least {Number(DiffJson.LowerBound(difference.Largest))}, at most {Number(difference.UpperBound)}; --nodes allows more work");
        }

        if (difference.Point is { } point)
        {
            Line("attained at", "(" + string.Join(", ", point.Take(MostNumbers).Select(static x => Number(x.ToDouble()))) + (point.Count > MostNumbers ? ", …)" : ")"));
            Line("output", network.OutputCount == 1 ? "the only one" : Whole(difference.Output));
        }

        Line("regions", (difference.Complete ? "" : "at least ") + Whole(difference.Regions));
        Line("nodes", Whole(difference.Nodes));
        Line("weights", comparison.Verdict.Distinction is { } distinction ? distinction.Message : "not decided whether they are the same up to order and scale of neurons");
        if (comparison.Nearest is { } nearest)
        {
            Matches(output, nearest);
        }

        void Line(string name, string value) => output.WriteLine(name.PadRight(22) + value);
    }

    /// <summary>How many neurons the witness moves and rescales.</summary>
    private static void Moves(TextWriter output, EquivalenceWitness witness)
    {
        for (int l = 0; l < witness.Permutations.Count && witness.Relation != NetworkRelation.Identical; l++)
        {
            IReadOnlyList<int> permutation = witness.Permutations[l];
            Ratio[] scaled = [.. witness.Scales[l].Where(static scale => !scale.IsOne)];
            string factors = scaled.Length == 0 ? "none rescaled" : $"{Whole(scaled.Length)} rescaled by {scaled.MinBy(static s => s.ToDouble())} to {scaled.MaxBy(static s => s.ToDouble())}";
            output.WriteLine($"stage {Whole(l + 1)}".PadRight(22) + $"{Whole(permutation.Where(static (place, k) => place != k).Count())} of {Whole(permutation.Count)} neurons moved, {factors}");
        }
    }

    /// <summary>How far neurons are from the nearest of the other network.</summary>
    private static void Matches(TextWriter output, NearestMatch match)
    {
        for (int l = 0; l < match.Distances.Count; l++)
        {
            Row($"stage {Whole(l + 1)}", match.Distances[l]);
        }

        Row("output", match.OutputDistances);

        void Row(string name, IReadOnlyList<double> distances) => output.WriteLine(
            ("nearest, " + name).PadRight(22) + $"distances {Short(distances.Min())} to {Short(distances.Max())}, mean {Short(distances.Average())} (estimate)");
    }

    private static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);
}
