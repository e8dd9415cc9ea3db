using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Evidence;

/// <summary>Which elements of the network can vary and which can reach an output, following the weights that are not 0.</summary>
internal sealed class Influence
{
    private readonly Network network;
    private readonly bool[][] isConstant;
    private readonly bool[][] reaches;

    /// <summary>For each source, how many elements are not known to reach an output.</summary>
    private readonly int[] unread;

    /// <summary>Follows the weights.</summary>
    /// <param name="network">The network.</param>
    /// <param name="isFixed">Features that have one value.</param>
    /// <param name="isOff">True for a neuron (stage from 1) whose activation is always 0.</param>
    public Influence(Network network, Func<int, bool> isFixed, Func<int, int, bool> isOff)
    {
        this.network = network;
        isConstant = new bool[network.Stages.Count + 2][];
        reaches = new bool[network.Stages.Count + 2][];
        unread = new int[reaches.Length];
        isConstant[0] = new bool[network.InputCount];
        for (int j = 0; j < network.InputCount; j++)
        {
            isConstant[0][j] = isFixed(j);
        }

        for (int l = 1; l < isConstant.Length; l++)
        {
            AddConstants(l, isOff);
        }

        for (int l = 0; l < reaches.Length; l++)
        {
            reaches[l] = new bool[isConstant[l].Length];
            unread[l] = reaches[l].Length;
        }

        for (int l = isConstant.Length - 1; l >= 1; l--)
        {
            AddReach(l);
        }
    }

    /// <summary>True if an element of a source (the outputs are the last) has one value.</summary>
    public bool IsConstant(int source, int element) => isConstant[source][element];

    /// <summary>True if some output may depend on an element.</summary>
    public bool Reaches(int source, int element) => reaches[source][element];

    /// <summary>The neurons that were taken to be off, by stage and neuron.</summary>
    public List<(int Stage, int Neuron)> Off { get; } = [];

    private void AddConstants(int l, Func<int, int, bool> isOff)
    {
        AffineStage stage = network.StageOf(l);
        isConstant[l] = new bool[stage.Width];
        for (int i = 0; i < stage.Width; i++)
        {
            bool off = l <= network.Stages.Count && isOff(l, i);
            if (off)
            {
                Off.Add((l, i));
            }

            isConstant[l][i] = off || ReadsConstantsOnly(stage, i);
        }
    }

    [MethodImpl(HotLoop.Options)]
    private bool ReadsConstantsOnly(AffineStage stage, int neuron)
    {
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            bool[] source = isConstant[block.Source];
            for (int k = 0; k < row.Length; k++)
            {
                if (row[k] != 0 && !source[k])
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void AddReach(int l)
    {
        AffineStage stage = network.StageOf(l);
        for (int i = 0; i < stage.Width; i++)
        {
            reaches[l][i] |= l > network.Stages.Count;
            if (!reaches[l][i] || isConstant[l][i])
            {
                continue;
            }

            foreach (WeightBlock block in stage.Blocks)
            {
                MarkRead(block.Row(i), block.Source);
            }
        }
    }

    [MethodImpl(HotLoop.Options)]
    private void MarkRead(ReadOnlySpan<float> row, int source)
    {
        bool[] marks = reaches[source];
        for (int k = 0; k < row.Length && unread[source] > 0; k++)
        {
            if (row[k] != 0 && !marks[k])
            {
                marks[k] = true;
                unread[source]--;
            }
        }
    }
}
