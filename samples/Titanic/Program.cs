using System;
using System.Globalization;
using System.Linq;
using ReluGen;
using ReluGen.Clustering;
using Titanic;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
float[][] passengers = Passengers.Read();

// Rows of titanic.csv, which has the order of the data set: the first-class passengers by name, then second and third class.
(int Row, string Name)[] people =
[
    (1, "Miss Elisabeth Walton Allen"),
    (2, "Master Hudson Trevor Allison"),
    (8, "Mr. Thomas Andrews, Jr."),
    (10, "Mr. Ramon Artagaveytia"),
    (1309, "Mr. Leo Zimmerman"),
];

foreach ((int row, string name) in people)
{
    Explain(name, passengers[row - 1]);
}

var builder = new ClusterBuilder<SurvivalNetwork, SurvivalNetwork.Pattern>();
foreach (float[] passenger in passengers)
{
    builder.Add(passenger.AsSpan(0, SurvivalNetwork.InputCount));
}

ClusterSet<SurvivalNetwork.Pattern> clusters = builder.ToClusters();
PrintClusters(clusters, ImportanceConvention.Raw);
PrintClusters(clusters, ImportanceConvention.Scaled);
PrintRegions();

// One prediction and its exact explanation: in its region the network is logit = bias + Σ weight · value, nothing else.
static void Explain(string name, float[] passenger)
{
    Span<float> logit = stackalloc float[SurvivalNetwork.OutputCount];
    Span<float> probability = stackalloc float[SurvivalNetwork.OutputCount];
    Span<float> weights = stackalloc float[SurvivalNetwork.OutputCount * SurvivalNetwork.InputCount];
    Span<float> bias = stackalloc float[SurvivalNetwork.OutputCount];
    Span<double> contributions = stackalloc double[SurvivalNetwork.InputCount];

    SurvivalNetwork.Pattern pattern = SurvivalNetwork.Forward(passenger, logit);
    SurvivalNetwork.Predict(passenger, probability);
    SurvivalNetwork.AffineMapOf(pattern, weights, bias);
    double sum = new AffineMap(weights, bias, SurvivalNetwork.InputCount).Contributions(0, passenger, contributions);
    string region = SurvivalNetwork.Regions.TryFind(pattern, out int index) ? $"region {index + 1} of {SurvivalNetwork.Regions.Count}" : "a region that is not in the table";

    Console.WriteLine($"{name}: survival {probability[0]:P1}, pattern {pattern}, {region}");
    for (int j = 0; j < contributions.Length; j++)
    {
        Console.WriteLine($"  {SurvivalNetwork.InputNames[j],-8}{passenger[j],8:0.##}  contributes {contributions[j],9:+0.0000;-0.0000;0.0000}");
    }

    Console.WriteLine($"  {"bias",-16}  contributes {bias[0],9:+0.0000;-0.0000;0.0000}");
    Console.WriteLine($"  {"sum",-16}              {sum,9:+0.0000;-0.0000;0.0000}   (logit of the network: {logit[0]:+0.0000;-0.0000;0.0000})\n");
}

// The table of Picchiotti and Gori: the passengers by activation pattern, the average of each cluster and what explains it.
static void PrintClusters(ClusterSet<SurvivalNetwork.Pattern> clusters, ImportanceConvention convention)
{
    Console.WriteLine($"{clusters.RowCount} passengers in {clusters.Count} clusters; importance: {clusters.OverallImportance(convention: convention)}");
    Console.WriteLine($"  {"pattern",-8} {"support",8} {"positive",9}            {string.Concat(clusters.InputNames.ToArray().Select(static name => $"{name,9}"))}");
    foreach (Cluster<SurvivalNetwork.Pattern> cluster in clusters)
    {
        Console.WriteLine($"  {cluster.Pattern,-8} {clusters.SupportOf(cluster),8:P1} {cluster.PositiveShare,9:0.00}  average   {Numbers(cluster.Inputs.Mean)}");
        Console.WriteLine($"  {"",27}  importance{Numbers(clusters.ImportanceOf(cluster, convention: convention).Values)}");
    }

    Console.WriteLine($"  {"all",-8} {1,8:P1} {"",9}  importance{Numbers(clusters.OverallImportance(convention: convention).Values)}\n");

    static string Numbers(ReadOnlySpan<double> values) => string.Concat(values.ToArray().Select(static value => $"{value,9:0.000}"));
}

// All regions of the network, those with the most passengers first: in each, one affine map explains every prediction.
static void PrintRegions()
{
    RegionTable<SurvivalNetwork.Pattern> regions = SurvivalNetwork.Regions;
    int visited = 0;
    foreach (Region<SurvivalNetwork.Pattern> region in regions)
    {
        visited += region.SampleCount > 0 ? 1 : 0;
    }

    string all = regions.IsComplete ? "exactly" : "at least";
    Console.WriteLine($"In the box around the passengers the network has {all} {regions.Count} regions;");
    Console.WriteLine($"the {regions.SampleCount} passengers fall into {visited} of them. Weights of each region's map:");
    Console.Write("  pattern   support ");
    foreach (string input in SurvivalNetwork.InputNames)
    {
        Console.Write($"{input,9}");
    }

    Console.WriteLine("     bias");
    foreach (Region<SurvivalNetwork.Pattern> region in regions)
    {
        Console.Write($"  {region.Pattern}  {(double)region.SampleCount / regions.SampleCount,8:P1} ");
        foreach (float weight in region.Map.Row(0))
        {
            Console.Write($"{weight,9:0.000}");
        }

        Console.WriteLine($"{region.Map.Bias[0],9:0.000}");
    }
}
