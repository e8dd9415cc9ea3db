using System.Linq;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The weights as static data, and their copy in the layout that the kernels read.</summary>
internal static class WeightsEmitter
{
    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        using (writer.Open("// The weights as the kernels read them: packed once, at first use, into memory aligned to 64 bytes.\nprivate static class Weights"))
        {
            writer.Line("internal static readonly float* Packed = Pack();\n");
            using (writer.Open("private static float* Pack()"))
            {
                writer.Line($"float* packed = global::ReluGen.CompilerServices.WeightStore.Allocate({Literals.Int(plan.PackedLength)});");
                foreach (StagePlan stage in plan.Stages)
                {
                    string data = $"Data.Slice({Literals.Int(stage.DataOffset)}, {Literals.Int((long)stage.Neurons * stage.RowLength)})";
                    string slopes = stage.Leaky is null ? "default" : "Slopes" + Literals.Int(stage.Index);
                    writer.Line($"global::ReluGen.CompilerServices.WeightStore.Pack({data}, {slopes}, {Literals.Int(stage.Neurons)}, packed + {Literals.Int(stage.PackedOffset)});");
                }

                writer.Line("return packed;");
            }

            writer.Line();
            Data(plan, writer);
        }
    }

    private static void Data(NetworkPlan plan, CodeWriter writer)
    {
        foreach (StagePlan stage in plan.Stages.Where(static stage => stage.Leaky is not null))
        {
            DataEmitter.Singles("Slopes" + Literals.Int(stage.Index), stage.Leaky!.Slopes.ToArray(), writer);
        }

        switch (plan.Weights.Form)
        {
            case WeightForm.Decimals:
                Decimals(plan, writer);
                break;
            case WeightForm.Words:
                DataEmitter.Singles("Data", plan.Stages.SelectMany(static stage => Enumerable.Range(0, stage.Neurons).SelectMany(i => Row(stage.Stage, i))).ToList(), writer);
                break;
            default:
                Resource(plan, writer);
                break;
        }
    }

    /// <summary>A line a neuron: bias, then weights.</summary>
    private static void Decimals(NetworkPlan plan, CodeWriter writer)
    {
        using (writer.Open("// Neuron by neuron: the bias, then the weights.\ninternal static ReadOnlySpan<float> Data => new float[]", "};"))
        {
            foreach (StagePlan stage in plan.Stages)
            {
                writer.Line($"// {StageText.Describe(stage)}.");
                for (int i = 0; i < stage.Neurons; i++)
                {
                    writer.Line(string.Join(", ", Row(stage.Stage, i).Select(Literals.Single)) + ",");
                }
            }
        }
    }

    /// <summary>In the memory of the assembly; a class of its own, so that they are found at first use.</summary>
    private static void Resource(NetworkPlan plan, CodeWriter writer)
    {
        string count = Literals.Int(plan.DataLength);
        writer.Line("// A resource that the build embeds. Neuron by neuron: the bias, then the weights.");
        writer.Line($"internal static ReadOnlySpan<float> Data => new ReadOnlySpan<float>(Resource.Numbers, {count});\n");
        using (writer.Open("private static class Resource"))
        {
            writer.Line("internal static readonly float* Numbers = global::ReluGen.CompilerServices.WeightResource.Open(");
            writer.Line($"    typeof(Resource).Assembly, {Literals.Text(plan.Weights.Resource!)}, {Literals.Text(WeightsFile.HeaderOf(plan.Network))}, {count});");
        }
    }

    private static float[] Row(AffineStage stage, int neuron)
    {
        var row = new float[1 + stage.FanIn];
        stage.CopyRowTo(neuron, row);
        return row;
    }
}
