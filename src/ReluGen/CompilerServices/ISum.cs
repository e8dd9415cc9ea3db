using System.Runtime.Intrinsics;

namespace ReluGen.CompilerServices;

/// <summary>How a product is added to a sum.</summary>
internal interface ISum
{
    /// <summary>sum + left · right, lane by lane.</summary>
    static abstract Vector512<float> Add(Vector512<float> sum, Vector512<float> left, Vector512<float> right);

    /// <summary>sum + left · right, lane by lane.</summary>
    static abstract Vector256<float> Add(Vector256<float> sum, Vector256<float> left, Vector256<float> right);
}
