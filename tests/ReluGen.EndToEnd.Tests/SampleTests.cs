using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReluGen.Tests.Shared;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.EndToEnd.Tests;

/// <summary>What the samples print.</summary>
public sealed class SampleTests
{
    /// <summary>Each paragraph of the excerpt in a document is what the sample prints, up to "…" or "..." where lines are left out.</summary>
    [Theory]
    [InlineData("Titanic", "README.md")]
    [InlineData("Moons", "samples/Moons/README.md")]
    [InlineData("BooleanStudy", "samples/BooleanStudy/README.md")]
    public void The_document_shows_what_the_sample_prints(string sample, string document)
    {
        string printed = Output(sample);
        string text = File.ReadAllText(Path.Combine(Package.RepositoryRoot(), document)).ReplaceLineEndings("\n");
        string[] blocks = Regex.Matches(text, "^```\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline).Select(static match => match.Groups[1].Value).ToArray();
        string excerpt = blocks[Array.FindIndex(blocks, block => block.Contains("dotnet run --project samples/" + sample, StringComparison.Ordinal)) + 1];
        Assert.All(Regex.Split(excerpt, "\n(?: *(?:…|\\.\\.\\.))?\n"), part => Assert.Contains(part, printed, StringComparison.Ordinal));
    }

    /// <summary>The five points of Moons against regions and maps that another program found in exact arithmetic.</summary>
    [DataFact]
    public void Moons_prints_regions_and_maps_of_the_reference()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(DataFolder.Of("regions/moons.json")));
        JsonElement[] regions = document.RootElement.GetProperty("region_list").EnumerateArray().ToArray();
        string printed = Output("Moons");
        Assert.Contains($"exactly {regions.Length} regions", printed, StringComparison.Ordinal);

        MatchCollection points = Regex.Matches(printed, @"^\((\S+), (\S+)\): the (\w+) moon\n  pattern (\d+), region \d+\n  map +(\S+) x0 ([+-] \S+) x1 ([+-] \S+) = (\S+)\n  network (\S+), apart by (\S+)$", RegexOptions.Multiline);
        Assert.Equal(5, points.Count);
        Assert.All(points, point =>
        {
            JsonElement region = Assert.Single(regions, r => r.GetProperty("p").GetString()!.Replace("|", "") == point.Groups[4].Value);
            double[] map = [.. region.GetProperty("A")[0].EnumerateArray().Append(region.GetProperty("b")[0]).Select(static value => value.GetDouble())];
            Assert.Equal(map, [Number(5), Number(6), Number(7)], new Printed());
            double output = (map[0] * Number(1)) + (map[1] * Number(2)) + map[2];
            Assert.Equal([output, output], [Number(8), Number(9)], new Printed());
            Assert.Equal(output > 0 ? "lower" : "upper", point.Groups[3].Value);
            Assert.InRange(Number(10), 0, 1e-4);

            double Number(int group) => double.Parse(point.Groups[group].Value.Replace(" ", ""), CultureInfo.InvariantCulture);
        });
    }

    /// <summary>The assembly of a sample that the solution has built.</summary>
    internal static string PathOf(string sample)
    {
        string configuration = typeof(SampleTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration.ToLowerInvariant();
        return Path.Combine(AppContext.BaseDirectory, "..", "..", sample, configuration, sample + ".dll");
    }

    /// <summary>Runs a sample that the solution has built.</summary>
    private static string Output(string sample)
    {
        string path = PathOf(sample);
        CommandResult run = Command.Dotnet(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output.ReplaceLineEndings("\n");
    }

    /// <summary>Numbers that agree to the four decimals that are printed, and the float32 rounding of numbers of some tens.</summary>
    private sealed class Printed : System.Collections.Generic.IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= 1e-4;

        public int GetHashCode(double value) => 0;
    }
}
