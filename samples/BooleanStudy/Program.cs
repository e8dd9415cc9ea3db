using System;
using System.Globalization;
using System.Linq;
using BooleanStudy;
using ReluGen;
using ReluGen.Clustering;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rows = 100_000;
float[] rows = FairBits(Rows * Multiplexer.InputCount);

var builder = new ClusterBuilder<Multiplexer, Multiplexer.Pattern>();
builder.Add(rows);
ClusterSet<Multiplexer.Pattern> clusters = builder.ToClusters();

Console.WriteLine($"{Rows} rows of ten fair bits; {RightRows(rows)} of them are told right: x3 ? x1 : x2.\n");
PrintTable(clusters);
PrintNoise(clusters);
PrintRegions(clusters);

static float[] FairBits(int count)
{
    var random = new Random(0);
    var bits = new float[count];
    for (int i = 0; i < count; i++)
    {
        bits[i] = random.Next(2);
    }

    return bits;
}

static int RightRows(ReadOnlySpan<float> rows)
{
    int right = 0;
    Span<float> output = stackalloc float[Multiplexer.OutputCount];
    for (; !rows.IsEmpty; rows = rows[Multiplexer.InputCount..])
    {
        Multiplexer.Forward(rows[..Multiplexer.InputCount], output);
        right += output[0] > 0 == (rows[2] != 0 ? rows[0] : rows[1]) > 0 ? 1 : 0;
    }

    return right;
}

// The table of the paper: a cluster a line, with the average of its rows and the weights of its affine map.
static void PrintTable(ClusterSet<Multiplexer.Pattern> clusters)
{
    Console.WriteLine("pattern  support  positive  average  x1   x2   x3    importance    x1        x2        x3   noise up to");
    foreach (Cluster<Multiplexer.Pattern> cluster in clusters)
    {
        double[] weights = clusters.ImportanceOf(cluster).Values.ToArray();
        ReadOnlySpan<double> mean = cluster.Inputs.Mean;
        Console.WriteLine(
            $"{cluster.Pattern,-7}  {clusters.SupportOf(cluster),7:0.000}  {cluster.PositiveShare,8:0.00}  {"",7} {mean[0],4:0.00} {mean[1],4:0.00} {mean[2],4:0.00}"
            + $"  {"",10}  {weights[0],8:0.00}  {weights[1],8:0.00}  {weights[2],8:0.00}  {weights.Skip(3).Max(Math.Abs),10:0.0000}");
    }

    Console.WriteLine($"importance: {clusters.OverallImportance()}\n");
}

static void PrintNoise(ClusterSet<Multiplexer.Pattern> clusters)
{
    double[][] weights = [.. clusters.Select(cluster => clusters.ImportanceOf(cluster).Values.ToArray())];
    double signal = weights.Max(static row => row.Take(3).Max(Math.Abs));
    double noise = weights.Max(static row => row.Skip(3).Max(Math.Abs));
    Console.WriteLine($"The most important noise has {noise / signal:P3} of the importance of the most important signal.\n");
}

// The clusters are what the data visits; the regions are all that there is, between the corners of the cube too.
static void PrintRegions(ClusterSet<Multiplexer.Pattern> clusters)
{
    RegionTable<Multiplexer.Pattern> regions = Multiplexer.Regions;
    Console.WriteLine($"In the whole cube [0, 1]^10 the network has {(regions.IsComplete ? "exactly" : "at least")} {regions.Count} regions:");
    foreach (Region<Multiplexer.Pattern> region in regions)
    {
        string rows = clusters.TryFind(region.Pattern, out int cluster) ? $"{clusters[cluster].RowCount} rows" : "no rows";
        ReadOnlySpan<float> map = region.Map.Row(0);
        Console.WriteLine($"  {region.Pattern}  {rows,-10}  {map[0]:0.00} x1 {map[1]:+ 0.00;- 0.00} x2 {map[2]:+ 0.00;- 0.00} x3 {region.Map.Bias[0]:+ 0.00;- 0.00} and the noise");
    }
}
