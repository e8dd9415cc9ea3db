using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;
using ReluGen.Generator.Tests.Harness;
using ReluGen.Tool.Engines;

namespace ReluGen.Generator.Tests.References;

/// <summary>The generated look-up finds every pattern of a table and no other, for patterns of one word, of several, and of many.</summary>
public sealed class TableLookupTests
{
    [Theory]
    [InlineData(3, 8)]
    [InlineData(64, 1)]
    [InlineData(64, 600)]
    [InlineData(65, 20)]
    [InlineData(130, 300)]
    [InlineData(512, 100)]
    [InlineData(520, 20)]
    [InlineData(700, 300)]
    // More regions than 16 bits can number: the arrays of the look-up have wider elements.
    [InlineData(64, 66_000)]
    public void Every_pattern_of_the_table_and_no_other_is_found(int neurons, int regions)
    {
        Network network = RandomNetworks.Chain(1, false, 1, neurons, 1);
        BitPattern[] patterns = Patterns(neurons, 2 * regions);
        KnownRegion[] known = patterns.Take(regions).Select(static pattern => new KnownRegion(pattern, 0, [0])).ToArray();
        using CompiledNetwork compiled = CompiledNetwork.Compile(new NetworkDocument(network).WithRegions(null, known));
        for (int i = 0; i < patterns.Length; i++)
        {
            Assert.Equal(i < regions ? i : -1, compiled.Region(patterns[i].Words.ToArray()));
        }

        Assert.All(StaticTypes(compiled), static type => Assert.Null(type.TypeInitializer));
    }

    /// <summary>Where a look-up passes; only weights and names have something to construct.</summary>
    private static IEnumerable<Type> StaticTypes(CompiledNetwork compiled)
    {
        Assembly assembly = compiled.Region.Method.Module.Assembly;
        Type[] all = assembly.GetTypes().Where(static type => !type.Name.EndsWith("Weights", StringComparison.Ordinal) && type.Name != "Names").ToArray();
        Assert.Contains(all, static type => type.Name == "RegionTableData");
        Assert.Contains(all, static type => type.Name == "Pattern");
        return all;
    }

    private static BitPattern[] Patterns(int bits, int count)
    {
        var random = new Random(bits);
        var found = new HashSet<BitPattern>();
        while (found.Count < Math.Min(count, bits < 20 ? 1 << bits : count))
        {
            var words = new ulong[BitPattern.WordCountOf(bits)];
            for (int i = 0; i < bits; i++)
            {
                // Long runs of equal bits: what regions of one network look like.
                if (random.Next(8) == 0 || (i > 0 && (words[(i - 1) >> 6] >> ((i - 1) & 63) & 1) != 0 && random.Next(4) != 0))
                {
                    BitPattern.Set(words, i);
                }
            }

            found.Add(BitPattern.From(bits, words));
        }

        return [.. found];
    }
}
