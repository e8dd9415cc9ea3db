using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The forward pass of a tile of samples: a lane a sample, in the same order of operations as a single row.</summary>
internal static class BatchEmitter
{
    private static readonly int[] Widths = [512, 256, 128];

    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        writer.Line("// Samples of a tile at the width of this processor.");
        writer.Line("private static int TileSamples => Vector512.IsHardwareAccelerated ? 32 : Vector256.IsHardwareAccelerated ? 16 : 8;\n");
        using (writer.Open("private static void ForwardTile(float* input, float* output, Pattern* patterns)"))
        {
            writer.Line("if (Vector512.IsHardwareAccelerated) Tile512(input, output, patterns);");
            writer.Line("else if (Vector256.IsHardwareAccelerated) Tile256(input, output, patterns);");
            writer.Line("else Tile128(input, output, patterns);");
        }

        writer.Line();
        Scratch(plan, writer);
        foreach (int width in Widths)
        {
            Tile(plan, new BatchPlan(plan, width), writer);
        }
    }

    private static void Scratch(NetworkPlan plan, CodeWriter writer)
    {
        int length = Widths.Max(width => new BatchPlan(plan, width).ScratchFloats) + 16;
        using (writer.Open("// The activations of a tile: one block a thread, allocated at its first batch and freed with the thread.\nprivate static class TileScratch"))
        {
            writer.Line("[ThreadStatic] private static float[] room;\n");
            writer.Line($"internal static float* Memory => (float*)(((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(room ??= GC.AllocateUninitializedArray<float>({Literals.Int(length)}, pinned: true))) + 63) & ~(nuint)63);");
        }

        writer.Line();
    }

    private static void Tile(NetworkPlan plan, BatchPlan batch, CodeWriter writer)
    {
        string stages = $"Tile{batch.Width}Stage";
        using (writer.Open($"// {batch.Samples} samples: a row of h holds one input or neuron of all of them.\n[MethodImpl(MethodImplOptions.AggressiveOptimization)]\n"
            + $"private static void Tile{batch.Width}(float* input, float* output, Pattern* patterns)"))
        {
            writer.Line("float* h = TileScratch.Memory;");
            writer.Line($"float* y = h + {Literals.Int(batch.Rows * batch.Samples)};");
            writer.Line($"ushort* bits = (ushort*)(y + {Literals.Int(plan.Network.OutputCount * batch.Samples)});");
            writer.Line("float* weights = Weights.Packed;");
            writer.Line($"global::ReluGen.CompilerServices.Tiles.Transpose(input, InputCount, {batch.Samples}, h);");
            foreach (StagePlan stage in plan.Stages)
            {
                writer.Line($"{stages}{Literals.Int(stage.Index)}(h, y, bits, weights);");
            }

            writer.Line($"global::ReluGen.CompilerServices.Tiles.TransposeBack(y, OutputCount, {batch.Samples}, output);");
            if (plan.WordCount > 0)
            {
                writer.Line($"if (patterns != null) global::ReluGen.CompilerServices.Tiles.Patterns(bits, {Literals.Int(batch.MaskStride)}, {batch.Lanes}, HiddenNeuronCount, (ulong*)patterns, Pattern.WordCount);");
            }
        }

        writer.Line();
        foreach (StagePlan stage in plan.Stages)
        {
            using (writer.Open($"// {StageText.Describe(stage)}.\n[MethodImpl(MethodImplOptions.AggressiveOptimization)]\n"
                + $"private static void {stages}{Literals.Int(stage.Index)}(float* h, float* y, ushort* bits, float* weights)"))
            {
                foreach (BlockRun run in batch.Blocks(stage))
                {
                    Run(batch, stage, run, writer);
                }
            }

            writer.Line();
        }
    }

    private static void Run(BatchPlan batch, StagePlan stage, BlockRun run, CodeWriter writer)
    {
        string vector = $"Vector{batch.Width}<float>";
        using (writer.Open($"for (int block = 0; block < {Literals.Int(run.Count)}; block++)"))
        {
            writer.Line($"float* w = weights + {Literals.Int(run.Packed)} + block * {Literals.Int(run.Size)};");
            for (int i = 0; i < run.Size; i++)
            {
                writer.Line($"{vector} a{i} = Vector{batch.Width}.Create(w[{i}]), b{i} = a{i};");
            }

            foreach (SourcePlan source in stage.Sources)
            {
                writer.Line($"{(source == stage.Sources[0] ? "float* " : "")}x = h + {Literals.Int(batch.RowOf(source) * batch.Samples)};");
                using (writer.Open($"for (int k = 0; k < {Literals.Int(source.Width)}; k++)"))
                {
                    writer.Line($"w += {Literals.Int(run.Stride)};");
                    writer.Line($"{vector} x0 = *({vector}*)x, x1 = *({vector}*)(x + {batch.Lanes});");
                    for (int i = 0; i < run.Size; i++)
                    {
                        writer.Line($"{vector} w{i} = Vector{batch.Width}.Create(w[{i}]);");
                        writer.Line($"a{i} += x0 * w{i};\nb{i} += x1 * w{i};");
                    }

                    writer.Line($"x += {batch.Samples};");
                }
            }

            if (stage.Leaky is not null)
            {
                writer.Line($"w += {Literals.Int(run.Stride)};");
            }

            Finish(batch, stage, run, vector, writer);
        }
    }

    private static void Finish(BatchPlan batch, StagePlan stage, BlockRun run, string vector, CodeWriter writer)
    {
        string row = stage.IsHidden ? $"h + {Literals.Int((batch.RowOf(stage) + run.First) * batch.Samples)}" : $"y + {Literals.Int(run.First * batch.Samples)}";
        writer.Line($"float* z = {row} + block * {Literals.Int(run.Size * batch.Samples)};");
        if (stage.IsHidden)
        {
            writer.Line($"ushort* bit = bits + {Literals.Int(stage.FirstBit + run.First)} + block * {Literals.Int(run.Size)};");
        }

        for (int i = 0; i < run.Size; i++)
        {
            foreach ((string name, int half) in new[] { ($"a{i}", 0), ($"b{i}", 1) })
            {
                int at = i * batch.Samples + half * batch.Lanes;
                string target = $"*({vector}*)(z + {Literals.Int(at)})";
                if (!stage.IsHidden)
                {
                    writer.Line($"{target} = {name};");
                    continue;
                }

                string positive = $"Vector{batch.Width}.GreaterThan({name}, {vector}.Zero)";
                string below = stage.Leaky is null ? $"{vector}.Zero" : $"{name} * Vector{batch.Width}.Create(w[{i}])";
                writer.Line($"{target} = Vector{batch.Width}.ConditionalSelect({positive}, {name}, {below});");
                writer.Line($"bit[{Literals.Int(half * batch.MaskStride + i)}] = (ushort){positive}.ExtractMostSignificantBits();");
            }
        }
    }
}
