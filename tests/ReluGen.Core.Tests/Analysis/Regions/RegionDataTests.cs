using System.Collections.Generic;
using System.IO;
using System.Linq;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Tests.Shared;

namespace ReluGen.Core.Tests.Analysis.Regions;

/// <summary>The networks of the shared data whose regions are known from another exact program.</summary>
public sealed class RegionDataTests
{
    /// <summary>The one whose weights the importer rounds, so that its regions differ from those of the file's exact numbers.</summary>
    private const string Rounded = "tll_8_0_0";

    public static TheoryData<string> Known() => Ids(
        DataFolder.Root is null ? [] : Directory.GetFiles(DataFolder.Of("regions"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!).Where(id => id != Rounded));

    public static TheoryData<string> Degenerate() => Ids(
        DataFolder.Root is null ? [] : Directory.GetDirectories(DataFolder.Of("degenerate")).Select(folder => Path.GetFileName(folder)!));

    [DataTheory]
    [MemberData(nameof(Known))]
    public void Regions_are_those_of_the_reference(string id)
    {
        RegionReference reference = RegionReference.Regions(id);
        Network network = reference.Network();
        reference.AssertEqual(network, RegionEnumerator.Run(network, reference.Domain));
    }

    [DataTheory]
    [MemberData(nameof(Known))]
    public void The_checker_accepts_every_network_of_the_reference(string id)
    {
        RegionReference reference = RegionReference.Regions(id);
        Network network = reference.Network();
        RegionEnumeration result = RegionEnumerator.Run(network, reference.Domain, new RegionOptions { KeepCertificate = true });
        Assert.Equal("", result.Certificate!.Verify(network, result.Regions).Reason);
    }

    /// <summary>
    /// Two linear layers in a row: the reference multiplies them exactly, the importer rounds the product to float32. Kept apart as
    /// stages of slope 1 they are exact here too; the regions of the ReLU neurons are then those of the reference.
    /// </summary>
    [DataFact]
    public void Regions_of_linear_layers_in_a_row_are_those_of_the_reference()
    {
        RegionReference reference = RegionReference.Regions(Rounded);
        Network network = UnfoldedChain.Read(reference.ModelPath, out IReadOnlyList<int> reluStages);
        RegionEnumeration result = RegionEnumerator.Run(network, reference.Domain, new RegionOptions { KeepCertificate = true });
        reference.AssertEqual(network, result, reluStages);
        Assert.Equal("", result.Certificate!.Verify(network, result.Regions).Reason);
    }

    [DataTheory]
    [MemberData(nameof(Degenerate))]
    public void Regions_of_networks_with_defects_are_those_of_the_reference(string id)
    {
        RegionReference reference = RegionReference.Degenerate(id);
        Network network = reference.Network();
        foreach (bool exact in (bool[])[false, true])
        {
            var options = new RegionOptions { ExactOnly = exact, KeepCertificate = true };
            RegionEnumeration result = RegionEnumerator.Run(network, reference.Domain, options);
            reference.AssertEqual(network, result);
            Assert.Equal("", result.Certificate!.Verify(network, result.Regions).Reason);
        }
    }

    private static TheoryData<string> Ids(IEnumerable<string> ids)
    {
        var data = new TheoryData<string>();
        foreach (string id in ids.Order(System.StringComparer.Ordinal))
        {
            data.Add(id);
        }

        return data;
    }
}
