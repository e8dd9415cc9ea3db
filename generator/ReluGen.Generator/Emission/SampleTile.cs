using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>A tile with a lane a sample: a method a stage, with blocks of neurons, or neuron by neuron where most weights are 0.</summary>
internal sealed class SampleTile(BatchPlan batch, SumCode sums, CodeWriter writer)
{
    // Each vector of samples has its accumulators: a0, a1, … of the first, b0, b1, … of the second.
    private const string Letters = "abcd";

    private readonly string vector = $"Vector{batch.Width}<float>";

    public static void Emit(NetworkPlan plan, BatchPlan batch, CodeWriter writer)
    {
        var tile = new SampleTile(batch, SumCode.Of(plan), writer);
        string stages = $"Tile{batch.Width}Stage";
        using (writer.Open($"// Up to {batch.Samples} samples: a row of h holds one input or neuron of all of them.\n[MethodImpl(MethodImplOptions.AggressiveOptimization)]\n"
            + $"private static void Tile{batch.Width}(float* input, float* output, Pattern* patterns, int rows)"))
        {
            Begin(plan, batch, writer);
            writer.Line($"float* weights = {TileWeightsEmitter.Name(batch)}.Packed;");
            foreach (StagePlan stage in plan.Stages)
            {
                writer.Line($"{stages}{Literals.Int(stage.Index)}(h, y, bits, weights);");
            }

            End(plan, batch, writer);
        }

        writer.Line();
        foreach (TileStage stage in batch.Stages)
        {
            using (writer.Open($"// {StageText.Describe(stage.Stage)}.\n[MethodImpl(MethodImplOptions.AggressiveOptimization)]\n"
                + $"private static void {stages}{Literals.Int(stage.Stage.Index)}(float* h, float* y, ushort* bits, float* weights)"))
            {
                if (stage.IsSparse)
                {
                    tile.Sparse(stage);
                }
                else
                {
                    tile.Blocks(stage);
                }
            }

            writer.Line();
        }
    }

    /// <summary>Scratch, and the inputs with a lane a sample.</summary>
    public static void Begin(NetworkPlan plan, BatchPlan batch, CodeWriter writer)
    {
        writer.Line("float* h = TileScratch.Memory;");
        writer.Line($"float* y = h + {Literals.Int(batch.Rows * batch.Samples)};");
        writer.Line($"ushort* bits = (ushort*)(y + {Literals.Int(plan.Network.OutputCount * batch.Samples)});");
        writer.Line($"global::ReluGen.CompilerServices.Tiles.Transpose(input, InputCount, rows, {batch.Samples}, h);");
    }

    /// <summary>Outputs and patterns, row by row.</summary>
    public static void End(NetworkPlan plan, BatchPlan batch, CodeWriter writer)
    {
        writer.Line($"global::ReluGen.CompilerServices.Tiles.TransposeBack(y, OutputCount, rows, {batch.Samples}, output);");
        if (plan.WordCount > 0)
        {
            writer.Line($"if (patterns != null) global::ReluGen.CompilerServices.Tiles.Patterns(bits, {Literals.Int(batch.MaskStride)}, {batch.Lanes}, {Literals.Int(plan.Network.HiddenNeuronCount)}, (ulong*)patterns, rows);");
        }
    }

    /// <summary>Blocks of neurons, one after another; w, z and bit stand at the weights, samples and masks of each.</summary>
    private void Blocks(TileStage tile)
    {
        StagePlan stage = tile.Stage;
        Start(tile);
        foreach (BlockRun run in tile.Blocks)
        {
            writer.Line($"// Blocks of {Literals.Int(run.Size)} neurons: a biased sum for each and each of {batch.Vectors} vectors of samples, then the products, activations and marks.");
            using (writer.Open($"for (int block = 0; block < {Literals.Int(run.Count)}; block++)"))
            {
                Block(stage, run.Size);
            }
        }
    }

    private void Start(TileStage tile)
    {
        StagePlan stage = tile.Stage;
        long row = (long)(stage.IsHidden ? batch.RowOf(stage) : 0) * batch.Samples;
        writer.Line($"float* w = {PointerText.Sum("weights", tile.Offset)};\nfloat* z = {PointerText.Sum(stage.IsHidden ? "h" : "y", row)};");
        if (stage.IsHidden)
        {
            writer.Line($"ushort* bit = {PointerText.Sum("bits", stage.FirstBit)};");
        }
    }

    /// <summary>Some neurons, all samples.</summary>
    private void Block(StagePlan stage, int size)
    {
        for (int i = 0; i < size; i++)
        {
            writer.Line($"{vector} a{i} = Vector{batch.Width}.Create(w[{i}]), {string.Join(", ", Others(i).Select(name => $"{name} = a{i}"))};");
        }

        foreach (SourcePlan source in stage.Sources)
        {
            writer.Line($"{(source == stage.Sources[0] ? "float* " : "")}x = h + {Literals.Int(batch.RowOf(source) * batch.Samples)};");
            using (writer.Open($"for (int k = 0; k < {Literals.Int(source.Width)}; k++)"))
            {
                writer.Line($"w += {Literals.Int(size)};");
                writer.Line($"{vector} {string.Join(", ", Enumerable.Range(0, batch.Vectors).Select(v => $"x{v} = *({vector}*){PointerText.At("x", v * batch.Lanes)}"))};");
                for (int i = 0; i < size; i++)
                {
                    writer.Line($"{vector} w{i} = Vector{batch.Width}.Create(w[{i}]);");
                    writer.Line(string.Join(" ", Enumerable.Range(0, batch.Vectors).Select(v => sums.Add($"{Letters[v]}{i}", $"x{v}", $"w{i}", batch.Width))));
                }

                writer.Line($"x += {batch.Samples};");
            }
        }

        if (stage.Leaky is not null)
        {
            writer.Line($"w += {Literals.Int(size)};");
        }

        for (int i = 0; i < size; i++)
        {
            Finish(stage, i, $"w[{i}]");
        }

        Next(stage, size, size);
    }

    private void Next(StagePlan stage, int neurons, int numbers) =>
        writer.Line((numbers == 0 ? "" : $"w += {Literals.Int(numbers)};\n") + $"z += {Literals.Int(neurons * batch.Samples)};" + (stage.IsHidden ? $"\nbit += {Literals.Int(neurons)};" : ""));

    /// <summary>Neuron by neuron, each weight with the row of samples that it multiplies.</summary>
    private void Sparse(TileStage sparse)
    {
        StagePlan stage = sparse.Stage;
        writer.Line($"// Of its weights {Literals.Int(stage.NonZeros)} of {Literals.Int((long)stage.Neurons * stage.Stage.FanIn)} are not 0: a neuron is a length and its bias, then rows of h and weights in turn.");
        Start(sparse);
        using (writer.Open($"for (nint neuron = 0; neuron < {Literals.Int(stage.Neurons)}; neuron++)"))
        {
            writer.Line("float* end = w + *(int*)w;");
            writer.Line($"{vector} a0 = Vector{batch.Width}.Create(w[1]), {string.Join(", ", Others(0).Select(static name => $"{name} = a0"))};");
            using (writer.Open("for (w += 2; w < end; w += 2)"))
            {
                writer.Line($"float* x = h + (nint)(*(uint*)w) * {batch.Samples};");
                writer.Line($"{vector} w0 = Vector{batch.Width}.Create(w[1]);");
                for (int v = 0; v < batch.Vectors; v++)
                {
                    writer.Line(sums.Add($"{Letters[v]}0", $"*({vector}*){PointerText.At("x", v * batch.Lanes)}", "w0", batch.Width));
                }
            }

            Finish(stage, 0, "w[1]");
            Next(stage, 1, stage.Leaky is null ? 0 : 2);
        }
    }

    private IEnumerable<string> Others(int neuron) => Enumerable.Range(1, batch.Vectors - 1).Select(v => Letters[v] + Literals.Int(neuron));

    /// <summary>The comparison z &gt; 0 makes the mask, and its lanes the activations.</summary>
    private void Finish(StagePlan stage, int neuron, string slope)
    {
        for (int v = 0; v < batch.Vectors; v++)
        {
            string name = Letters[v] + Literals.Int(neuron);
            string target = $"*({vector}*){PointerText.At("z", neuron * batch.Samples + v * batch.Lanes)}";
            if (!stage.IsHidden)
            {
                writer.Line($"{target} = {sums.Output(name, vector + ".Zero")};");
                continue;
            }

            string positive = $"Vector{batch.Width}.GreaterThan({name}, {vector}.Zero)";
            string below = stage.Leaky is null ? $"{vector}.Zero" : $"{name} * Vector{batch.Width}.Create({slope})";
            writer.Line($"{target} = Vector{batch.Width}.ConditionalSelect({positive}, {name}, {below});");
            writer.Line($"bit[{Literals.Int(v * batch.MaskStride + neuron)}] = (ushort){positive}.ExtractMostSignificantBits();");
        }
    }
}
