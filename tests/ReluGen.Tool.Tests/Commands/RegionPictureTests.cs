using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

/// <summary>The picture of <c>regions</c>, read back as XML.</summary>
public class RegionPictureTests
{
    private const string B = "<b & \"c\">";

    [Fact]
    public async Task Every_region_of_the_slice_is_a_polygon_and_together_they_fill_it()
    {
        XElement svg = await DrawAsync("--domain", "-1,1", "--x", "a", "--y", B);
        XElement[] cells = Paths(svg).Where(static path => path.Element(path.Name.Namespace + "title") is not null).ToArray();

        // At c = 0 the output is relu(a) - relu(b), which is above zero where a > 0 and a > b: quadrant 11 has two parts.
        Assert.Equal(["00", "01", "10", "11", "11"], cells.Select(static cell => cell.Value).Order(StringComparer.Ordinal));
        Assert.Equal(560.0 * 560.0, cells.Sum(static cell => Area((string)cell.Attribute("d")!)), 1.0);
    }

    [Fact]
    public async Task The_decision_boundary_is_where_the_output_is_zero()
    {
        XElement svg = await DrawAsync("--domain", "-1,1", "--x", "a", "--y", B, "--at", "0,0,0.5");

        // relu(a) - relu(b) + 0.5 is zero on b = 0.5 left of a = 0, and on b = a + 0.5.
        string boundary = (string)Paths(svg).Single(static path => (string?)path.Attribute("stroke-linecap") == "round").Attribute("d")!;
        Assert.Equal(
            ["M364 216L84 216", "M504 76L364 216"],
            boundary.Split('M', StringSplitOptions.RemoveEmptyEntries).Select(static piece => "M" + piece).Order(StringComparer.Ordinal));
    }

    /// <summary>More than 10,000 regions: their outlines would cover them, and a path for each would be most of the file.</summary>
    [Fact]
    public async Task A_picture_of_very_many_regions_has_a_path_a_shade_and_no_outlines()
    {
        using var folder = new TemporaryFolder();
        ToolResult result = (await ToolResult.OfAsync("regions", folder.Write("m.relunet", RegionModels.Random(2, 160)), "--domain", "-1,1", "--picture", folder.Of("p.svg"), "--max", "0", "--json")).Done();
        XElement svg = XElement.Load(folder.Of("p.svg"));

        Assert.InRange(result.Json.GetProperty("count").GetInt32(), 10_001, 13_000);
        XElement[] shades = [.. svg.Elements(svg.Name.Namespace + "g").Where(static g => g.Attribute("fill-opacity")?.Value is "0.35" or "0.55")];
        Assert.InRange(shades.Length, 2, 4);
        Assert.All(shades, static shade => Assert.Single(shade.Elements()));
        Assert.DoesNotContain("edge of a region", svg.Value, StringComparison.Ordinal);
        Assert.Equal(560.0 * 560.0, shades.Sum(static shade => ((string)shade.Elements().Single().Attribute("d")!).Split('Z', StringSplitOptions.RemoveEmptyEntries).Sum(Area)), 560.0);
    }

    /// <summary>Byte by byte; samples/Moons/README.md has the command that draws it again.</summary>
    [Fact]
    public async Task The_picture_of_sample_Moons_is_what_is_drawn_today()
    {
        using var folder = new TemporaryFolder();
        string sample = Path.Combine(AppContext.BaseDirectory, "Moons");

        (await ToolResult.OfAsync("regions", Path.Combine(sample, "moons.onnx"), "--domain", Path.Combine(sample, "box.json"), "--picture", folder.Of("p.svg"), "--max", "0")).Done();

        Assert.Equal(File.ReadAllText(Path.Combine(sample, "moons.svg")), File.ReadAllText(folder.Of("p.svg")));
    }

    [Fact]
    public async Task It_has_a_role_title_description_labels_and_held_features()
    {
        using var folder = new TemporaryFolder();
        string samples = folder.Write("x.csv", "0,0.25,0.5\n0.5,9,0.5\n");
        XElement svg = await DrawAsync("--domain", "-1,1", "--x", "1", "--y", "c", "--at", "0.75,0,0", "--samples", samples);

        Assert.Equal("img", (string?)svg.Attribute("role"));
        Assert.Equal(svg.Elements().Take(2).Select(static e => (string)e.Attribute("id")!), ((string)svg.Attribute("aria-labelledby")!).Split(' '));
        Assert.Contains("Held constant: a = 0.75", svg.Elements().ElementAt(1).Value);
        string[] texts = svg.Descendants(svg.Name.Namespace + "text").Select(static text => text.Value).ToArray();
        Assert.All([B, "c", "a = 0.75", "1 of 2 samples, projected", "output > 0"], text => Assert.Contains(text, texts));
        Assert.Single(svg.Descendants(svg.Name.Namespace + "g").SelectMany(static g => g.Elements(g.Name.Namespace + "circle")));
    }

    [Theory]
    [InlineData("name the two features", "--domain", "-1,1")]
    [InlineData("name the two features", "--domain", "-1,1", "--x", "a")]
    [InlineData("'d' is no input", "--domain", "-1,1", "--x", "a", "--y", "d")]
    [InlineData("'3' is no input", "--domain", "-1,1", "--x", "a", "--y", "3")]
    [InlineData("name the same feature", "--domain", "-1,1", "--x", "a", "--y", "0")]
    [InlineData("--at has 2 values", "--domain", "-1,1", "--x", "a", "--y", "c", "--at", "0,0")]
    [InlineData("'nan' is not a finite number", "--domain", "-1,1", "--x", "a", "--y", "c", "--at", "0,nan,0")]
    [InlineData("2 lies outside the domain of feature 1", "--domain", "-1,1", "--x", "a", "--y", "c", "--at", "0,2,0")]
    [InlineData("needs two features that vary", "--domain", "1,1")]
    public async Task What_cannot_be_drawn_is_refused(string expected, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Quadrants);

        (await ToolResult.OfAsync(["regions", model, "--picture", folder.Of("p.svg"), .. options])).Refused("relugen: error: ", expected);
        Assert.Equal(["m.relunet"], folder.Files);
    }

    private static async Task<XElement> DrawAsync(params string[] options)
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Quadrants);
        (await ToolResult.OfAsync(["regions", model, "--picture", folder.Of("p.svg"), .. options])).Done();
        return XElement.Parse(File.ReadAllText(folder.Of("p.svg")));
    }

    private static XElement[] Paths(XElement svg) => svg.Descendants(svg.Name.Namespace + "path").ToArray();

    private static double Area(string path)
    {
        (double X, double Y)[] corners = path.Trim('M', 'Z').Split('L').Select(static corner => corner.Split(' ')).Select(static pair =>
            (double.Parse(pair[0], CultureInfo.InvariantCulture), double.Parse(pair[1], CultureInfo.InvariantCulture))).ToArray();
        return Math.Abs(corners.Zip(corners.Skip(1).Append(corners[0]), static (a, b) => (a.X * b.Y) - (b.X * a.Y)).Sum()) / 2;
    }
}
