using System.Collections.Generic;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>Gradients and affine maps of any pattern: adjoints flow back from the outputs through the active neurons, target by target.</summary>
internal static class ReverseEmitter
{
    private static readonly int[] Widths = [512, 256, 128];

    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        writer.Line(Surface);
        writer.Line();
        Dispatch("// The gradient of one output.", "private static void GradientOf(ulong* pattern, nint output, float* gradient)", "Gradient{0}(pattern, output, gradient)", writer, plan);
        Blocks(plan, writer);
        Dispatch($"// A and b for outputs output to output + {Literals.Int(plan.Reverse.BlockOutputs - 1)}.", "private static void MapOf(ulong* pattern, nint output, float* gradient, float* constants)", "Map{0}(pattern, output, gradient, constants)", writer);
        foreach (int width in Widths)
        {
            Gradient(plan, width, writer);
        }

        foreach (int width in Widths)
        {
            Map(plan, width, writer);
        }

        Weights(plan, writer);
    }

    /// <summary>All outputs, block by block.</summary>
    private static void Blocks(NetworkPlan plan, CodeWriter writer)
    {
        ReversePlan reverse = plan.Reverse;
        using (writer.Open("// All of A and b.\nprivate static void MapsOf(ulong* pattern, float* weights, float* bias)"))
        {
            LayoutEmitter.EmitEntry(plan, writer);
            string size = Literals.Int(reverse.BlockOutputs);
            if (reverse.Blocks == 1)
            {
                writer.Line("MapOf(pattern, 0, weights, bias);");
            }
            else
            {
                using (writer.Open($"for (nint block = 0; block < {Literals.Int(reverse.Blocks)}; block++)"))
                {
                    writer.Line($"nint first = global::System.Math.Min(block * {size}, OutputCount - {size});");
                    writer.Line("MapOf(pattern, first, weights + first * InputCount, bias + first);");
                }
            }
        }

        writer.Line();
    }

    /// <summary>A method for each vector width behind one; with a plan it is the one that takes patterns as the class shows them.</summary>
    private static void Dispatch(string comment, string header, string call, CodeWriter writer, NetworkPlan? entry = null)
    {
        using (writer.Open(comment + "\n" + header))
        {
            if (entry is not null)
            {
                LayoutEmitter.EmitEntry(entry, writer);
            }

            writer.Line($"if (Vector512.IsHardwareAccelerated) {string.Format(call, 512)};");
            writer.Line($"else if (Vector256.IsHardwareAccelerated) {string.Format(call, 256)};");
            writer.Line($"else {string.Format(call, 128)};");
        }

        writer.Line();
    }

    private static void Gradient(NetworkPlan plan, int width, CodeWriter writer)
    {
        string name = $"Gradient{width}";
        using (writer.Open($"[MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]\nprivate static void {name}(ulong* pattern, nint output, float* gradient)"))
        {
            Scratch.Emit(plan, "u", plan.AdjointLength, writer);
            Body(plan, plan.Reverse.GradientMethods, name, plan.AdjointLength, "", writer, masks => new AdjointKernel(plan, width, 1, false, masks, writer));
        }

        Parts(plan.Reverse.GradientMethods, name, "", writer, masks => new AdjointKernel(plan, width, 1, false, masks, writer), plan);
    }

    private static void Map(NetworkPlan plan, int width, CodeWriter writer)
    {
        int outputs = plan.Reverse.BlockOutputs;
        string name = $"Map{width}";
        using (writer.Open($"[MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]\nprivate static void {name}(ulong* pattern, nint output, float* gradient, float* constants)"))
        {
            Scratch.Emit(plan, "u", plan.MapScratchLength, writer);
            writer.Line($"float* bias = {PointerText.Sum("u", outputs * plan.AdjointLength)};");
            writer.Line($"new Span<float>(bias, {Literals.Int(16 * outputs)}).Clear();");
            Body(plan, plan.Reverse.MapMethods, name, plan.MapScratchLength, ", bias", writer, masks => new AdjointKernel(plan, width, outputs, true, masks, writer));
            writer.Line("// Each bias: that of the output, and what the biases of active neurons add to it.");
            using (writer.Open($"for (nint i = 0; i < {Literals.Int(outputs)}; i++)"))
            {
                writer.Line($"constants[i] = Weights.Data[{PointerText.Index(plan.Output.DataOffset, $"(int)(output + i) * {Literals.Int(plan.Output.RowLength)}")}] + global::ReluGen.CompilerServices.NetworkMath.Sum16(bias + 16 * i);");
            }
        }

        Parts(plan.Reverse.MapMethods, name, ", float* bias", writer, masks => new AdjointKernel(plan, width, outputs, true, masks, writer), plan);
    }

    /// <summary>The masks, then the targets, here or in methods of their own.</summary>
    private static void Body(NetworkPlan plan, IReadOnlyList<IReadOnlyList<TargetPlan>> parts, string name, int scratch, string bias, CodeWriter writer, System.Func<MaskCode, AdjointKernel> kernel)
    {
        bool single = parts.Count == 1;
        var masks = new MaskCode(plan, areLocal: single);
        if (masks.NeedMemory)
        {
            Scratch.EmitMasks(plan, "u", scratch, writer);
        }

        writer.Line("float* weights = ReverseWeights.Packed;\n");
        masks.Split(writer);
        writer.Line();
        if (single)
        {
            Targets(parts[0], kernel(masks));
            return;
        }

        for (int part = 1; part <= parts.Count; part++)
        {
            writer.Line($"{name}Part{Literals.Int(part)}(output, gradient, u, masks, weights{bias});");
        }
    }

    private static void Parts(IReadOnlyList<IReadOnlyList<TargetPlan>> parts, string name, string bias, CodeWriter writer, System.Func<MaskCode, AdjointKernel> kernel, NetworkPlan plan)
    {
        writer.Line();
        for (int part = 1; part <= parts.Count && parts.Count > 1; part++)
        {
            using (writer.Open($"[MethodImpl(MethodImplOptions.AggressiveOptimization)]\nprivate static void {name}Part{Literals.Int(part)}(nint output, float* gradient, float* u, ulong* masks, float* weights{bias})"))
            {
                Targets(parts[part - 1], kernel(new MaskCode(plan, areLocal: false)));
            }

            writer.Line();
        }
    }

    private static void Targets(IReadOnlyList<TargetPlan> targets, AdjointKernel kernel)
    {
        foreach (TargetPlan target in targets)
        {
            kernel.Emit(target);
        }
    }

    private static void Weights(NetworkPlan plan, CodeWriter writer)
    {
        using (writer.Open("// The weights by rows, as the reverse pass reads them: packed at the first gradient or affine map.\nprivate static class ReverseWeights"))
        {
            writer.Line("internal static readonly float* Packed = Pack();\n");
            using (writer.Open("private static float* Pack()"))
            {
                writer.Line($"float* packed = global::ReluGen.CompilerServices.WeightStore.Allocate({Literals.Int(plan.Reverse.PackedLength)});");
                foreach (TargetPlan target in plan.Reverse.Targets)
                {
                    Pack(target, writer);
                }

                writer.Line("return packed;");
            }
        }

        writer.Line();
    }

    private static void Pack(TargetPlan target, CodeWriter writer)
    {
        string shape = $"{Literals.Int(target.Columns.Count)}, {Literals.Int(target.Rows)}";
        string place = PointerText.Sum("packed", target.PackedOffset);
        if (target.Stage is not null)
        {
            writer.Line($"global::ReluGen.CompilerServices.WeightStore.PackRow({DataOf(target.Stage)}, {Literals.Int(target.Stage.RowLength)}, {shape}, 0, {place});");
            if (target.Stage.Leaky is not null)
            {
                writer.Line($"global::ReluGen.CompilerServices.WeightStore.PackRow(Weights.Slopes{Literals.Int(target.Stage.Index)}, 1, {shape}, 1, {place});");
            }
        }

        foreach (ReaderPlan reader in target.Readers)
        {
            writer.Line($"global::ReluGen.CompilerServices.WeightStore.PackRows({DataOf(reader.Stage)}, {Literals.Int(reader.Stage.RowLength)}, {Literals.Int(reader.Column)}, {shape}, {Literals.Int(reader.FirstRow)}, {place});");
        }
    }

    private static string DataOf(StagePlan stage) =>
        $"Weights.Data.Slice({Literals.Int(stage.DataOffset)}, {Literals.Int((long)stage.Neurons * stage.RowLength)})";

    private const string Surface =
        """
        /// <inheritdoc/>
        public static void Gradient(in Pattern pattern, int output, Span<float> gradient)
        {
            if ((uint)output >= OutputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowOutput(output, OutputCount);
            if (gradient.Length < InputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(gradient), InputCount, gradient.Length);
            fixed (Pattern* words = &pattern)
            fixed (float* g = gradient)
            {
                GradientOf((ulong*)words, output, g);
            }
        }

        /// <inheritdoc/>
        public static void AffineMapOf(in Pattern pattern, Span<float> weights, Span<float> bias)
        {
            if (weights.Length < OutputCount * InputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(weights), OutputCount * InputCount, weights.Length);
            if (bias.Length < OutputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(bias), OutputCount, bias.Length);
            int known = RegionTableData.Find(in pattern);
            if (known >= 0)
            {
                RegionTableData.Weights.Slice(known * (OutputCount * InputCount), OutputCount * InputCount).CopyTo(weights);
                RegionTableData.Biases.Slice(known * OutputCount, OutputCount).CopyTo(bias);
                return;
            }

            fixed (Pattern* words = &pattern)
            fixed (float* a = weights)
            fixed (float* b = bias)
            {
                MapsOf((ulong*)words, a, b);
            }
        }
        """;
}
