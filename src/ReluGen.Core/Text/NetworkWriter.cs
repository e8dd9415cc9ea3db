using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Text;

/// <summary>Writes the canonical text form (.relunet): docs/relunet.md has the grammar. The same document gives the same bytes.</summary>
public static class NetworkWriter
{
    /// <summary>The text form of <paramref name="document"/>, with '\n' line ends.</summary>
    public static string Write(NetworkDocument document)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Write(document, writer);
        return writer.ToString();
    }

    /// <summary>Writes the text form of <paramref name="document"/>; <paramref name="writer"/> must end lines with '\n'.</summary>
    public static void Write(NetworkDocument document, TextWriter writer)
    {
        Network network = document.Network;
        writer.WriteLine("relunet 1");
        if (network.Origin != NetworkOrigin.None)
        {
            writer.WriteLine($"source {Quote(network.Origin.FileName)} {(network.Origin.Sha256.Length == 0 ? "-" : network.Origin.Sha256)}");
        }

        writer.WriteLine("link " + LinkNames.Of(network.Link));
        foreach (InputFeature input in network.Inputs)
        {
            writer.WriteLine($"input {Quote(input.Name)} {Number(input.Lower)} {Number(input.Upper)}");
        }

        for (int l = 1; l <= network.Stages.Count; l++)
        {
            WriteStage(network.Stages[l - 1], "stage", network.Stages[l - 1].Slopes, writer);
        }

        WriteStage(network.Output, "output", default, writer);
        foreach (string label in document.ClassLabels)
        {
            writer.WriteLine("class " + Quote(label));
        }

        WriteLayout(document, writer);
        WriteRegions(document, writer);
        writer.WriteLine("end");
    }

    private static void WriteStage(AffineStage stage, string keyword, ReadOnlySpan<float> slopes, TextWriter writer)
    {
        var header = new StringBuilder(keyword).Append(' ').Append(stage.Width.ToString(CultureInfo.InvariantCulture));
        foreach (WeightBlock block in stage.Blocks)
        {
            header.Append(' ').Append(block.Source.ToString(CultureInfo.InvariantCulture));
        }

        writer.WriteLine(header.ToString());
        bool hidden = keyword == "stage";
        var numbers = new float[stage.FanIn + (hidden ? 2 : 1)];
        for (int i = 0; i < stage.Width; i++)
        {
            int at = 0;
            numbers[at++] = stage.Bias[i];
            if (hidden)
            {
                numbers[at++] = slopes[i];
            }

            foreach (WeightBlock block in stage.Blocks)
            {
                block.Row(i).CopyTo(numbers.AsSpan(at));
                at += block.Columns;
            }

            writer.WriteLine("n " + Base64(numbers));
        }
    }

    private static void WriteLayout(NetworkDocument document, TextWriter writer)
    {
        if (document.Layout is { } layout)
        {
            writer.WriteLine("layout" + string.Concat(layout.Runs.Select(static run =>
                $" {(run.Kept == PatternLayout.Zero ? "zero" : run.Kept == PatternLayout.One ? "one" : Count(run.Kept))}:{Count(run.Count)}")));
        }
    }

    private static void WriteRegions(NetworkDocument document, TextWriter writer)
    {
        if (document.Samples is { } samples)
        {
            writer.WriteLine($"samples {Quote(samples.FileName)} {Count(samples.RowCount)} {Count(samples.VisitedCount)}");
        }

        if (document.Complete is { } complete)
        {
            writer.WriteLine($"complete {Count(complete.RegionCount)} {Count(complete.Nodes)}");
        }

        if (document.Cut is { } cut)
        {
            writer.WriteLine($"cut {Quote(cut)}");
        }

        foreach (KnownRegion region in document.Regions)
        {
            string pattern = region.Pattern.Length == 0 ? "-" : region.Pattern.ToString();
            writer.WriteLine($"region {pattern} {Count(region.Count)} {Base64<double>(region.Witness)}");
        }
    }

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Base64<T>(T[] numbers)
        where T : unmanaged
    {
        byte[] bytes = MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
        return Convert.ToBase64String(bytes);
    }

    private static string Number(double value) =>
        double.IsNegativeInfinity(value) ? "-inf"
        : double.IsPositiveInfinity(value) ? "inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A string in quotes with \\, \" and \uXXXX escapes: one line of printable ASCII whatever is in it.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
            {
                quoted.Append('\\').Append(c);
            }
            else if (c is >= ' ' and <= '~')
            {
                quoted.Append(c);
            }
            else
            {
                quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return quoted.Append('"').ToString();
    }
}
