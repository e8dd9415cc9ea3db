using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The forward pass of rows that could overflow: scalar, and NaN everywhere if anything did.</summary>
internal static class SlowForwardEmitter
{
    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        using (writer.Open("// Inputs beyond the limit, infinite or NaN: scalar, in the same order; any number that is not finite makes every output NaN and the pattern 0.\n"
            + "[SkipLocalsInit]\nprivate static void ForwardSlow(float* input, float* output, ulong* pattern)"))
        {
            Scratch.Emit(plan, "h", plan.ActivationLength, writer);
            writer.Line("bool finite = true;\nint i;\nReadOnlySpan<float> row;\nfloat z;");
            writer.Line("for (i = 0; i < InputCount; i++) finite &= float.IsFinite(input[i]);\n");
            foreach (StagePlan stage in plan.Stages)
            {
                Stage(stage, SumCode.Of(plan), writer);
            }

            using (writer.Open("if (!finite)"))
            {
                writer.Line("new Span<float>(output, OutputCount).Fill(float.NaN);");
                writer.Line($"new Span<ulong>(pattern, {Literals.Int(plan.WordCount)}).Clear();");
            }
        }

        writer.Line();
    }

    private static void Stage(StagePlan stage, SumCode sums, CodeWriter writer)
    {
        using (writer.Open($"for (i = 0; i < {Literals.Int(stage.Neurons)}; i++)"))
        {
            writer.Line($"row = Weights.Data.Slice({Literals.Int(stage.DataOffset)} + i * {Literals.Int(stage.RowLength)}, {Literals.Int(stage.RowLength)});");
            writer.Line("z = row[0] + 0f;");
            int column = 1;
            foreach (SourcePlan source in stage.Sources)
            {
                string values = source.Stage is null ? "input" : $"h + {Literals.Int(source.Stage.ActivationOffset)}";
                writer.Line($"z = global::ReluGen.CompilerServices.NetworkMath.{sums.ScalarSum}(z, row.Slice({Literals.Int(column)}, {Literals.Int(source.Width)}), {values});");
                column += source.Width;
            }

            writer.Line("finite &= float.IsFinite(z);");
            if (stage.IsHidden)
            {
                string below = stage.Leaky is null ? "0f" : $"Weights.Slopes{Literals.Int(stage.Index)}[i] * z";
                writer.Line($"h[{Literals.Int(stage.ActivationOffset)} + i] = z > 0 ? z : {below};");
                writer.Line($"if (z > 0) pattern[({Literals.Int(stage.FirstBit)} + i) >> 6] |= 1UL << (({Literals.Int(stage.FirstBit)} + i) & 63);");
            }
            else
            {
                writer.Line($"output[i] = {sums.Output("z", "0f")};");
            }
        }

        writer.Line();
    }
}
