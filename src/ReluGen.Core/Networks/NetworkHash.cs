using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ReluGen.Core.Networks;

/// <summary>Hashes the arithmetic of a network, bit for bit.</summary>
internal static class NetworkHash
{
    public static string Of(Network network)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(sha, [network.InputCount, network.Stages.Count, (int)network.Link]);
        foreach (HiddenStage stage in network.Stages)
        {
            Append(sha, stage);
            Append(sha, stage.Slopes);
        }

        Append(sha, network.Output);
        return Hexadecimal(sha.GetHashAndReset());
    }

    /// <summary>Lower-case hexadecimal digits of <paramref name="bytes"/>.</summary>
    public static string Hexadecimal(byte[] bytes) =>
        BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();

    private static void Append(IncrementalHash sha, AffineStage stage)
    {
        Append(sha, [stage.Width, stage.Blocks.Count]);
        Append(sha, stage.Bias);
        foreach (WeightBlock block in stage.Blocks)
        {
            Append(sha, [block.Source, block.Columns]);
            Append(sha, block.Values);
        }
    }

    private static void Append<T>(IncrementalHash sha, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
#if NETSTANDARD2_0
        byte[] chunk = new byte[Math.Min(bytes.Length, 1 << 16)];
        for (int at = 0; at < bytes.Length; at += chunk.Length)
        {
            int length = Math.Min(chunk.Length, bytes.Length - at);
            bytes.Slice(at, length).CopyTo(chunk);
            sha.AppendData(chunk, 0, length);
        }
#else
        sha.AppendData(bytes);
#endif
    }

    private static void Append(IncrementalHash sha, int[] values) => Append<int>(sha, values);
}
