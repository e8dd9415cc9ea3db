using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Networks;
using ReluGen.Tests.Shared;

namespace ReluGen.Core.Tests.Analysis.Regions;

/// <summary>
/// tll_8_0_0, a lattice network: minima and maxima of eight affine functions, with linear layers in a row. The reference multiplies
/// these exactly. The importer rounds their product to float32: 42 weights and 24 biases of the first stage are differences that need
/// up to 27 bits. So the file and the network that runs have different regions; both numbers are proved here.
/// </summary>
public sealed class FoldedLayersTests
{
    private const string Lattice = "tll_8_0_0";

    /// <summary>The file's own numbers: linear layers kept apart as stages of slope 1, which are exact, and the bits of the ReLU neurons.</summary>
    [DataFact]
    public void Regions_of_the_exact_product_are_those_of_the_reference()
    {
        RegionReference reference = RegionReference.Regions(Lattice);
        Network network = UnfoldedChain.Read(reference.ModelPath, out IReadOnlyList<int> reluStages);
        RegionEnumeration result = RegionEnumerator.Run(network, reference.Domain, new RegionOptions { KeepCertificate = true });
        reference.AssertEqual(network, result, reluStages);
        Assert.Equal("", result.Certificate!.Verify(network, result.Regions).Reason);
    }

    /// <summary>
    /// The network that runs has 775 regions. Where boundaries of the exact functions coincide, rounding leaves slivers of some 1e-8
    /// between them, and pre-activations that are zero throughout become some 1e-8 more or less. Nothing else differs: the
    /// witnesses lie in just the 433 regions of the file, and the maps are as many as the reference's.
    /// </summary>
    [DataFact]
    public void The_rounded_product_splits_the_regions_of_the_exact_one()
    {
        RegionReference reference = RegionReference.Regions(Lattice);
        Network rounded = reference.Network();
        Network exact = UnfoldedChain.Read(reference.ModelPath, out IReadOnlyList<int> reluStages);
        RegionEnumeration result = RegionEnumerator.Run(rounded, reference.Domain, new RegionOptions { KeepCertificate = true });
        Assert.True(result.Complete);
        Assert.Equal("", result.Certificate!.Verify(rounded, result.Regions).Reason);
        Assert.Equal(775, result.Regions.Count);
        Assert.Equal(reference.MapCount, new ExactAffineMaps(rounded).CountDistinct(result.Regions));

        Assert.All(result.Regions, region => Assert.Equal(region.Pattern.ToString(), string.Concat(ExactForward.Bits(rounded, region.Witness))));
        IEnumerable<string> visited = result.Regions.Select(region => ExactForward.Bits(exact, region.Witness)).Select(bits => string.Join('|', reluStages.Select(l => bits[l - 1])));
        Assert.Equal(reference.Patterns.ToHashSet(), visited.ToHashSet());
    }
}
