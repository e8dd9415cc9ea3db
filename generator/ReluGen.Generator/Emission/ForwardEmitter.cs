using System.Collections.Generic;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The forward pass of one row: the entry check, and a body for each vector width.</summary>
internal static class ForwardEmitter
{
    private static readonly int[] Widths = [512, 256, 128];

    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        InputCheckEmitter.Emit(plan, writer);
        string row = plan.Layout is null ? "ForwardRow" : LayoutEmitter.KeptRow;
        using (writer.Open("// One row. The bits of the pattern must be 0 on entry.\n"
            + $"[MethodImpl(MethodImplOptions.AggressiveInlining)]\nprivate static void {row}(float* input, float* output, ulong* pattern)"))
        {
            writer.Line("if (!IsWithinLimit(input)) ForwardSlow(input, output, pattern);");
            writer.Line("else if (Vector512.IsHardwareAccelerated) Forward512(input, output, pattern);");
            writer.Line("else if (Vector256.IsHardwareAccelerated) Forward256(input, output, pattern);");
            writer.Line("else Forward128(input, output, pattern);");
        }

        writer.Line();
        Scratch.EmitStore(plan, writer);
        foreach (int width in Widths)
        {
            Body(plan, width, writer);
        }
    }

    private static void Body(NetworkPlan plan, int width, CodeWriter writer)
    {
        IReadOnlyList<IReadOnlyList<StagePlan>> parts = plan.ForwardMethods;
        bool single = parts.Count == 1;
        var masks = new MaskCode(plan, areLocal: single);
        var kernel = new StageKernel(width, masks, SumCode.Of(plan), writer);
        using (writer.Open($"// One row by vectors of {width} bits: h holds the activations of all stages, a mask the bits of one.\n[MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]\nprivate static void Forward{width}(float* input, float* output, ulong* pattern)"))
        {
            Scratch.Emit(plan, "h", plan.ActivationLength, writer);
            if (masks.NeedMemory)
            {
                Scratch.EmitMasks(plan, "h", plan.ActivationLength, writer);
            }

            writer.Line("float* weights = Weights.Packed;\n");
            if (single)
            {
                Stages(parts[0], kernel);
            }

            for (int part = 0; part < parts.Count && !single; part++)
            {
                writer.Line($"Forward{width}Part{part + 1}(input, output, h, masks, weights);");
            }

            masks.Join(writer);
        }

        writer.Line();
        for (int part = 0; part < parts.Count && !single; part++)
        {
            using (writer.Open($"[MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]\nprivate static void Forward{width}Part{part + 1}(float* input, float* output, float* h, ulong* masks, float* weights)"))
            {
                Stages(parts[part], kernel);
            }

            writer.Line();
        }
    }

    private static void Stages(IReadOnlyList<StagePlan> stages, StageKernel kernel)
    {
        kernel.MarkInputs(stages);
        foreach (StagePlan stage in stages)
        {
            kernel.Emit(stage);
        }
    }
}
