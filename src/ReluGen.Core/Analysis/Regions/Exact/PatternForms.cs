using System.Numerics;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Exact;

/// <summary>The pre-activations of all neurons as exact affine forms, where the pattern is given.</summary>
internal sealed class PatternForms
{
    private readonly Network network;
    private readonly int[] firstBits;

    /// <summary>Prepares the integer weights.</summary>
    /// <param name="network">The network, with finite weights.</param>
    /// <param name="domain">Features of equal bounds are constants in the forms.</param>
    public PatternForms(Network network, RegionDomain domain)
    {
        this.network = network;
        Integers = new IntegerNetwork(network, domain);
        firstBits = new int[network.Stages.Count];
        for (int l = 0; l < firstBits.Length; l++)
        {
            firstBits[l] = network.FirstBitOf(l + 1);
        }
    }

    /// <summary>The network in integers.</summary>
    public IntegerNetwork Integers { get; }

    /// <summary>The forms of all stages; element 0 is stage 1. They are computed when they are asked for.</summary>
    public ExactForms[] Of(BitPattern pattern)
    {
        ulong[] bits = pattern.Words.ToArray();
        var forms = new ExactForms[network.Stages.Count];
        for (int l = 0; l < forms.Length; l++)
        {
            forms[l] = new StageExactForms(Integers, l + 1, forms, bits, firstBits);
        }

        return forms;
    }

    /// <summary>True if a form is 0 everywhere.</summary>
    public static bool IsZero(BigInteger[] row) => System.Array.TrueForAll(row, static value => value.IsZero);
}
