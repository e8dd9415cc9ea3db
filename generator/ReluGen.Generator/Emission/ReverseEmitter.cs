using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>Gradients and affine maps of any pattern, by reverse accumulation over its active neurons.</summary>
internal static class ReverseEmitter
{
    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        writer.Line(Surface);
        writer.Line();
        using (writer.Open("// Row 'output' of A and, returned, its bias: the adjoint u of each stage flows back through the weights of active neurons.\n"
            + "[SkipLocalsInit]\nprivate static float Reverse(ulong* pattern, int output, float* gradient)"))
        {
            Scratch.Emit(plan, "u", plan.AdjointLength, writer);
            writer.Line($"new Span<float>(u, {Literals.Int(plan.AdjointLength)}).Clear();");
            writer.Line("float* data = (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Weights.Data)); // static data does not move\n");
            writer.Line($"float* row = data + {Literals.Int(plan.Output.DataOffset)} + (nint)output * {Literals.Int(plan.Output.RowLength)};");
            writer.Line("float bias = row[0];");
            Propagate(plan, plan.Output, "1f", writer);
            foreach (StagePlan stage in plan.Stages.Where(static stage => stage.IsHidden).Reverse())
            {
                Stage(plan, stage, writer);
            }

            writer.Line("new ReadOnlySpan<float>(u, InputCount).CopyTo(new Span<float>(gradient, InputCount));\nreturn bias;");
        }

        writer.Line();
    }

    private static void Stage(NetworkPlan plan, StagePlan stage, CodeWriter writer)
    {
        writer.Line($"\n// {StageText.Describe(stage)}.");
        string from = $"{Literals.Int(stage.FirstBit)} + first";
        string count = $"global::System.Math.Min(64, {Literals.Int(stage.Neurons)} - first)";
        using (writer.Open($"for (int first = 0; first < {Literals.Int(stage.Neurons)}; first += 64)"))
        {
            writer.Line($"ulong active = global::ReluGen.CompilerServices.NetworkMath.Bits(pattern, {from}, {count});");
            if (stage.Leaky is null)
            {
                using (writer.Open("for (; active != 0; active &= active - 1)"))
                {
                    writer.Line("nint i = first + BitOperations.TrailingZeroCount(active);");
                    writer.Line($"float f = u[{Literals.Int(AdjointOffset(plan, stage))} + i];");
                    Neuron(plan, stage, writer);
                }
            }
            else
            {
                using (writer.Open($"for (int j = 0; j < {count}; j++)"))
                {
                    writer.Line("nint i = first + j;");
                    writer.Line($"float f = u[{Literals.Int(AdjointOffset(plan, stage))} + i];");
                    writer.Line($"if ((active >> j & 1) == 0) f *= Weights.Slopes{Literals.Int(stage.Index)}[(int)i];");
                    Neuron(plan, stage, writer);
                }
            }
        }
    }

    private static void Neuron(NetworkPlan plan, StagePlan stage, CodeWriter writer)
    {
        writer.Line($"row = data + {Literals.Int(stage.DataOffset)} + i * {Literals.Int(stage.RowLength)};");
        writer.Line("bias += f * row[0];");
        Propagate(plan, stage, "f", writer);
    }

    private static void Propagate(NetworkPlan plan, StagePlan stage, string factor, CodeWriter writer)
    {
        int column = 1;
        foreach (SourcePlan source in stage.Sources)
        {
            int offset = source.Stage is null ? 0 : AdjointOffset(plan, source.Stage);
            writer.Line($"global::ReluGen.CompilerServices.NetworkMath.AddScaled(u + {Literals.Int(offset)}, row + {Literals.Int(column)}, {factor}, {Literals.Int(source.Width)});");
            column += source.Width;
        }
    }

    /// <summary>The adjoint of the input comes first, then those of the stages.</summary>
    private static int AdjointOffset(NetworkPlan plan, StagePlan stage) =>
        Planning.Padding.Up(plan.Network.InputCount) + stage.ActivationOffset;

    private const string Surface =
        """
        /// <inheritdoc/>
        public static void Gradient(in Pattern pattern, int output, Span<float> gradient)
        {
            if ((uint)output >= OutputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowOutput(output, OutputCount);
            if (gradient.Length < InputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(gradient), InputCount, gradient.Length);
            Pattern copy = pattern;
            fixed (float* g = gradient)
            {
                Reverse((ulong*)&copy, output, g);
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

            Pattern copy = pattern;
            fixed (float* a = weights)
            {
                for (int output = 0; output < OutputCount; output++)
                {
                    bias[output] = Reverse((ulong*)&copy, output, a + (nint)output * InputCount);
                }
            }
        }
        """;
}
