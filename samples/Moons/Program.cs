using System;
using System.Collections.Generic;
using System.Globalization;
using Moons;
using ReluGen;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
RegionTable<MoonsNetwork.Pattern> regions = MoonsNetwork.Regions;
string all = regions.IsComplete ? "exactly" : "at least";
Console.WriteLine($"In the box [-2, 3] x [-1.5, 2] the network has {all} {regions.Count} regions.\n");

foreach (float[] point in (float[][])[[0, 1], [1, -0.5f], [0.5f, 0.25f], [-0.5f, -0.25f], [2.5f, 1.5f]])
{
    Explain(point);
}

Scan(500, 350);

// A point, the region that it lies in, and the affine map that the network is there.
static void Explain(ReadOnlySpan<float> point)
{
    Span<float> output = stackalloc float[MoonsNetwork.OutputCount];
    Span<double> contributions = stackalloc double[MoonsNetwork.InputCount];
    MoonsNetwork.Pattern pattern = MoonsNetwork.Forward(point, output);
    Console.WriteLine($"({point[0]}, {point[1]}): the {(output[0] > 0 ? "lower" : "upper")} moon");
    if (!MoonsNetwork.Regions.TryFind(pattern, out int index))
    {
        Console.WriteLine($"  pattern {pattern} is not in the table: the point is outside of the box or on a boundary\n");
        return;
    }

    AffineMap map = MoonsNetwork.Regions[index].Map;
    double mapped = map.Contributions(0, point, contributions);
    Console.WriteLine($"  pattern {pattern}, region {index + 1}");
    Console.WriteLine($"  map     {map.Row(0)[0]:0.0000} x0 {map.Row(0)[1]:+ 0.0000;- 0.0000} x1 {map.Bias[0]:+ 0.0000;- 0.0000} = {mapped:0.0000}");
    Console.WriteLine($"  network {output[0]:0.0000}, apart by {Math.Abs(mapped - output[0]):0.0e+0}\n");
}

// A grid sees most regions, never reliably all of them; what it sees, the table has.
static void Scan(int columns, int rows)
{
    Span<float> output = stackalloc float[MoonsNetwork.OutputCount];
    Span<double> contributions = stackalloc double[MoonsNetwork.InputCount];
    Span<float> point = stackalloc float[MoonsNetwork.InputCount];
    var seen = new HashSet<int>();
    double apart = 0;
    for (int i = 0; i < columns * rows; i++)
    {
        point[0] = -2 + (5 * ((i % columns) + 0.5f) / columns);
        point[1] = -1.5f + (3.5f * ((i / columns) + 0.5f) / rows);
        MoonsNetwork.Pattern pattern = MoonsNetwork.Forward(point, output);
        if (MoonsNetwork.Regions.TryFind(pattern, out int index))
        {
            seen.Add(index);
            apart = Math.Max(apart, Math.Abs(MoonsNetwork.Regions[index].Map.Contributions(0, point, contributions) - output[0]));
        }
    }

    Console.WriteLine($"A grid of {columns * rows} points sees {seen.Count} of the regions; map and network are apart by {apart:0.0e+0} at most.");
}
