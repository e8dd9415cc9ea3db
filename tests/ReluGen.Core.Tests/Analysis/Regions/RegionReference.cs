using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Tests.Shared;

namespace ReluGen.Core.Tests.Analysis.Regions;

/// <summary>A network of the shared data with what is known, from another program in exact arithmetic, about its regions.</summary>
internal sealed class RegionReference
{
    private readonly JsonElement json;
    private readonly string folder;

    private RegionReference(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        json = document.RootElement.Clone();
        folder = Path.GetDirectoryName(file)!;
    }

    public RegionDomain Domain => new(Numbers(json.GetProperty("domain").GetProperty("lo")), Numbers(json.GetProperty("domain").GetProperty("hi")));

    public int Count => Facts.GetProperty("regions").GetInt32();

    /// <summary>Number of different affine maps, compared exactly; null where nobody counted.</summary>
    public int? MapCount => Facts.GetProperty("distinct_affine_maps") is { ValueKind: JsonValueKind.Number } count ? count.GetInt32() : null;

    /// <summary>SHA-256 of all patterns, sorted and joined with line feeds; null where the file lists them instead.</summary>
    public string? Hash => json.TryGetProperty("sorted_patterns_sha256", out JsonElement hash) ? hash.GetString() : null;

    /// <summary>The listed patterns: all, or a sample.</summary>
    public IReadOnlyList<string> Patterns => json.GetProperty("region_list").EnumerateArray().Select(region => region.GetProperty("p").GetString()!).ToArray();

    private JsonElement Facts => json.TryGetProperty("facts", out JsonElement facts) ? facts : json;

    public static RegionReference Regions(string id) => new(DataFolder.Of("regions/" + id + ".json"));

    public static RegionReference Degenerate(string id) => new(DataFolder.Of("degenerate/" + id + "/truth.json"));

    /// <summary>The network, from its model file or from the weights in the reference itself.</summary>
    public Network Network() =>
        json.TryGetProperty("weights", out JsonElement layers)
            ? Nets.Chain(layers.EnumerateArray().Select(layer => (Matrix(layer.GetProperty("W")), Numbers(layer.GetProperty("b")))).ToArray())
            : ModelFile.Read(ModelPath).Network;

    /// <summary>Full path of the model file.</summary>
    public string ModelPath => Path.Combine(folder, json.GetProperty("model").GetString()!);

    /// <summary>Checks counts, pattern sets and maps.</summary>
    public void AssertEqual(Network network, RegionEnumeration result) =>
        AssertEqual(network, result, Enumerable.Range(1, network.Stages.Count));

    /// <summary>Checks counts, pattern sets and maps, with the bits of some stages only.</summary>
    public void AssertEqual(Network network, RegionEnumeration result, IEnumerable<int> stages)
    {
        Assert.True(result.Complete);
        ILookup<string, Region> regions = result.Regions.ToLookup(region => Grouped(network, region, stages));
        string[] patterns = regions.Select(group => group.Key).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(Count, patterns.Length);
        AssertMaps(new ExactAffineMaps(network), regions);
        if (Hash is not null)
        {
            byte[] digest = SHA256.HashData(Encoding.ASCII.GetBytes(string.Join("\n", patterns)));
            Assert.Equal(Hash, Convert.ToHexString(digest).ToLowerInvariant());
        }
        else
        {
            Assert.Equal(Patterns.Order(StringComparer.Ordinal), patterns);
        }
    }

    /// <summary>
    /// Checks how many different maps there are, in exact arithmetic as the reference counts them, and the coefficients that it
    /// lists, each rounded once to float64.
    /// </summary>
    private void AssertMaps(ExactAffineMaps maps, ILookup<string, Region> regions)
    {
        if (MapCount is { } count)
        {
            Assert.Equal(count, maps.CountDistinct(regions.SelectMany(group => group)));
        }

        foreach (JsonElement listed in json.GetProperty("region_list").EnumerateArray().Where(region => region.TryGetProperty("A", out _)))
        {
            foreach (Region region in regions[listed.GetProperty("p").GetString()!])
            {
                ExactAffineMap map = maps.Of(region.Pattern);
                Assert.Equal(Matrix(listed.GetProperty("A")).SelectMany(row => row), map.RoundedWeights());
                Assert.Equal(Numbers(listed.GetProperty("b")), map.RoundedBias());
            }
        }
    }

    /// <summary>The pattern with a bar between stages, as the data writes it.</summary>
    private static string Grouped(Network network, Region region, IEnumerable<int> stages)
    {
        string bits = region.Pattern.ToString();
        return string.Join("|", stages.Select(l => bits.Substring(network.FirstBitOf(l), network.WidthOf(l))));
    }

    private static double[] Numbers(JsonElement array) => array.EnumerateArray().Select(value => value.GetDouble()).ToArray();

    private static double[][] Matrix(JsonElement array) => array.EnumerateArray().Select(Numbers).ToArray();
}
