using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Simplification;
using ReluGen.Core.Tests.Analysis.Regions;

namespace ReluGen.Core.Tests.Simplification;

/// <summary>Defects put into a network come out again: what remains is the network before, bit for bit, as all its weights are small integers.</summary>
public sealed class InjectedDefectTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_was_injected_is_removed(int seed)
    {
        var random = new Random(seed);
        Layers clean = Clean(random);
        Network before = clean.ToNetwork();
        Layers broken = clean.Copy();
        for (int defect = 0; defect < 6; defect++)
        {
            // What is done to the first layer changes rows of the second.
            broken.Inject(random, layer: defect / 3, random.Next(3));
        }

        Network after = broken.ToNetwork();
        SimplifiedNetwork simplified = NetworkSimplifier.Run(after, DegeneracyAnalysis.Run(after));
        Assert.Equal(before.ContentHash, simplified.Network.ContentHash);
        Assert.Equal(6, simplified.SavedNeurons);
        Agreement.Check(simplified, new InputBox([-2, -2, -2], [2, 2, 2]), 500, seed);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_stage_that_hands_on_is_removed_and_its_bits_are_not(int seed)
    {
        var random = new Random(seed);
        Layers clean = Clean(random);
        Network before = clean.ToNetwork();
        Layers broken = clean.Copy();
        broken.InsertIdentity(1, random);
        Network after = broken.ToNetwork();
        SimplifiedNetwork simplified = NetworkSimplifier.Run(after, DegeneracyAnalysis.Run(after));
        Assert.Equal(before.ContentHash, simplified.Network.ContentHash);
        Assert.Equal(after.HiddenNeuronCount, simplified.Layout.BitCount);
        Agreement.Check(simplified, new InputBox([-2, -2, -2], [2, 2, 2]), 500, seed);
    }

    [Fact]
    public void A_neuron_that_nothing_reads_keeps_its_bit()
    {
        Network network = Nets.Chain(
            ([[1, 2], [3, -1], [-1, 1]], [0.5, 0, 1]),
            ([[1, 0, 1], [2, 0, -1], [1, 0, 3]], [-1, 0.25, -0.5]),
            ([[1, 1, 2]], [0]));
        SimplifiedNetwork simplified = NetworkSimplifier.Run(network, DegeneracyAnalysis.Run(network));
        Assert.Equal(0, simplified.SavedNeurons);
        Assert.Equal(3, simplified.SavedMultiplyAdds);
        Assert.Equal([2, 1, 3], simplified.Network.Stages.Select(static stage => stage.Width));
        Agreement.Check(simplified, new InputBox([-2, -2], [2, 2]), 500, seed: 3);
    }

    [Fact]
    public void An_affine_network_becomes_its_affine_map()
    {
        Network network = Nets.Chain(([[1, 2], [3, -1]], [100, 100]), ([[1, 0.5]], [3]));
        Assert.True(NetworkSimplifier.Run(network, DegeneracyAnalysis.Run(network)).IsUnchanged);

        var box = new InputBox([-2, -2], [2, 2]);
        SimplifiedNetwork simplified = NetworkSimplifier.Run(network, DegeneracyAnalysis.Run(network, new DegeneracyOptions { Box = box }));
        Assert.Empty(simplified.Network.Stages);
        Assert.Equal([2.5f, 1.5f], simplified.Network.Output.Blocks[0].Values.ToArray());
        Assert.Equal([153f], simplified.Network.Output.Bias.ToArray());
        Assert.Equal("11", simplified.Layout.Expand(new BitPattern(0)).ToString());
    }

    [Fact]
    public void Clean_networks_stay_as_they_are()
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            Network network = Nets.Random(seed, 4, 8, 6, 2);
            Assert.Same(network, NetworkSimplifier.Run(network, DegeneracyAnalysis.Run(network)).Network);
        }
    }

    /// <summary>A random network without defects: small integers have some by chance.</summary>
    private static Layers Clean(Random random)
    {
        while (true)
        {
            var layers = new Layers(random, 3, random.Next(3, 8), random.Next(3, 8), 2);
            if (DegeneracyAnalysis.Run(layers.ToNetwork()).Facts.All(static fact => fact.Kind.Severity < FactSeverity.Warning))
            {
                return layers;
            }
        }
    }

    /// <summary>A chain whose weights are integers from 1 to 7, of both signs, so that no sum below is rounded.</summary>
    private sealed class Layers
    {
        private readonly List<(List<List<double>> Rows, List<double> Bias)> layers = [];

        public Layers(Random random, params int[] widths)
        {
            for (int l = 1; l < widths.Length; l++)
            {
                layers.Add((
                    [.. Enumerable.Range(0, widths[l]).Select(_ => Enumerable.Range(0, widths[l - 1]).Select(_ => Weight(random)).ToList())],
                    [.. Enumerable.Range(0, widths[l]).Select(_ => Weight(random))]));
            }
        }

        private Layers(Layers other) => layers.AddRange(other.layers.Select(static layer => (layer.Rows.ConvertAll(static row => row.ToList()), layer.Bias.ToList())));

        public Layers Copy() => new(this);

        public Network ToNetwork() => Nets.Chain([.. layers.Select(static layer => (layer.Rows.Select(static row => row.ToArray()).ToArray(), layer.Bias.ToArray()))]);

        /// <summary>Adds a dead neuron, a constant one or a multiple of the first, at the end of a layer.</summary>
        public void Inject(Random random, int layer, int kind)
        {
            (List<List<double>> rows, List<double> bias) = layers[layer];
            (List<List<double>> nextRows, List<double> nextBias) = layers[layer + 1];
            rows.Add([.. rows[0].Select(weight => kind == 2 ? 2 * weight : 0)]);
            bias.Add(kind == 2 ? 2 * bias[0] : kind == 1 ? 3 : -3);
            for (int i = 0; i < nextRows.Count; i++)
            {
                double outgoing = Weight(random);
                nextRows[i].Add(outgoing);
                nextRows[i][0] -= kind == 2 ? 2 * outgoing : 0;
                nextBias[i] -= kind == 1 ? 3 * outgoing : 0;
            }
        }

        /// <summary>Inserts a layer that doubles each activation, and halves the weights after it.</summary>
        public void InsertIdentity(int layer, Random random)
        {
            int width = layers[layer].Rows[0].Count;
            int[] order = [.. Enumerable.Range(0, width).OrderBy(_ => random.Next())];
            foreach (List<double> row in layers[layer].Rows)
            {
                List<double> old = [.. row];
                for (int k = 0; k < width; k++)
                {
                    row[k] = old[order[k]] / 2;
                }
            }

            layers.Insert(layer, (
                [.. Enumerable.Range(0, width).Select(i => Enumerable.Range(0, width).Select(k => k == order[i] ? 2.0 : 0).ToList())],
                [.. Enumerable.Repeat(0.0, width)]));
        }

        private static double Weight(Random random) => random.Next(1, 8) * (random.Next(2) == 0 ? 1 : -1);
    }
}
