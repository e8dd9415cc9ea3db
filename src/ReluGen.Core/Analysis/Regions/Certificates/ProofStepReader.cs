using System;
using System.Collections.Generic;
using System.IO;
using System.Numerics;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>Reads back the steps that <see cref="ProofSteps"/> wrote.</summary>
internal sealed class ProofStepReader(byte[] bytes)
{
    /// <summary>More bytes than any multiplier of a real proof has; stops damaged files from asking for the whole memory.</summary>
    private const int LongestNumber = 1 << 20;

    private int at;

    /// <summary>The proof of the step that was read last; null for a form that is zero.</summary>
    public EmptyProof? Proof { get; private set; }

    /// <summary>Reads one step; false at the end.</summary>
    /// <exception cref="InvalidDataException">The bytes are no steps.</exception>
    public bool Read(out ProofStep step)
    {
        step = default;
        if (at == bytes.Length)
        {
            return false;
        }

        step = (ProofStep)Next();
        Proof = step switch
        {
            ProofStep.Zero => null,
            ProofStep.OneByBox or ProofStep.OffByBox => EmptyProof.ByBox,
            ProofStep.One or ProofStep.Off => ReadProof(),
            _ => throw new InvalidDataException("An unknown kind of step."),
        };
        return true;
    }

    private EmptyProof ReadProof()
    {
        Dyadic weight = ReadDyadic();
        uint count = ReadNumber();
        var terms = new List<EmptyProof.Term>();
        for (uint i = 0; i < count; i++)
        {
            uint constraint = ReadNumber();
            terms.Add(new EmptyProof.Term(constraint > int.MaxValue ? int.MaxValue : (int)constraint, ReadDyadic()));
        }

        return new EmptyProof(weight, terms.ToArray());
    }

    private Dyadic ReadDyadic()
    {
        uint length = ReadNumber();
        if (length > LongestNumber || length > bytes.Length - at)
        {
            throw new InvalidDataException("A multiplier is cut off.");
        }

        var mantissa = new byte[length];
        Array.Copy(bytes, at, mantissa, 0, mantissa.Length);
        at += mantissa.Length;
        uint folded = ReadNumber();
        int exponent = (int)(folded >> 1) ^ -(int)(folded & 1);
        if (exponent is < -LongestNumber or > LongestNumber)
        {
            throw new InvalidDataException("A multiplier has an exponent beyond all reason.");
        }

        return new Dyadic(new BigInteger(mantissa), exponent);
    }

    private uint ReadNumber()
    {
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte next = Next();
            value |= (uint)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number has too many bytes.");
    }

    private byte Next() => at < bytes.Length ? bytes[at++] : throw new InvalidDataException("The steps are cut off.");
}
