using System;
using System.Collections.Generic;
using ReluGen.Core.Analysis.Degeneracy.Algebra;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Equivalence.Matching;

/// <summary>
/// Finds a gauge for neurons that are 0 by their weights alone: those that have one give it to those that they are connected to, all at
/// once in each round, so that the order of neurons does not matter. What stays without is connected to nothing but itself.
/// </summary>
internal sealed class SilentNeurons(GaugedNetwork network, uint[][] gauges, uint salt)
{
    /// <summary>Completes the gauges; false if a sum is 0 modulo the prime by accident.</summary>
    public bool Complete()
    {
        while (true)
        {
            List<(int Stage, int Neuron, uint Gauge)> found = [];
            for (int l = 1; l < gauges.Length - 1; l++)
            {
                for (int i = 0; i < gauges[l].Length; i++)
                {
                    if (gauges[l][i] == 0 && IsConnected(l, i, out uint gauge))
                    {
                        if (gauge == 0)
                        {
                            return false;
                        }

                        found.Add((l, i, gauge));
                    }
                }
            }

            if (found.Count == 0)
            {
                return true;
            }

            foreach ((int stage, int neuron, uint gauge) in found)
            {
                gauges[stage][neuron] = gauge;
            }
        }
    }

    /// <summary>The gauge from what the neuron reads, else from what reads it.</summary>
    private bool IsConnected(int stage, int neuron, out uint gauge)
    {
        gauge = 0;
        if (Incoming(stage, neuron, ref gauge))
        {
            return true;
        }

        bool isRead = Outgoing(stage, neuron, ref gauge);
        gauge = gauge == 0 ? 0 : Residue.Inverse(gauge);
        return isRead;
    }

    private bool Incoming(int stage, int neuron, ref uint sum)
    {
        bool any = false;
        AffineStage self = network.Network.StageOf(stage);
        for (int b = 0; b < self.Blocks.Count; b++)
        {
            WeightBlock block = self.Blocks[b];
            for (int k = 0; k < block.Columns; k++)
            {
                float weight = block.Row(neuron)[k];
                uint source = gauges[block.Source][k];
                if (weight != 0 && source != 0)
                {
                    any = true;
                    sum = Residue.Add(sum, Residue.Multiply(source, Residue.Of(Math.Abs(weight))));
                }
            }
        }

        return any;
    }

    private bool Outgoing(int stage, int neuron, ref uint sum)
    {
        bool any = false;
        for (int l = stage + 1; l < gauges.Length; l++)
        {
            foreach (WeightBlock block in network.Network.StageOf(l).Blocks)
            {
                for (int i = 0; i < block.Rows && block.Source == stage; i++)
                {
                    float weight = block.Row(i)[neuron];
                    if (weight != 0 && gauges[l][i] != 0)
                    {
                        // Outputs keep their order, so each may count with a weight of its own.
                        any = true;
                        uint key = l == gauges.Length - 1 ? salt + (uint)i : 1;
                        uint term = Residue.Multiply(Residue.Of(Math.Abs(weight)), Residue.Inverse(gauges[l][i]));
                        sum = Residue.Add(sum, Residue.Multiply(Residue.Reduce(key), term));
                    }
                }
            }
        }

        return any;
    }
}
