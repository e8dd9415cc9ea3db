using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>A tile with a lane a sample for the tiniest networks: one vector of samples, the whole network without a loop, an expression a neuron.</summary>
internal static class RegisterTile
{
    public static void Emit(NetworkPlan plan, BatchPlan batch, CodeWriter writer)
    {
        string vector = $"Vector{batch.Width}<float>";
        SumCode sums = SumCode.Of(plan);
        using (writer.Open($"// Up to {batch.Samples} samples, a lane each. Every neuron is its bias plus its products in ascending order.\n[MethodImpl(MethodImplOptions.AggressiveOptimization)]\n"
            + $"private static void Tile{batch.Width}(float* input, float* output, Pattern* patterns, int rows)"))
        {
            SampleTile.Begin(plan, batch, writer);
            writer.Line($"float* w = {TileWeightsEmitter.Name(batch)}.Packed;");
            for (int k = 0; k < plan.Network.InputCount; k++)
            {
                writer.Line($"{vector} {Name(null, k)} = *({vector}*){PointerText.At("h", k * batch.Samples)};");
            }

            foreach (TileStage tile in batch.Stages)
            {
                writer.Line($"\n// {StageText.Describe(tile.Stage)}.");
                for (int i = 0; i < tile.Stage.Neurons; i++)
                {
                    Neuron(tile.Stage, i, tile.Offset + i, tile.Stage.Neurons, batch, vector, sums, writer);
                }
            }

            writer.Line();
            SampleTile.End(plan, batch, writer);
        }

        writer.Line();
    }

    private static void Neuron(StagePlan stage, int neuron, int packed, int stride, BatchPlan batch, string vector, SumCode sums, CodeWriter writer)
    {
        string Weight(int row) => $"Vector{batch.Width}.Create(w[{Literals.Int(packed + row * stride)}])";

        int row = 0;
        string sum = Weight(row);
        foreach (SourcePlan source in stage.Sources)
        {
            for (int k = 0; k < source.Width; k++)
            {
                sum = sums.Plus(sum, Name(source.Stage, k), Weight(++row), batch.Width);
            }
        }

        string name = Name(stage, neuron);
        writer.Line($"{vector} {name} = {sum};");
        if (!stage.IsHidden)
        {
            writer.Line($"*({vector}*){PointerText.At("y", neuron * batch.Samples)} = {sums.Output(name, vector + ".Zero")};");
            return;
        }

        string positive = $"Vector{batch.Width}.GreaterThan({name}, {vector}.Zero)";
        string below = stage.Leaky is null ? $"{vector}.Zero" : $"{name} * {Weight(row + 1)}";
        writer.Line($"bits[{Literals.Int(stage.FirstBit + neuron)}] = (ushort){positive}.ExtractMostSignificantBits();");
        writer.Line($"{name} = Vector{batch.Width}.ConditionalSelect({positive}, {name}, {below});");
    }

    /// <summary>The variable of an input or of a neuron.</summary>
    private static string Name(StagePlan? stage, int index) =>
        stage is null ? "x" + Literals.Int(index) : (stage.IsHidden ? "s" + Literals.Int(stage.Index) + "n" : "out") + Literals.Int(index);
}
