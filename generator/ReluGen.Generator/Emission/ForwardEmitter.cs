using System.Collections.Generic;
using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The forward pass of one row: the entry check, and a body for each vector width.</summary>
internal static class ForwardEmitter
{
    /// <summary>Stages in one method of the kernel: far below the sizes at which the JIT stops optimising.</summary>
    private const int StagesPerMethod = 16;

    private static readonly int[] Widths = [512, 256, 128];

    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        InputCheckEmitter.Emit(plan, writer);
        using (writer.Open("// One row. The bits of the pattern must be 0 on entry.\n"
            + "[MethodImpl(MethodImplOptions.AggressiveInlining)]\nprivate static void ForwardRow(float* input, float* output, ulong* pattern)"))
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
        List<List<StagePlan>> parts = plan.Stages
            .Select(static (stage, i) => (Stage: stage, Part: i / StagesPerMethod))
            .GroupBy(static pair => pair.Part, static pair => pair.Stage)
            .Select(static part => part.ToList())
            .ToList();
        bool single = parts.Count == 1;
        var kernel = new StageKernel(width, masksAreLocal: single, writer);
        using (writer.Open($"[MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]\nprivate static void Forward{width}(float* input, float* output, ulong* pattern)"))
        {
            Scratch.Emit(plan, "h", plan.ActivationLength, writer);
            if (!single || plan.Stages.Any(static stage => stage.IsHidden && stage.GroupCount > 1))
            {
                Scratch.EmitMasks(plan, writer);
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

            Finish(plan, kernel, writer);
        }

        writer.Line();
        for (int part = 0; part < parts.Count && !single; part++)
        {
            using (writer.Open($"[MethodImpl(MethodImplOptions.AggressiveOptimization)]\nprivate static void Forward{width}Part{part + 1}(float* input, float* output, float* h, ulong* masks, float* weights)"))
            {
                Stages(parts[part], kernel);
            }

            writer.Line();
        }
    }

    private static void Stages(List<StagePlan> stages, StageKernel kernel)
    {
        foreach (StagePlan stage in stages)
        {
            kernel.Emit(stage);
        }
    }

    /// <summary>Joins the stages' masks into the pattern's words.</summary>
    private static void Finish(NetworkPlan plan, StageKernel kernel, CodeWriter writer)
    {
        var words = new List<string>[plan.WordCount];
        foreach (StagePlan stage in plan.Stages.Where(static stage => stage.IsHidden))
        {
            for (int group = 0; group < stage.GroupCount; group++)
            {
                Join(stage, group, kernel.Mask(stage, Literals.Int(group)), words);
            }
        }

        if (words.Length > 0)
        {
            writer.Line("// The masks of the stages, joined to one pattern.");
        }

        for (int word = 0; word < words.Length; word++)
        {
            writer.Line($"pattern[{Literals.Int(word)}] = {string.Join(" | ", words[word])};");
        }
    }

    private static void Join(StagePlan stage, int group, string mask, List<string>[] words)
    {
        int first = stage.FirstBit + group * StagePlan.GroupSize;
        int count = System.Math.Min(StagePlan.GroupSize, stage.Neurons - group * StagePlan.GroupSize);
        int shift = first % 64;
        (words[first / 64] ??= []).Add(shift == 0 ? mask : $"{mask} << {Literals.Int(shift)}");
        if (shift + count > 64)
        {
            (words[first / 64 + 1] ??= []).Add($"{mask} >> {Literals.Int(64 - shift)}");
        }
    }
}
