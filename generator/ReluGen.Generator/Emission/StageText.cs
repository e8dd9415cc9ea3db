using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>Names stages in the comments of generated code.</summary>
internal static class StageText
{
    /// <summary>What a stage is, in words.</summary>
    public static string Describe(StagePlan stage)
    {
        string sources = stage.Sources.Count == 0 ? "nothing" : "";
        foreach (SourcePlan source in stage.Sources)
        {
            sources += (sources.Length > 0 ? " and " : "") + (source.Source == 0 ? "the input" : "stage " + Literals.Int(source.Source)) + " (" + Literals.Int(source.Width) + ")";
        }

        string kind = !stage.IsHidden ? "Output: " : "Stage " + Literals.Int(stage.Index) + ": ";
        string units = !stage.IsHidden ? " affine" : stage.Leaky is null ? " ReLU" : " leaky ReLU";
        return kind + Literals.Int(stage.Neurons) + units + (stage.Neurons == 1 ? " neuron reads " : " neurons read ") + sources;
    }
}
