using System.Collections.Generic;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>Writes the decisions about consecutive neurons of one cell; <see cref="ProofStepReader"/> reads them. Reused from cell to cell.</summary>
internal sealed class ProofSteps
{
    private readonly List<byte> bytes = [];

    /// <summary>The steps since the last call.</summary>
    public byte[] Take()
    {
        byte[] taken = bytes.ToArray();
        bytes.Clear();
        return taken;
    }

    /// <summary>Records that the form is zero.</summary>
    public void AddZero() => bytes.Add((byte)ProofStep.Zero);

    /// <summary>Records that the bit is <paramref name="bit"/> because the other side is empty.</summary>
    public void AddBit(bool bit, EmptyProof proof)
    {
        if (proof.Terms.Length == 0)
        {
            bytes.Add((byte)(bit ? ProofStep.OneByBox : ProofStep.OffByBox));
            return;
        }

        bytes.Add((byte)(bit ? ProofStep.One : ProofStep.Off));
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
        bytes.AddRange(mantissa);
        Add((uint)((value.Exponent << 1) ^ (value.Exponent >> 31)));
    }

    /// <summary>Seven bits a byte, lowest first, the top bit set on all but the last.</summary>
    private void Add(uint value)
    {
        for (; value > 127; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        bytes.Add((byte)value);
    }
}
