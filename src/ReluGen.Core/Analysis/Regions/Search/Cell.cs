using System;
using System.Collections.Generic;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Analysis.Regions.Certificates;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>A set of points that agree on the bits of the first neurons, with what is known about it.</summary>
internal sealed class Cell
{
    private readonly ulong[] bits;

    /// <summary>The whole domain.</summary>
    public Cell(int words) => bits = new ulong[words];

    private Cell(Cell parent)
    {
        bits = (ulong[])parent.bits.Clone();
        Forms = parent.Forms;
        Stage = parent.Stage;
        Neuron = parent.Neuron;
    }

    /// <summary>The bits so far; those of neurons to come are 0.</summary>
    public ReadOnlySpan<ulong> Bits => bits;

    /// <summary>The constraints that bound the cell besides the box; those that follow from others are left out.</summary>
    public Cut[] Cuts { get; set; } = [];

    /// <summary>Some of its vertices; empty only where <see cref="ExactWitness"/> is set.</summary>
    public List<Vertex> Vertices { get; set; } = [];

    /// <summary>A point strictly inside all constraints and the box, certified; null where <see cref="ExactWitness"/> is set.</summary>
    public double[]? Witness { get; set; }

    /// <summary>A point strictly inside, of a cell that is searched in exact arithmetic only.</summary>
    public ExactPoint? ExactWitness { get; set; }

    /// <summary>The forms of the current stage; null before the first stage.</summary>
    public StageForms? Forms { get; set; }

    /// <summary>Number of the current stage, from 1; 0 before the first.</summary>
    public int Stage { get; set; }

    /// <summary>The next neuron of the current stage.</summary>
    public int Neuron { get; set; }

    /// <summary>Number that the next cut has in the proof.</summary>
    public int NextCut { get; set; }

    /// <summary>Where the proofs of this cell go; null if none are kept.</summary>
    public ProofNode? Proof { get; set; }

    /// <summary>Sets the bit of a neuron.</summary>
    public void SetBit(int bit) => bits[bit >> 6] |= 1UL << (bit & 63);

    /// <summary>A copy of the bits.</summary>
    public ulong[] CopyBits() => (ulong[])bits.Clone();

    /// <summary>The part of this cell on one side of a new cut; vertices and witness are for the caller to set.</summary>
    public Cell Child(Cut cut)
    {
        var cuts = new Cut[Cuts.Length + 1];
        Cuts.CopyTo(cuts, 0);
        cuts[Cuts.Length] = cut;
        return new Cell(this) { Cuts = cuts, NextCut = cut.Number + 1 };
    }
}
