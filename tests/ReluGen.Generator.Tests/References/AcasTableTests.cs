using System;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Core.Text;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;
using ReluGen.Tests.Shared;

namespace ReluGen.Generator.Tests.References;

/// <summary>
/// ACAS Xu, 300 neurons: a table of the regions that uniform points of the input domain visit, from a CSV file through .relunet text and the
/// generated code to look-ups. One network and 10,000 points; with RELUGEN_LONG=1 six networks and 100,000 points (minutes, 2 GiB).
/// </summary>
public sealed class AcasTableTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("RELUGEN_LONG") == "1";

    /// <summary>The domain of the normalised inputs, as the properties of ACAS Xu have it: the distance, then angles and speeds.</summary>
    private static readonly (float Lower, float Upper)[] Domain = [(-0.328422877f, 0.679857769f), (-0.5f, 0.5f), (-0.5f, 0.5f), (-0.5f, 0.5f), (-0.5f, 0.5f)];

    public static TheoryData<string> Networks => IsLong
        ? ["acasxu_1_1", "acasxu_1_9", "acasxu_3_3", "acasxu_5_4", "acasxu_eran_2_2", "acasxu_eran_4_5"]
        : ["acasxu_1_1"];

    [DataTheory]
    [MemberData(nameof(Networks))]
    public void Every_point_is_found_in_the_table_and_its_map_agrees_with_forward(string id)
    {
        float[][] points = UniformPoints(IsLong ? 100_000 : 10_000);
        NetworkDocument document = Observed(DataFolder.Of("nets/" + id + "/model.onnx"), points);
        Assert.Equal(points.Length, document.Samples!.RowCount);
        Assert.Equal(points.Length, document.Regions.Sum(static region => region.Count));

        using var agreement = new TableAgreement(document);
        var counts = new long[document.Regions.Count];
        foreach (float[] point in points)
        {
            counts[agreement.Check(point)]++;
        }

        Assert.Equal(document.Regions.Select(static region => region.Count), counts);
    }

    /// <summary>What a build makes of the network and a CSV file of the points.</summary>
    private static NetworkDocument Observed(string path, float[][] points)
    {
        string csv = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(csv, points.Select(static point => string.Join(',', point.Select(static x => x.ToString("R", CultureInfo.InvariantCulture)))));
            ImportedModel model = SampledModel.Read(path, csv, null, new TableRequest { MaxRegions = points.Length });
            Assert.Null(model.TableCut);
            return NetworkReader.Read(NetworkWriter.Write(model.Document));
        }
        finally
        {
            File.Delete(csv);
        }
    }

    private static float[][] UniformPoints(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => Array.ConvertAll(Domain, side => side.Lower + ((side.Upper - side.Lower) * random.NextSingle())))];
    }
}
