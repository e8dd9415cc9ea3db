using System;
using System.Linq;

namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>Changes, removes, repeats or inserts a few bytes, or cuts the rest off.</summary>
internal static class ByteMutator
{
    public static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (int changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(24))
            {
                case < 5: bytes[at] = (byte)random.Next(256); break;
                case < 10: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case < 15: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)); break;
                case < 19: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 33), bytes.Count - at))); break;
                case < 23: bytes.Insert(at, (byte)random.Next(256)); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }

        return [.. bytes];
    }
}
