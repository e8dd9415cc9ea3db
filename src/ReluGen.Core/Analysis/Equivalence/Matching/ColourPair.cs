using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace ReluGen.Core.Analysis.Equivalence.Matching;

/// <summary>
/// Colours of the neurons of two networks, refined together: a neuron's new colour comes from its old one and from those of all that it
/// reads and that read it, with the weights between. Neurons that an equivalence maps to each other always have equal colours.
/// </summary>
internal sealed class ColourPair
{
    private readonly GaugedNetwork a;
    private readonly GaugedNetwork b;

    private ColourPair(GaugedNetwork a, GaugedNetwork b, ulong[][] first, ulong[][] second)
    {
        this.a = a;
        this.b = b;
        First = first;
        Second = second;
    }

    /// <summary>The first colours of two networks.</summary>
    public ColourPair(GaugedNetwork a, GaugedNetwork b)
        : this(a, b, a.Colours, b.Colours)
    {
    }

    /// <summary>Colours in the first network, by source, the outputs last.</summary>
    public ulong[][] First { get; private set; }

    /// <summary>Colours in the second network.</summary>
    public ulong[][] Second { get; private set; }

    /// <summary>Gives one neuron of each network the same new colour.</summary>
    public ColourPair With(int stage, int first, int second)
    {
        var next = new ColourPair(a, b, (ulong[][])First.Clone(), (ulong[][])Second.Clone());
        next.First[stage] = Recoloured(First[stage], first);
        next.Second[stage] = Recoloured(Second[stage], second);
        return next;
    }

    /// <summary>Refines until nothing more is told apart; false as soon as the colours of the networks differ.</summary>
    public bool Refine()
    {
        int classes = 0;
        while (Mismatch() is null)
        {
            int now = ClassCount(First);
            if (now == classes)
            {
                return true;
            }

            classes = now;
            First = Next(a, First);
            Second = Next(b, Second);
        }

        return false;
    }

    /// <summary>The first stage whose colours differ and a neuron of the first network that has no counterpart there; null if all agree.</summary>
    public (int Stage, int Neuron)? Mismatch()
    {
        for (int s = 1; s < First.Length; s++)
        {
            ulong[] left = First[s];
            ulong[] right = Second[s];
            bool isOutput = s == First.Length - 1;
            var counts = new Dictionary<ulong, int>();
            for (int i = 0; i < right.Length && !isOutput; i++)
            {
                counts[right[i]] = counts.TryGetValue(right[i], out int count) ? count + 1 : 1;
            }

            for (int i = 0; i < left.Length; i++)
            {
                bool isMatched = isOutput ? left[i] == right[i] : counts.TryGetValue(left[i], out int count) && --counts[left[i]] >= 0;
                if (!isMatched)
                {
                    return (s, i);
                }
            }
        }

        return null;
    }

    /// <summary>The first hidden stage with a colour that several of its neurons share, and the smallest such class: its members in both networks; null if there is none.</summary>
    public (int Stage, int First, List<int> Second)? Ambiguity()
    {
        for (int s = 1; s < First.Length - 1; s++)
        {
            var classes = new Dictionary<ulong, List<int>>();
            for (int i = 0; i < Second[s].Length; i++)
            {
                if (!classes.TryGetValue(Second[s][i], out List<int>? members))
                {
                    classes.Add(Second[s][i], members = []);
                }

                members.Add(i);
            }

            for (int i = 0; i < First[s].Length; i++)
            {
                if (classes[First[s][i]].Count > 1)
                {
                    return (s, i, classes[First[s][i]]);
                }
            }
        }

        return null;
    }

    /// <summary>A neuron of the first network for each neuron of the second, by hidden stage: the first that has its colour and is not taken.</summary>
    public int[][] Permutations()
    {
        var permutations = new int[First.Length - 2][];
        for (int s = 1; s < First.Length - 1; s++)
        {
            var places = new Dictionary<ulong, Queue<int>>();
            for (int i = 0; i < First[s].Length; i++)
            {
                if (!places.TryGetValue(First[s][i], out Queue<int>? same))
                {
                    places.Add(First[s][i], same = new Queue<int>());
                }

                same.Enqueue(i);
            }

            permutations[s - 1] = Array.ConvertAll(Second[s], colour => places[colour].Dequeue());
        }

        return permutations;
    }

    private static ulong[] Recoloured(ulong[] colours, int neuron)
    {
        var next = (ulong[])colours.Clone();
        next[neuron] = Hashing.Mix(colours[neuron], 1);
        return next;
    }

    private static int ClassCount(ulong[][] colours)
    {
        int count = 0;
        for (int s = 1; s < colours.Length - 1; s++)
        {
            count += new HashSet<ulong>(colours[s]).Count;
        }

        return count;
    }

    private static ulong[][] Next(GaugedNetwork network, ulong[][] colours)
    {
        ulong[][] sums = Array.ConvertAll(colours, stage => new ulong[stage.Length]);
        for (int l = 1; l < colours.Length; l++)
        {
            for (int block = 0; block < network.Residues[l - 1].Length; block++)
            {
                int source = network.Network.StageOf(l).Blocks[block].Source;
                Gather(network.Residues[l - 1][block], colours[l], colours[source], sums[l], sums[source]);
            }

            ReadOnlySpan<float> bias = network.Network.StageOf(l).Bias;
            for (int i = 0; i < bias.Length && l == colours.Length - 1; i++)
            {
                // The bias of a hidden neuron is in its first colour.
                sums[l][i] += Hashing.Mix(0, Degeneracy.Algebra.Residue.Of(bias[i]));
            }
        }

        for (int s = 0; s < colours.Length; s++)
        {
            for (int i = 0; i < sums[s].Length; i++)
            {
                sums[s][i] = s == 0 ? colours[s][i] : Hashing.Mix(colours[s][i], sums[s][i]);
            }
        }

        return sums;
    }

    [MethodImpl(HotLoop.Options)]
    private static void Gather(uint[] residues, ulong[] readers, ulong[] sources, ulong[] readerSums, ulong[] sourceSums)
    {
        const ulong backwards = 1UL << 32;
        for (int i = 0, at = 0; i < readers.Length; i++)
        {
            ulong sum = 0;
            for (int k = 0; k < sources.Length; k++, at++)
            {
                ulong weight = residues[at];
                if (weight != 0)
                {
                    sum += Hashing.Mix(sources[k], weight);
                    sourceSums[k] += Hashing.Mix(readers[i], weight | backwards);
                }
            }

            readerSums[i] += sum;
        }
    }
}
