using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>
/// What is known of all pre-activations beside their bits: their affine forms where a pattern holds, and bounds on their rounding errors at
/// an input. Each is a call of the runtime library for each source of each stage.
/// </summary>
internal static class BoundaryEmitter
{
    private const string Services = "global::ReluGen.CompilerServices.";

    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        Boundaries(plan, writer);
        ErrorBounds(plan, writer);
    }

    private static void Boundaries(NetworkPlan plan, CodeWriter writer)
    {
        using (writer.Open("/// <inheritdoc/>\npublic static void BoundariesOf(in Pattern pattern, Span<double> normals, Span<double> offsets)"))
        {
            writer.Line("if (normals.Length < (long)HiddenNeuronCount * InputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(normals), HiddenNeuronCount * InputCount, normals.Length);");
            writer.Line("if (offsets.Length < HiddenNeuronCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(offsets), HiddenNeuronCount, offsets.Length);");
            writer.Line("Pattern copy = pattern;");
            writer.Line($"var forms = new {Services}BoundaryForms((ulong*)&copy, InputCount, normals, offsets{LayoutEmitter.Places(plan)});");
            foreach (StagePlan stage in plan.Stages.Where(static stage => stage.IsHidden))
            {
                Stage(stage, stage.FirstBit, "forms", writer);
            }

            LayoutEmitter.EmitExpansion(plan, "forms", writer);
        }

        writer.Line();
    }

    private static void ErrorBounds(NetworkPlan plan, CodeWriter writer)
    {
        using (writer.Open("/// <inheritdoc/>\npublic static void ErrorBoundsOf(ReadOnlySpan<float> input, Span<double> values, Span<double> errors)"))
        {
            writer.Line("if (input.Length < InputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(input), InputCount, input.Length);");
            writer.Line("if (values.Length < HiddenNeuronCount + OutputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(values), HiddenNeuronCount + OutputCount, values.Length);");
            writer.Line("if (errors.Length < HiddenNeuronCount + OutputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(errors), HiddenNeuronCount + OutputCount, errors.Length);");
            writer.Line($"var bounds = new {Services}ForwardErrors(input.Slice(0, InputCount), values, errors{LayoutEmitter.Places(plan)});");
            foreach (StagePlan stage in plan.Stages)
            {
                Stage(stage, stage.IsHidden ? stage.FirstBit : plan.PatternBitCount, "bounds", writer);
                writer.Line("bounds.End();");
            }

            LayoutEmitter.EmitExpansion(plan, "bounds", writer);
        }

        writer.Line();
    }

    private static void Stage(StagePlan stage, int first, string target, CodeWriter writer)
    {
        writer.Line($"\n// {StageText.Describe(stage)}.");
        writer.Line($"{target}.Begin(Weights.Data.Slice({Literals.Int(stage.DataOffset)}, {Literals.Int((long)stage.Neurons * stage.RowLength)}), {Literals.Int(first)}, {Literals.Int(stage.Neurons)});");
        int column = 1;
        foreach (SourcePlan source in stage.Sources)
        {
            string from = $"{Literals.Int(column)}, {Literals.Int(source.Width)}";
            writer.Line(source.Stage is null
                ? $"{target}.AddInput({Literals.Int(column)});"
                : $"{target}.AddStage({from}, {Literals.Int(source.Stage.FirstBit)}, {(source.Stage.Leaky is null ? "default" : "Weights.Slopes" + Literals.Int(source.Stage.Index))});");
            column += source.Width;
        }
    }
}
