using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Pictures;

/// <summary>The words of a picture.</summary>
internal sealed class PictureLabels(Network network, string file, Slice slice, RegionEnumeration regions, SliceSamples? samples)
{
    private const int MostCharacters = 48;
    private const int MostHeld = 50;

    /// <summary>The heading.</summary>
    public string Title => "Activation regions of " + Short(file);

    /// <summary>How many regions there are.</summary>
    public string Subtitle => (regions.Complete ? "" : "at least ") + Count(regions.Regions.Count, "region") + " in this view"
        + (regions.Complete ? "" : ": the node budget was spent, blank parts were not reached");

    /// <summary>Label of the horizontal axis.</summary>
    public string X => Short(network.Inputs[slice.X].Name);

    /// <summary>Label of the vertical axis.</summary>
    public string Y => Short(network.Inputs[slice.Y].Name);

    /// <summary>The features that are held, each with its value, at most <paramref name="most"/> of them and a line for the rest.</summary>
    public IEnumerable<string> Held(int most)
    {
        int[] held = Enumerable.Range(0, network.InputCount).Where(j => j != slice.X && j != slice.Y).ToArray();
        IEnumerable<string> lines = held.Take(most).Select(j => $"{Short(network.Inputs[j].Name, 20)} = {Number(slice.Held[j])}");
        return held.Length > most ? lines.Append($"and {held.Length - most} more") : lines;
    }

    /// <summary>What a choice means.</summary>
    public string Choice(int choice)
    {
        if (network.OutputCount > 1)
        {
            return "output " + Invariant(choice) + (network.Link == Link.Softmax ? " is most probable" : " is largest");
        }

        string sigmoid = network.Link == Link.Sigmoid ? choice == 0 ? " (sigmoid ≤ ½)" : " (sigmoid > ½)" : "";
        return (choice == 0 ? "output ≤ 0" : "output > 0") + sigmoid;
    }

    /// <summary>What the decision boundary is.</summary>
    public string Boundary => network.OutputCount > 1 ? "decision boundary" : "decision boundary (output = 0)";

    /// <summary>What the dots are; empty without samples.</summary>
    public string Samples
    {
        get
        {
            if (samples is null)
            {
                return "";
            }

            string number = samples.Points.Count < samples.InView ? $"{Invariant(samples.Points.Count)} of {Invariant(samples.InView)} samples"
                : samples.InView < samples.Total ? $"{Invariant(samples.InView)} of {Invariant(samples.Total)} samples"
                : Count(samples.Total, "sample");
            return network.InputCount > 2 ? number + ", projected" : number;
        }
    }

    /// <summary>The picture in words.</summary>
    public string Description(SliceShapes shapes)
    {
        string choices = string.Join(", ", shapes.Cells.Select(static cell => cell.Choice).Distinct().Order().Take(10).Select(Choice));
        string held = string.Join(", ", Held(MostHeld));
        return $"{Subtitle}. Horizontal: {X} from {Number(slice.Domain.Lower[slice.X])} to {Number(slice.Domain.Upper[slice.X])}; "
            + $"vertical: {Y} from {Number(slice.Domain.Lower[slice.Y])} to {Number(slice.Domain.Upper[slice.Y])}. "
            + (held.Length > 0 ? $"Held constant: {held}. " : "")
            + $"Each polygon is a region on which the network is one affine map. Parts shown: {choices}. "
            + (shapes.Boundary.Count > 0 ? "A thick line is the decision boundary. " : "No decision boundary crosses this view. ")
            + (samples is null ? "" : $"Dots: {Samples}.");
    }

    private static string Short(string text, int most = MostCharacters)
    {
        string line = SafeText.OneLine(text);
        return line.Length <= most ? line : line[..(most - 1)] + "…";
    }

    private static string Count(long count, string what) => Invariant(count) + " " + what + (count == 1 ? "" : "s");

    private static string Invariant(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
