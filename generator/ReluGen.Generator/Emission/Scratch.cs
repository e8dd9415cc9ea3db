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

    /// <summary>The class that holds a thread's scratch, where the stack does not.</summary>
    public static void EmitStore(NetworkPlan plan, CodeWriter writer)
    {
        if (plan.ScratchOnStack)
        {
            return;
        }

        int length = System.Math.Max(plan.ActivationLength, plan.AdjointLength);
        using (writer.Open("// Activations are too large for the stack: one block a thread, allocated at its first call.\nprivate static class ThreadScratch"))
        {
            writer.Line("[ThreadStatic] private static float* memory;\n");
            writer.Line($"internal static float* Memory => memory != null ? memory : memory = WeightStore.Allocate({Literals.Int(length)});");
        }

        writer.Line();
    }
}
