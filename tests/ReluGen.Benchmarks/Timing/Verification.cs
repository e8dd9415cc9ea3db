using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Benchmarks.Generated;
using ReluGen.Benchmarks.Peers;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Patterns;

namespace ReluGen.Benchmarks.Timing;

/// <summary>A contender computed something else than the network.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message);

/// <summary>Checks every contender before its time counts.</summary>
internal static class Verification
{
    /// <summary>Largest error allowed, as a share of the largest output of the network: ten times what the worst summation order makes of the largest network here.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Runs both modes of <paramref name="contender"/> and compares all outputs.</summary>
    /// <exception cref="WrongAnswerException">An output is off, or a bit of the generated code's output or pattern is.</exception>
    public static void Check(Contender contender, Workload workload)
    {
        Forget(contender);
        contender.Single(workload.Rotation, workload.Rotation);
        Check(contender, workload, workload.Rotation, "one by one");
        Forget(contender);
        contender.Batch(Workload.Rows / contender.RowsPerPass);
        Check(contender, workload, Workload.Rows, "as a batch");
        if (contender is GeneratedContender { IsFused: false } generated)
        {
            CheckMap(generated, workload);
        }
    }

    /// <summary>The gradient and the affine map of the first row's pattern, against double precision.</summary>
    private static void CheckMap(GeneratedContender generated, Workload workload)
    {
        AffineMap64 expected = AffineMap64.Of(workload.Network, workload.Layout.Compress(BitPattern.From(workload.Layout.BitCount, workload.CanonicalPatterns.AsSpan(0, workload.WordCount))));
        generated.Gradient(1, 1);
        Near(generated.MapWeights[..workload.Network.InputCount], expected.Weights, "gradient");
        generated.Map(1, 1);
        Near(generated.MapWeights, expected.Weights, "affine map");
        Near(generated.MapBias, expected.Bias, "bias of the affine map");
    }

    private static void Near(ReadOnlySpan<float> actual, IReadOnlyList<double> expected, string what)
    {
        double largest = Math.Max(expected.Max(Math.Abs), 1);
        for (int i = 0; i < actual.Length; i++)
        {
            if (!(Math.Abs(actual[i] - expected[i]) <= Tolerance * largest))
            {
                throw new WrongAnswerException($"ReluGen: number {i} of the {what} is {actual[i]:R} where {expected[i]:R} is right.");
            }
        }
    }

    /// <summary>Wipes the last results, so that old ones cannot pass for new ones.</summary>
    private static void Forget(Contender contender)
    {
        contender.Outputs.Span.Fill(float.NaN);
        (contender as GeneratedContender)?.ClearPatterns();
    }

    private static void Check(Contender contender, Workload workload, int rows, string how)
    {
        int count = rows * workload.Network.OutputCount;
        double largest = 0;
        foreach (double value in workload.Expected)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (int i = 0; i < count; i++)
        {
            double error = Math.Abs(contender.Outputs.Span[i] - workload.Expected[i]);
            if (!(error <= Tolerance * largest))
            {
                throw new WrongAnswerException($"{contender.Name} {how}: output {i % workload.Network.OutputCount} of row {i / workload.Network.OutputCount} is {contender.Outputs.Span[i]:R} where {workload.Expected[i]:R} is right.");
            }
        }

        if (contender is GeneratedContender generated)
        {
            CheckBits(generated, workload, rows, how);
        }
    }

    private static void CheckBits(GeneratedContender generated, Workload workload, int rows, string how)
    {
        float[] bits = generated.IsFused ? workload.Fused : workload.Canonical;
        ulong[] patterns = generated.IsFused ? workload.FusedPatterns : workload.CanonicalPatterns;
        for (int row = 0; row < rows; row++)
        {
            int outputs = workload.Network.OutputCount;
            for (int i = row * outputs; i < (row + 1) * outputs; i++)
            {
                if (BitConverter.SingleToInt32Bits(generated.Outputs.Span[i]) != BitConverter.SingleToInt32Bits(bits[i]))
                {
                    throw new WrongAnswerException($"{generated.Name} {how}: row {row} has not the bits of the canonical order.");
                }
            }

            if (!generated.PatternOf(row).SequenceEqual(patterns.AsSpan(row * workload.WordCount, workload.WordCount)))
            {
                throw new WrongAnswerException($"{generated.Name} {how}: the pattern of row {row} is not the canonical one.");
            }
        }
    }
}
