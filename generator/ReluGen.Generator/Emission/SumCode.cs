using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>How a product is added to a sum: rounded before it is (order C0), or fused (order C1).</summary>
internal sealed class SumCode(bool isFused)
{
    /// <summary>For the code of a plan.</summary>
    public static SumCode Of(NetworkPlan plan) => new(plan.IsFused);

    /// <summary>
    /// Names for the fused operation: the framework's own where it has them, since a method of a library may fall out of what the JIT inlines.
    /// </summary>
    public void EmitUsings(CodeWriter writer)
    {
        if (!isFused)
        {
            return;
        }

        writer.Line("#if NET9_0_OR_GREATER");
        writer.Line("using ReluGenFused512 = global::System.Runtime.Intrinsics.Vector512;\nusing ReluGenFused256 = global::System.Runtime.Intrinsics.Vector256;\nusing ReluGenFused128 = global::System.Runtime.Intrinsics.Vector128;");
        writer.Line("#else");
        writer.Line("using ReluGenFused512 = global::ReluGen.CompilerServices.Fused;\nusing ReluGenFused256 = global::ReluGen.CompilerServices.Fused;\nusing ReluGenFused128 = global::ReluGen.CompilerServices.Fused;");
        writer.Line("#endif");
    }

    /// <summary>The statement that adds left · right, vectors of <paramref name="width"/> bits, to <paramref name="sum"/>.</summary>
    public string Add(string sum, string left, string right, int width) => isFused
        ? $"{sum} = ReluGenFused{width}.FusedMultiplyAdd({left}, {right}, {sum});"
        : $"{sum} += {left} * {right};";

    /// <summary>The expression sum + left · right.</summary>
    public string Plus(string sum, string left, string right, int width) => isFused
        ? $"ReluGenFused{width}.FusedMultiplyAdd({left}, {right}, {sum})"
        : $"{sum} + {left} * {right}";

    /// <summary>
    /// An output as it is stored. A fused product that underflows can leave -0 in a sum, and whether a later zero makes it +0 would depend on
    /// what is skipped: so -0 becomes +0. Rounded products cannot (docs/numbers.md), and ReLU erases the sign.
    /// </summary>
    public string Output(string sum, string zero) => isFused ? $"{sum} + {zero}" : sum;

    /// <summary>The method of <c>NetworkMath</c> that adds a row of products to a scalar.</summary>
    public string ScalarSum => isFused ? "SumFused" : "Sum";
}
