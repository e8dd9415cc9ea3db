using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Formats;
using ReluGen.Tests.Shared;

namespace ReluGen.Core.Tests.Analysis.Regions;

/// <summary>ACAS Xu: six hidden stages of 50 neurons, five inputs; all regions in a small box around a reference input.</summary>
public sealed class AcasRegionTests
{
    [DataTheory]
    [InlineData("acasxu_1_1", 0.01)]
    [InlineData("acasxu_1_9", 0.06)]
    [InlineData("acasxu_3_3", 0.025)]
    [InlineData("acasxu_5_4", 0.04)]
    [InlineData("acasxu_eran_2_2", 0.04)]
    [InlineData("acasxu_eran_4_5", 0.012)]
    public void All_regions_around_an_input_are_found_and_proved(string id, double radius)
    {
        Network network = ModelFile.Read(DataFolder.Of("nets/" + id + "/model.onnx")).Network;
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(DataFolder.Of("nets/" + id + "/ref.json")));
        double[] centre = reference.RootElement.GetProperty("cases")[0].GetProperty("x").EnumerateArray().Select(x => x.GetDouble()).ToArray();
        var domain = new RegionDomain(centre.Select(x => x - radius).ToArray(), centre.Select(x => x + radius).ToArray());
        RegionEnumeration result = RegionEnumerator.Run(network, domain, new RegionOptions { KeepCertificate = true });
        Assert.True(result.Complete);
        Assert.InRange(result.Regions.Count, 1_000, 50_000);
        Assert.Equal("", result.Certificate!.Verify(network, result.Regions).Reason);
        AssertCovers(network, domain, result);
    }

    /// <summary>Every region that random points see, by an evaluation that shares nothing with the search, is in the list.</summary>
    private static void AssertCovers(Network network, RegionDomain domain, RegionEnumeration result)
    {
        HashSet<BitPattern> patterns = result.Regions.Select(region => region.Pattern).ToHashSet();
        var random = new Random(1);
        var output = new double[network.OutputCount];
        var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        for (int i = 0; i < 3_000; i++)
        {
            double[] point = domain.Lower.Zip(domain.Upper, (low, high) => low + (random.NextDouble() * (high - low))).ToArray();
            Array.Clear(words);
            ReferenceForward.Run(network, point, output, words);
            Assert.Contains(BitPattern.From(network.HiddenNeuronCount, words), patterns);
        }
    }
}
