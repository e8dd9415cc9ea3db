using System.Numerics;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Analysis.Identifiability.Linear;

// Apart from the rest, which the runtime library links and which needs no big numbers.
internal sealed partial class PrimeField
{
    /// <summary>The residue of an integer.</summary>
    public double Of(BigInteger value) => Reduce((double)(long)(value % prime));

    /// <summary>The residue of an exact number.</summary>
    public double Of(Dyadic value)
    {
        long mantissa = (long)(value.Mantissa % prime);
        return Reduce((double)(mantissa * PowerOfTwo(value.Exponent) % prime));
    }
}
