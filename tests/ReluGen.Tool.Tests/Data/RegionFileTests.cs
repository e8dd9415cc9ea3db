using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tests.Shared;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Data;

/// <summary>From model and domain file to JSON, certificate and back, against the regions that another exact program found.</summary>
public class RegionFileTests
{
    /// <summary>Networks of few regions; the tests of the enumeration itself have them all.</summary>
    public static TheoryData<string> Small => ["xor", "moons", "iris", "titanic_paper", "tfl_helloworld", "fc_2-2-3", "nnet_spiky_nnet", "intnet_06", "intnet_09", "vnncomp_test_tiny"];

    [DataTheory]
    [MemberData(nameof(Small))]
    public async Task Regions_and_maps_are_those_of_the_reference(string id)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(DataFolder.Of("regions/" + id + ".json")));
        JsonElement reference = document.RootElement;
        using var folder = new TemporaryFolder();
        string domain = folder.Write("d.json", reference.GetProperty("domain").GetRawText());
        string model = DataFolder.Of("regions/" + reference.GetProperty("model").GetString());

        JsonElement json = (await ToolResult.OfAsync("regions", model, "--domain", domain, "--certificate", folder.Of("c"), "--json")).Done().Json;
        JsonElement[] regions = json.GetProperty("regions").EnumerateArray().ToArray();

        Assert.True(json.GetProperty("complete").GetBoolean());
        Assert.Equal(reference.GetProperty("regions").GetInt32(), json.GetProperty("count").GetInt32());
        Assert.Equal(reference.GetProperty("distinct_affine_maps").GetInt32(), regions.Select(static region => region.GetProperty("weights").GetRawText() + region.GetProperty("bias").GetRawText()).Distinct().Count());
        Assert.Equal(reference.GetProperty("sorted_patterns_sha256").GetString(), HashOf(reference, regions));
        (await ToolResult.OfAsync("regions", "verify", folder.Of("c"), model)).Done();
    }

    /// <summary>SHA-256 of the patterns, with a bar between layers, sorted.</summary>
    private static string HashOf(JsonElement reference, JsonElement[] regions)
    {
        int[] widths = reference.GetProperty("hidden_widths").EnumerateArray().Select(static width => width.GetInt32()).ToArray();
        string[] patterns = regions.Select(region => Grouped(region.GetProperty("pattern").GetString()!, widths)).Order(StringComparer.Ordinal).ToArray();
        return Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', patterns)))).ToLowerInvariant();
    }

    private static string Grouped(string bits, int[] widths)
    {
        var groups = new StringBuilder();
        int first = 0;
        foreach (int width in widths)
        {
            groups.Append(first > 0 ? "|" : "").Append(bits, first, width);
            first += width;
        }

        return groups.ToString();
    }
}
