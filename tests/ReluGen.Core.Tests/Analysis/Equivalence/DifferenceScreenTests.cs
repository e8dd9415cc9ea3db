using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Equivalence.Difference;
using ReluGen.Core.Analysis.Regions;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Analysis.Equivalence;

public class DifferenceScreenTests
{
    /// <summary>
    /// Bounds in float64 against exact programs, region by region: never below, and hardly above, also in the thin regions between the hyperplanes of a
    /// network and those of its rounded copy.
    /// </summary>
    [Theory]
    [InlineData(1, 1, 9)]
    [InlineData(2, 2, 12)]
    [InlineData(3, 3, 6, 5)]
    public void Bounds_hold_and_are_tight(int seed, params int[] widths)
    {
        Network first = Nets.Random(seed, [.. widths, 2]);
        Network second = Rounding(first);
        RegionDomain domain = RegionDomain.Cube(widths[0], -1, 2);
        var joint = new SideBySide(first, second);
        IReadOnlyList<Region> regions = RegionEnumerator.Run(joint.Network, domain).Regions;
        var maps = new ExactAffineMaps(joint.Network);
        var screen = new DifferenceScreen(joint, domain, default);
        int thin = 0;
        for (int i = 0; i < regions.Count; i++)
        {
            ExactAffineMap map = maps.Of(regions[i].Pattern);
            foreach (Candidate candidate in screen.Of(i, regions[i], map))
            {
                var largest = new LargestForm(joint, domain, default);
                largest.Add(regions[i], map, candidate.Output, candidate.Positive);
                double exact = largest.Value.ToDouble();
                Assert.InRange(candidate.Upper, exact, exact + 1e-9);
                thin++;
            }
        }

        Assert.True(thin > 20, $"{thin}");
    }

    private static Network Rounding(Network network)
    {
        HiddenStage[] stages = [.. network.Stages.Select(stage => new HiddenStage(Blocks(stage), Half(stage.Bias), stage.Slopes.ToArray()))];
        return new Network(network.Inputs, stages, new AffineStage(Blocks(network.Output), Half(network.Output.Bias)));

        WeightBlock[] Blocks(AffineStage stage) => [.. stage.Blocks.Select(block => new WeightBlock(block.Source, block.Rows, block.Columns, Half(block.Values)))];

        float[] Half(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), static value => (float)(Half)value);
    }
}
