using System;
using System.Collections.Generic;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The entry check: no input is NaN, infinite or beyond the limit.</summary>
internal static class InputCheckEmitter
{
    private const int Lanes = 4;

    /// <summary>Up to this many inputs are compared without a loop.</summary>
    private const int MostUnrolled = 32;

    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        int count = plan.Network.InputCount;
        using (writer.Open("[MethodImpl(MethodImplOptions.AggressiveInlining)]\nprivate static bool IsWithinLimit(float* input)"))
        {
            if (count > MostUnrolled)
            {
                writer.Line("return global::ReluGen.CompilerServices.NetworkMath.AllWithin(input, InputCount, InputLimit);");
            }
            else if (count < Lanes)
            {
                var terms = new List<string>();
                for (int i = 0; i < count; i++)
                {
                    terms.Add($"global::System.Math.Abs(input[{Literals.Int(i)}]) <= InputLimit");
                }

                writer.Line($"return {string.Join(" & ", terms)};");
            }
            else
            {
                Vectors(count, writer);
            }
        }

        writer.Line();
    }

    /// <summary>Vectors of four; the last overlaps the one before it where the count is no multiple.</summary>
    private static void Vectors(int count, CodeWriter writer)
    {
        writer.Line("Vector128<float> limit = Vector128.Create(InputLimit);");
        var terms = new List<string>();
        for (int first = 0; first < count; first += Lanes)
        {
            int at = Math.Min(first, count - Lanes);
            string pointer = at == 0 ? "input" : $"(input + {Literals.Int(at)})";
            terms.Add($"Vector128.LessThanOrEqual(Vector128.Abs(*(Vector128<float>*){pointer}), limit)");
        }

        writer.Line($"return ({string.Join("\n    & ", terms)}).ExtractMostSignificantBits() == 15;");
    }
}
