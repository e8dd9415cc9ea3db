using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;

namespace ReluGen.Tool.Pictures;

/// <summary>Draws the regions of a slice as SVG: parts by decision, outlines, decision boundary, samples, axes and legend.</summary>
internal sealed class RegionPicture
{
    private const double Left = 84;
    private const double Top = 76;
    private const double Side = 560;
    private const double Width = 970;
    private const double Height = 710;

    /// <summary>Pictures of more regions have thin lines, and leave out the patterns, which would be most of the file.</summary>
    private const int Many = 2000;

    /// <summary>Outlines of this many regions and more would hide what they surround; the shades tell neighbours apart without them.</summary>
    private const int MostOutlined = 10_000;
    private const string Ink = "#222222";

    /// <summary>Okabe and Ito's colours, which colour-blind readers tell apart; as tints, lines stay readable on them in grey print.</summary>
    private static readonly string[] Colours = ["#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#F0E442", "#0072B2", "#D55E00", "#999999"];

    private readonly SvgText svg;
    private readonly Slice slice;
    private readonly SliceShapes shapes;
    private readonly PictureLabels labels;

    private RegionPicture(SvgText svg, Slice slice, SliceShapes shapes, PictureLabels labels)
    {
        this.svg = svg;
        this.slice = slice;
        this.shapes = shapes;
        this.labels = labels;
    }

    /// <summary>The SVG document.</summary>
    public static string Draw(Network network, string file, Slice slice, RegionEnumeration regions, SliceSamples? samples, CancellationToken cancellation)
    {
        var text = new StringWriter();
        SliceShapes shapes = SliceShapes.Of(network, slice, regions.Regions, cancellation);
        using (var svg = new SvgText(text))
        {
            var labels = new PictureLabels(network, file, slice, regions, samples);
            new RegionPicture(svg, slice, shapes, labels).Draw(samples);
        }

        return text + "\n";
    }

    private void Draw(SliceSamples? samples)
    {
        (string, string)[] root =
        [
            ("viewBox", FormattableString.Invariant($"0 0 {Width} {Height}")), ("width", SvgText.Number(Width)), ("height", SvgText.Number(Height)),
            ("role", "img"), ("aria-labelledby", "picture-title picture-description"),
            ("font-family", "Helvetica, Arial, 'DejaVu Sans', sans-serif"), ("font-size", "14"), ("fill", Ink),
        ];
        svg.Element("svg", root, () =>
        {
            svg.Text("title", [("id", "picture-title")], labels.Title);
            svg.Text("desc", [("id", "picture-description")], labels.Description(shapes));
            svg.Element("rect", [("width", "100%"), ("height", "100%"), ("fill", "#ffffff")]);
            svg.Text("text", [.. At(Left, 34), ("font-size", "20"), ("font-weight", "bold")], labels.Title);
            svg.Text("text", At(Left, 58), labels.Subtitle);
            Cells();
            if (HasOutlines(shapes))
            {
                svg.Element("path", [("d", Path(shapes.Outlines)), .. Stroke(shapes.Outlines.Count > Many ? "0.3" : "0.7"), ("stroke-opacity", "0.6")]);
            }

            svg.Element("path", [("d", Path(shapes.Boundary)), .. Stroke("2.6"), ("stroke-linecap", "round")]);
            Dots(samples);
            Axes();
            new PictureLegend(svg, Left + Side + 28, Top).Draw(shapes, labels, samples is not null);
        });
    }

    /// <summary>True if regions are drawn with their outlines.</summary>
    public static bool HasOutlines(SliceShapes shapes) => shapes.Outlines.Count < MostOutlined;

    /// <summary>Attributes of a line without fill.</summary>
    public static (string, string)[] Stroke(string width) => [("fill", "none"), ("stroke", Ink), ("stroke-width", width), ("stroke-linejoin", "round")];

    /// <summary>Attributes of the fill of a choice, in one of two shades.</summary>
    public static (string, string)[] Fill(int choice, bool odd) => [("fill", Colours[choice % Colours.Length]), ("fill-opacity", odd ? "0.55" : "0.35")];

    /// <summary>Attributes of a place.</summary>
    public static (string, string)[] At(double x, double y) => [("x", SvgText.Number(x)), ("y", SvgText.Number(y))];

    private static double XOf(double u) => Left + (u * Side);

    private static double YOf(double v) => Top + ((1 - v) * Side);

    private void Cells()
    {
        foreach (var group in shapes.Cells.GroupBy(static cell => (cell.Choice, cell.IsOdd)).OrderBy(static group => group.Key))
        {
            svg.Element("g", Fill(group.Key.Choice, group.Key.IsOdd), () =>
            {
                if (shapes.Outlines.Count > Many)
                {
                    svg.Element("path", [("d", Path(group.Select(static cell => cell.Corners)))]);
                    return;
                }

                foreach (ShapeCell cell in group)
                {
                    // A browser shows the pattern where the pointer rests.
                    svg.Element("path", [("d", Path([cell.Corners]))], () => svg.Text("title", [], cell.Pattern));
                }
            });
        }
    }

    private void Dots(SliceSamples? samples)
    {
        svg.Element("g", [("fill", "#ffffff"), ("stroke", "#000000"), ("stroke-width", "0.9"), ("fill-opacity", "0.85")], () =>
        {
            foreach (PlanePoint point in samples?.Points ?? [])
            {
                svg.Element("circle", [("cx", SvgText.Number(XOf(point.U))), ("cy", SvgText.Number(YOf(point.V))), ("r", "2.6")]);
            }
        });
    }

    private void Axes()
    {
        svg.Element("rect", [.. At(Left, Top), ("width", SvgText.Number(Side)), ("height", SvgText.Number(Side)), .. Stroke("1.2")]);
        foreach ((double value, string text) in AxisTicks.Between(slice.Domain.Lower[slice.X], slice.Domain.Upper[slice.X]))
        {
            double x = XOf(slice.UOf(value));
            svg.Element("path", [("d", FormattableString.Invariant($"M{x:0.##} {Top + Side}v6")), .. Stroke("1.2")]);
            svg.Text("text", [.. At(x, Top + Side + 22), ("text-anchor", "middle")], text);
        }

        foreach ((double value, string text) in AxisTicks.Between(slice.Domain.Lower[slice.Y], slice.Domain.Upper[slice.Y]))
        {
            double y = YOf(slice.VOf(value));
            svg.Element("path", [("d", FormattableString.Invariant($"M{Left} {y:0.##}h-6")), .. Stroke("1.2")]);
            svg.Text("text", [.. At(Left - 10, y + 5), ("text-anchor", "end")], text);
        }

        svg.Text("text", [.. At(Left + (Side / 2), Top + Side + 50), ("text-anchor", "middle"), ("font-size", "16")], labels.X);
        string turned = FormattableString.Invariant($"translate(24 {Top + (Side / 2)}) rotate(-90)");
        svg.Text("text", [("transform", turned), ("text-anchor", "middle"), ("font-size", "16")], labels.Y);
    }

    private static string Path(IEnumerable<PlanePoint[]> polygons)
    {
        var path = new StringBuilder();
        foreach (PlanePoint[] polygon in polygons)
        {
            char command = 'M';
            foreach (PlanePoint point in polygon)
            {
                path.Append(command).Append(SvgText.Number(XOf(point.U))).Append(' ').Append(SvgText.Number(YOf(point.V)));
                command = 'L';
            }

            path.Append('Z');
        }

        return path.ToString();
    }

    private static string Path(IEnumerable<(PlanePoint From, PlanePoint To)> segments) =>
        string.Concat(segments.Select(static segment =>
            FormattableString.Invariant($"M{XOf(segment.From.U):0.##} {YOf(segment.From.V):0.##}L{XOf(segment.To.U):0.##} {YOf(segment.To.V):0.##}")));
}
