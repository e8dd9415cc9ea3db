using System;

namespace ReluGen.Clustering;

/// <summary>The class that outputs before the link stand for.</summary>
internal static class PredictedClass
{
    /// <summary>Index of the largest output, the first of equal ones; with a single output 1 if it is positive, else 0.</summary>
    public static int Of(ReadOnlySpan<float> output)
    {
        if (output.Length == 1)
        {
            return output[0] > 0 ? 1 : 0;
        }

        int best = 0;
        for (int i = 1; i < output.Length; i++)
        {
            best = output[i] > output[best] ? i : best;
        }

        return best;
    }
}
