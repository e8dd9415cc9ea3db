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
    /// <summary>The one whose weights the importer rounds, so that its regions differ from those of the file's exact numbers: <see cref="FoldedLayersTests"/>.</summary>
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
