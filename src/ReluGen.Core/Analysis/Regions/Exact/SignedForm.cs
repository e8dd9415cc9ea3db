using System.Numerics;

namespace ReluGen.Core.Analysis.Regions.Exact;

/// <summary>The strict constraint ±form &gt; 0 in integers.</summary>
/// <param name="Row">Coefficients (a, b) of the form, already multiplied by the sign.</param>
/// <param name="Exponent">Power of two of the coefficients.</param>
internal readonly record struct SignedForm(BigInteger[] Row, int Exponent)
{
    /// <summary>The constraint that form <paramref name="index"/> is positive, or negative.</summary>
    public static SignedForm Of(ExactForms forms, int index, bool positive)
    {
        BigInteger[] row = forms.Row(index);
        return new SignedForm(positive ? row : System.Array.ConvertAll(row, BigInteger.Negate), forms.Exponent);
    }
}
