using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The affine forms of all pre-activations of a pattern: a call of the runtime library for each source of each stage.</summary>
internal static class BoundaryEmitter
{
    private const string Forms = "global::ReluGen.CompilerServices.BoundaryForms";

    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        using (writer.Open("/// <inheritdoc/>\npublic static void BoundariesOf(in Pattern pattern, Span<double> normals, Span<double> offsets)"))
        {
            writer.Line("if (normals.Length < (long)HiddenNeuronCount * InputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(normals), HiddenNeuronCount * InputCount, normals.Length);");
            writer.Line("if (offsets.Length < HiddenNeuronCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(offsets), HiddenNeuronCount, offsets.Length);");
            writer.Line("Pattern copy = pattern;");
            writer.Line($"var forms = new {Forms}((ulong*)&copy, InputCount, normals, offsets);");
            foreach (StagePlan stage in plan.Stages.Where(static stage => stage.IsHidden))
            {
                Stage(stage, writer);
            }
        }

        writer.Line();
    }

    private static void Stage(StagePlan stage, CodeWriter writer)
    {
        string neurons = Literals.Int(stage.Neurons);
        writer.Line($"\n// {StageText.Describe(stage)}.");
        writer.Line($"forms.Begin(Weights.Data.Slice({Literals.Int(stage.DataOffset)}, {Literals.Int((long)stage.Neurons * stage.RowLength)}), {Literals.Int(stage.FirstBit)}, {neurons});");
        int column = 1;
        foreach (SourcePlan source in stage.Sources)
        {
            string from = $"{Literals.Int(column)}, {Literals.Int(source.Width)}";
            writer.Line(source.Stage is null
                ? $"forms.AddInput({Literals.Int(column)});"
                : $"forms.AddStage({from}, {Literals.Int(source.Stage.FirstBit)}, {(source.Stage.Leaky is null ? "default" : "Weights.Slopes" + Literals.Int(source.Stage.Index))});");
            column += source.Width;
        }
    }
}
