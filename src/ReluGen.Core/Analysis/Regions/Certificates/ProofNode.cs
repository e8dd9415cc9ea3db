using System.Collections.Generic;
using System.Numerics;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>
/// One cell of the proof tree: the decisions about consecutive neurons that leave the cell whole, then either two children
/// (a neuron cuts the cell) or a region (no neuron is left).
/// </summary>
internal sealed class ProofNode
{
    private readonly List<byte> steps = [];

    /// <summary>The side on which the cutting neuron is active; null for a region.</summary>
    public ProofNode? One { get; private set; }

    /// <summary>The side on which the cutting neuron is inactive; null for a region.</summary>
    public ProofNode? Off { get; private set; }

    /// <summary>The region, where no neuron is left.</summary>
    public Region? Region { get; set; }

    /// <summary>The decisions, as <see cref="ProofStep"/> encodes them.</summary>
    public IReadOnlyList<byte> Steps => steps;

    /// <summary>A node that was read from a file.</summary>
    public static ProofNode Of(IEnumerable<byte> steps, Region? region)
    {
        var node = new ProofNode { Region = region };
        node.steps.AddRange(steps);
        return node;
    }

    /// <summary>Makes the two children of a cut.</summary>
    public void Split()
    {
        One = new ProofNode();
        Off = new ProofNode();
    }

    /// <summary>Sets one of the children of a cut.</summary>
    public void Attach(ProofNode part, bool active)
    {
        if (active)
        {
            One = part;
        }
        else
        {
            Off = part;
        }
    }

    /// <summary>Records that the form is zero.</summary>
    public void AddZero() => steps.Add((byte)ProofStep.Zero);

    /// <summary>Records that the bit is <paramref name="bit"/> because the other side is empty.</summary>
    public void AddBit(bool bit, EmptyProof proof)
    {
        if (proof.Terms.Length == 0)
        {
            steps.Add((byte)(bit ? ProofStep.OneByBox : ProofStep.OffByBox));
            return;
        }

        steps.Add((byte)(bit ? ProofStep.One : ProofStep.Off));
        Add(proof.Weight);
        Add((uint)proof.Terms.Length);
        foreach (EmptyProof.Term term in proof.Terms)
        {
            Add((uint)term.Constraint);
            Add(term.Multiplier);
        }
    }

    private void Add(Dyadic value)
    {
        byte[] mantissa = value.Mantissa.ToByteArray();
        Add((uint)mantissa.Length);
        steps.AddRange(mantissa);
        Add((uint)((value.Exponent << 1) ^ (value.Exponent >> 31)));
    }

    /// <summary>Seven bits a byte, lowest first, the top bit set on all but the last.</summary>
    private void Add(uint value)
    {
        for (; value > 127; value >>= 7)
        {
            steps.Add((byte)(value | 128));
        }

        steps.Add((byte)value);
    }
}

/// <summary>How the bit of a neuron is decided in a cell that it does not cut.</summary>
internal enum ProofStep : byte
{
    /// <summary>The form is zero everywhere; the bit is 0.</summary>
    Zero,

    /// <summary>The box alone shows that the form is not negative; the bit is 1.</summary>
    OneByBox,

    /// <summary>The box alone shows that the form is not positive; the bit is 0.</summary>
    OffByBox,

    /// <summary>Multipliers show that the form is not negative in the cell; the bit is 1.</summary>
    One,

    /// <summary>Multipliers show that the form is not positive in the cell; the bit is 0.</summary>
    Off,
}
