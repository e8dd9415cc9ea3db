using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;
using ReluGen.Tool.Commands;

namespace ReluGen.Tool.Output;

/// <summary>What <c>regions</c> shows to a person.</summary>
internal static class RegionTables
{
    /// <summary>Rows of the table where the user does not say how many.</summary>
    public const int DefaultRows = 20;

    // A line that wraps is no table; what is cut off here is in the JSON.
    private const int MostPatternCharacters = 40;
    private const int MostNumbers = 6;
    private const int MostNameCharacters = 16;

    // Exact products: some ten million a second. JSON has every map for whoever has the time.
    private const double MostProducts = 2e8;

    /// <summary>Writes the first <paramref name="most"/> regions and a summary, with that of <paramref name="linear"/> regions if there are any.</summary>
    public static void Write(TextWriter output, Network network, RegionEnumeration result, RegionMaps maps, int most, IReadOnlyList<LinearRegion>? linear)
    {
        bool isCounted = (double)result.Regions.Count * network.ParameterCount * network.OutputCount <= MostProducts;
        string distinct = isCounted ? Number(maps.CountDistinct(result.Regions)) : "not counted, because it takes long; --json lists every map";
        if (most > 0)
        {
            WriteTable(output, network, result, maps, most);
        }

        Line("regions", result.Complete ? Number(result.Regions.Count) : "at least " + Number(result.Regions.Count));
        Line("complete", result.Complete ? "yes, proved" : "no: the node budget is spent; give a larger --nodes");
        Line("nodes", Number(result.Nodes));
        Line("distinct affine maps", distinct);
        if (linear is not null)
        {
            int bent = linear.Count(static region => !region.IsConvex);
            Line("linear regions", Number(linear.Count) + (bent == 0 ? ", all convex" : $", {Number(bent)} of them not convex"));
            WriteLinear(output, linear, most);
        }

        void Line(string name, string value) => output.WriteLine(name.PadRight(22) + value);
    }

    /// <summary>The linear regions of several patterns, a line each, their convex parts apart.</summary>
    private static void WriteLinear(TextWriter output, IReadOnlyList<LinearRegion> linear, int most)
    {
        foreach (LinearRegion region in linear.Where(static region => region.Patterns.Count > 1).Take(most))
        {
            IEnumerable<string> parts = region.ConvexParts.Select(static part => string.Join(" ", part.Take(MostNumbers).Select(static pattern => Cut(pattern.ToString(), MostPatternCharacters))) + (part.Count > MostNumbers ? " …" : ""));
            output.WriteLine("  together: " + string.Join(" | ", parts.Take(MostNumbers)) + (region.ConvexParts.Count > MostNumbers ? " | …" : ""));
        }
    }

    private static void WriteTable(TextWriter output, Network network, RegionEnumeration result, RegionMaps maps, int most)
    {
        string heading = network.OutputCount == 1 ? "output" : "output 0 of " + Number(network.OutputCount);
        var rows = new List<string[]> { new[] { "pattern", "witness", heading } };
        rows.AddRange(maps.Of(result.Regions.Take(most)).Select(item => new[]
        {
            Cut(item.Region.Pattern.ToString(), MostPatternCharacters),
            Witness(item.Region.Point),
            Formula(network, item.Map),
        }));
        int first = rows.Max(static row => row[0].Length) + 3;
        int second = rows.Max(static row => row[1].Length) + 3;
        foreach (string[] row in rows)
        {
            output.WriteLine(row[0].PadRight(first) + row[1].PadRight(second) + row[2]);
        }

        if (result.Regions.Count > most)
        {
            output.WriteLine($"… and {Number(result.Regions.Count - most)} more (--max lists more, --json all)");
        }

        output.WriteLine();
    }

    private static string Witness(IReadOnlyList<double> point) =>
        "(" + string.Join(", ", point.Take(MostNumbers).Select(Short)) + (point.Count > MostNumbers ? ", …)" : ")");

    /// <summary>The map of output 0 as a sum over the features that count in it.</summary>
    private static string Formula(Network network, ExactAffineMap map)
    {
        double[] weights = map.RoundedWeights();
        int[] used = Enumerable.Range(0, network.InputCount).Where(j => weights[j] != 0).ToArray();
        var sum = new StringBuilder(Short(map.RoundedBias()[0]));
        foreach (int j in used.Take(MostNumbers))
        {
            sum.Append(weights[j] < 0 ? " - " : " + ").Append(Short(Math.Abs(weights[j]))).Append('·')
                .Append(Cut(SafeText.OneLine(network.Inputs[j].Name), MostNameCharacters));
        }

        return used.Length > MostNumbers ? sum + " + …" : sum.ToString();
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private static string Short(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
