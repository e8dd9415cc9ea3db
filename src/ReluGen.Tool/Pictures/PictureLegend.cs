using System.Linq;

namespace ReluGen.Tool.Pictures;

/// <summary>The legend beside a picture.</summary>
internal sealed class PictureLegend(SvgText svg, double left, double top)
{
    private const double LineHeight = 26;
    private const double KeyWidth = 34;
    private const int MostChoices = 8;
    private const int MostHeld = 8;

    private double y = top + 12;

    /// <summary>Draws the entries of what the picture has.</summary>
    public void Draw(SliceShapes shapes, PictureLabels labels, bool hasSamples)
    {
        int[] choices = shapes.Cells.Select(static cell => cell.Choice).Distinct().Order().ToArray();
        foreach (int choice in choices.Take(MostChoices))
        {
            svg.Element("rect", [.. RegionPicture.At(left, y - 11), .. Size(KeyWidth / 2), .. RegionPicture.Fill(choice, odd: false)]);
            svg.Element("rect", [.. RegionPicture.At(left + (KeyWidth / 2), y - 11), .. Size(KeyWidth / 2), .. RegionPicture.Fill(choice, odd: true)]);
            Label(labels.Choice(choice));
        }

        if (choices.Length > MostChoices)
        {
            Label($"and {choices.Length - MostChoices} more outputs");
        }

        if (RegionPicture.HasOutlines(shapes))
        {
            Line("0.7", "edge of a region");
        }

        if (shapes.Boundary.Count > 0)
        {
            Line("2.6", labels.Boundary);
        }

        if (hasSamples)
        {
            svg.Element("circle", [("cx", SvgText.Number(left + (KeyWidth / 2))), ("cy", SvgText.Number(y - 4)), ("r", "2.6"), ("fill", "#ffffff"), ("stroke", "#000000"), ("stroke-width", "0.9")]);
            Label(labels.Samples);
        }

        Held(labels);
    }

    private static (string, string)[] Size(double width) => [("width", SvgText.Number(width)), ("height", "14")];

    private void Held(PictureLabels labels)
    {
        string[] held = labels.Held(MostHeld).ToArray();
        if (held.Length > 0)
        {
            y += LineHeight / 2;
            svg.Text("text", [.. RegionPicture.At(left, y), ("font-weight", "bold")], "held constant");
            foreach (string line in held)
            {
                y += LineHeight * 0.8;
                svg.Text("text", RegionPicture.At(left, y), line);
            }
        }
    }

    private void Line(string width, string text)
    {
        svg.Element("path", [("d", $"M{SvgText.Number(left)} {SvgText.Number(y - 4)}h{SvgText.Number(KeyWidth)}"), .. RegionPicture.Stroke(width)]);
        Label(text);
    }

    private void Label(string text)
    {
        svg.Text("text", RegionPicture.At(left + KeyWidth + 8, y), text);
        y += LineHeight;
    }
}
