using System;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>Scratch memory of a generated method: on the stack where it is small, else kept a thread.</summary>
internal static class Scratch
{
    /// <summary>Declares <paramref name="name"/>, aligned to 64 bytes; its content is undefined.</summary>
    public static void Emit(NetworkPlan plan, string name, int length, CodeWriter writer)
    {
        if (plan.ScratchOnStack)
        {
            writer.Line($"float* {name}Room = stackalloc float[{Literals.Int(length + 16)}];");
            writer.Line($"float* {name} = (float*)(((nuint){name}Room + 63) & ~(nuint)63);");
        }
        else
        {
            writer.Line($"float* {name} = ThreadScratch.Memory;");
        }
    }

    /// <summary>Declares the words of the stages' masks: on the stack, or behind the first <paramref name="length"/> floats of scratch.</summary>
    public static void EmitMasks(NetworkPlan plan, string scratch, int length, CodeWriter writer) =>
        writer.Line(plan.ScratchOnStack
            ? $"ulong* masks = stackalloc ulong[{Literals.Int(Math.Max(plan.MaskLength, 1))}];"
            : $"ulong* masks = (ulong*)({scratch} + {Literals.Int(length)});");

    /// <summary>The class that holds a thread's scratch, where the stack does not.</summary>
    public static void EmitStore(NetworkPlan plan, CodeWriter writer)
    {
        if (plan.ScratchOnStack)
        {
            return;
        }

        int length = Math.Max(plan.ActivationLength, plan.MapScratchLength) + 2 * plan.MaskLength + 16;
        using (writer.Open("// Activations are too large for the stack: one block a thread, allocated at its first call and freed with the thread.\nprivate static class ThreadScratch"))
        {
            writer.Line("[ThreadStatic] private static float[] room;\n");
            writer.Line($"internal static float* Memory => (float*)(((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(room ??= GC.AllocateUninitializedArray<float>({Literals.Int(length)}, pinned: true))) + 63) & ~(nuint)63);");
        }

        writer.Line();
    }
}
