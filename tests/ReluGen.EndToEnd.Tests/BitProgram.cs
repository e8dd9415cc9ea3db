using System.Linq;

namespace ReluGen.EndToEnd.Tests;

/// <summary>A program that writes down every bit of what its networks compute, for processes of all kinds to be compared.</summary>
internal static class BitProgram
{
    /// <summary>Batches of 1 to so many rows.</summary>
    public const int Rows = 130;

    /// <summary>Rows and sizes of batches for large networks, which some of the processes compute without vectors.</summary>
    public const int FewRows = 7;

    /// <summary>Patterns whose gradients and maps are written down.</summary>
    public const int Maps = 3;

    /// <summary>Networks of up to so many parameters are asked for their identifiability.</summary>
    public const int IdentifiedParameters = 1500;

    /// <summary>Numbers of a report: parameters, largest rank, samples, samples left out, rank, neurons that are never and always active.</summary>
    public const int ReportNumbers = 7;

    /// <summary>
    /// Its C#, for <paramref name="networks"/> classes N0, N1, …. Arguments: a folder with N.in, rows of inputs of network N; a folder for N.out:
    /// the outputs of each row, the patterns of each row, for the first patterns the gradient of every output, A and b, and the identifiability.
    /// Batches that differ from single rows end it.
    /// </summary>
    public static string Source(int networks) => $$"""
        using System;
        using System.IO;
        using System.Runtime.InteropServices;
        using System.Runtime.Intrinsics;
        using ReluGen;
        using ReluGen.Identifiability;

        string from = args[0], to = args[1];
        {{string.Concat(Enumerable.Range(0, networks).Select(static i => $"Write<N{i}, N{i}.Pattern>({i});\n"))}}
        Console.WriteLine(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0);

        void Write<TNetwork, TPattern>(int index)
            where TNetwork : IReluNetwork<TNetwork, TPattern>
            where TPattern : unmanaged, IActivationPattern<TPattern>
        {
            int inputs = TNetwork.InputCount, outputs = TNetwork.OutputCount;
            ReadOnlySpan<float> x = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(from, index + ".in")));
            int rows = x.Length / inputs;
            var y = new float[rows * outputs];
            var patterns = new TPattern[rows];
            for (int row = 0; row < rows; row++)
            {
                patterns[row] = TNetwork.Forward(x.Slice(row * inputs, inputs), y.AsSpan(row * outputs, outputs));
            }

            var batch = new float[rows * outputs];
            var batchPatterns = new TPattern[rows];
            for (int size = 1; size <= rows; size++)
            {
                batch.AsSpan().Fill(float.NaN);
                batchPatterns.AsSpan().Clear();
                TNetwork.ForwardBatch(x.Slice(0, size * inputs), batch.AsSpan(0, size * outputs), batchPatterns.AsSpan(0, size));
                if (!Bytes(batch.AsSpan(0, size * outputs)).SequenceEqual(Bytes(y.AsSpan(0, size * outputs)))
                    || !Bytes(batchPatterns.AsSpan(0, size)).SequenceEqual(Bytes(patterns.AsSpan(0, size))))
                {
                    throw new InvalidOperationException($"Network {index}: a batch of {size} rows differs from its rows.");
                }
            }

            using FileStream file = File.Create(Path.Combine(to, index + ".out"));
            file.Write(Bytes(y.AsSpan()));
            var words = new ulong[TPattern.WordCount];
            foreach (TPattern pattern in patterns)
            {
                pattern.CopyWordsTo(words);
                file.Write(Bytes(words.AsSpan()));
            }

            var gradient = new float[inputs];
            var weights = new float[outputs * inputs];
            var bias = new float[outputs];
            for (int i = 0; i < {{Maps}}; i++)
            {
                for (int output = 0; output < outputs; output++)
                {
                    TNetwork.Gradient(patterns[i], output, gradient);
                    file.Write(Bytes(gradient.AsSpan()));
                }

                TNetwork.AffineMapOf(patterns[i], weights, bias);
                file.Write(Bytes(weights.AsSpan()));
                file.Write(Bytes(bias.AsSpan()));
            }

            if (TNetwork.ParameterCount <= {{IdentifiedParameters}})
            {
                IdentifiabilityReport report = IdentifiabilityReport.For<TNetwork>(x);
                int[] numbers = [report.ParameterCount, report.LargestRank, report.SampleCount, report.LeftOutCount, report.Rank, report.NeverActiveNeurons.Count, report.AlwaysActiveNeurons.Count];
                file.Write(Bytes(numbers.AsSpan()));
            }
        }

        static ReadOnlySpan<byte> Bytes<T>(Span<T> values) where T : unmanaged => MemoryMarshal.AsBytes(values);

        """;
}
