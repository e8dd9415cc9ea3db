using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The forward pass of a batch: tiles of samples, each with the same order of operations as a single row.</summary>
internal static class BatchEmitter
{
    public static void Emit(NetworkPlan plan, CodeWriter writer)
    {
        Batch(writer);
        Sizes(plan, writer);
        using (writer.Open("private static void ForwardTile(float* input, float* output, Pattern* patterns, int rows)"))
        {
            writer.Line("if (Vector512.IsHardwareAccelerated) Tile512(input, output, patterns, rows);");
            writer.Line("else if (Vector256.IsHardwareAccelerated) Tile256(input, output, patterns, rows);");
            writer.Line("else Tile128(input, output, patterns, rows);");
            LayoutEmitter.EmitTile(plan, writer);
        }

        writer.Line();
        Scratch(plan, writer);
        foreach (BatchPlan batch in plan.Batch)
        {
            if (batch.Outputs is { } tile)
            {
                new OutputTile(plan, batch, tile, writer).Emit();
            }
            else if (batch.Shape == BatchShape.Registers)
            {
                RegisterTile.Emit(plan, batch, writer);
            }
            else
            {
                SampleTile.Emit(plan, batch, writer);
            }
        }

        TileWeightsEmitter.Emit(plan.Batch, writer);
        if (plan.Batch[0].Outputs is not null)
        {
            OutputTile.EmitJoin(plan, writer);
        }
    }

    private static void Batch(CodeWriter writer)
    {
        using (writer.Open("/// <inheritdoc/>\npublic static void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, Span<Pattern> patterns)"))
        {
            writer.Line("int rows = RowsOf(inputs, outputs, patterns);");
            writer.Line("fixed (float* x = inputs)\nfixed (float* y = outputs)\nfixed (Pattern* p = patterns)");
            using (writer.Open(null))
            {
                writer.Line("ForwardPart(x, y, p, 0, rows);");
            }
        }

        writer.Line();
        using (writer.Open("/// <inheritdoc/>\npublic static void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, Span<Pattern> patterns, int threads)"))
        {
            writer.Line("int rows = RowsOf(inputs, outputs, patterns);");
            writer.Line("fixed (float* x = inputs)\nfixed (float* y = outputs)\nfixed (Pattern* p = patterns)");
            using (writer.Open(null))
            {
                writer.Line("global::ReluGen.CompilerServices.ParallelRows.Run(rows, TileSamples, threads, &ForwardPart, x, y, p);");
            }
        }

        writer.Line();
        using (writer.Open("private static int RowsOf(ReadOnlySpan<float> inputs, Span<float> outputs, Span<Pattern> patterns)"))
        {
            writer.Line("int rows = inputs.Length / InputCount;");
            writer.Line("if (inputs.Length != rows * InputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowRows(nameof(inputs), inputs.Length, InputCount);");
            writer.Line("if (outputs.Length != (long)rows * OutputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowRows(nameof(outputs), outputs.Length, OutputCount);");
            writer.Line("if (!patterns.IsEmpty && patterns.Length != rows) global::ReluGen.CompilerServices.NetworkMath.ThrowRows(nameof(patterns), patterns.Length, 1);");
            writer.Line("return rows;");
        }

        writer.Line();
        Part(writer);
    }

    private static void Part(CodeWriter writer)
    {
        using (writer.Open("// Rows first to end - 1: tiles, and what no tile fits one by one.\nprivate static void ForwardPart(float* inputs, float* outputs, void* patterns, int first, int end)"))
        {
            writer.Line("Pattern* p = (Pattern*)patterns;");
            using (writer.Open("for (int row = first, tile; row < end; row += tile)"))
            {
                writer.Line("float* tileInput = inputs + (nint)row * InputCount;");
                writer.Line("tile = global::System.Math.Min(TileSamples, end - row);");
                writer.Line("bool asTile = tile >= LeastTileRows && global::ReluGen.CompilerServices.NetworkMath.AllWithin(tileInput, tile * InputCount, InputLimit);");
                writer.Line("if (asTile) ForwardTile(tileInput, outputs + (nint)row * OutputCount, p == null ? null : p + row, tile);");
                writer.Line("else ForwardRows(inputs, outputs, p, row, row + tile);");
            }
        }

        writer.Line();
        using (writer.Open("// Rows first to end - 1, one by one.\nprivate static void ForwardRows(float* inputs, float* outputs, Pattern* patterns, int first, int end)"))
        {
            writer.Line("Pattern dropped;");
            using (writer.Open("for (nint row = first; row < end; row++)"))
            {
                writer.Line("Pattern* pattern = patterns == null ? &dropped : patterns + row;");
                writer.Line("*pattern = default;");
                writer.Line("ForwardRow(inputs + row * InputCount, outputs + row * OutputCount, (ulong*)pattern);");
            }
        }

        writer.Line();
    }

    private static void Sizes(NetworkPlan plan, CodeWriter writer)
    {
        foreach (BatchPlan batch in plan.Batch)
        {
            writer.Line($"private const int Tile{batch.Width}Samples = {Literals.Int(batch.Samples)};");
        }

        const string choice = "Vector512.IsHardwareAccelerated ? {0} : Vector256.IsHardwareAccelerated ? {1} : {2}";
        writer.Line("\n// Samples of a tile at the width of this processor.");
        writer.Line($"private static int TileSamples => {string.Format(choice, [.. plan.Batch.Select(static batch => $"Tile{batch.Width}Samples")])};\n");
        writer.Line("// Fewer rows than this are faster one by one.");
        writer.Line($"private static int LeastTileRows => {string.Format(choice, [.. plan.Batch.Select(static batch => Literals.Int(batch.LeastRows))])};\n");
    }

    private static void Scratch(NetworkPlan plan, CodeWriter writer)
    {
        string length = Literals.Int(plan.Batch.Max(static batch => batch.ScratchFloats) + 16)
            + (plan.Batch[0].Outputs is { ListedWidth: > 0 and var width } ? $" + global::ReluGen.CompilerServices.TileLists.FloatsFor({Literals.Int(width)}, {OutputTilePlan.Samples})" : "");
        using (writer.Open("// The activations of a tile: one block a thread, allocated at its first batch and freed with the thread.\nprivate static class TileScratch"))
        {
            writer.Line("[ThreadStatic] private static float[] room;\n");
            writer.Line($"internal static float* Memory => (float*)(((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(room ??= GC.AllocateUninitializedArray<float>({length}, pinned: true))) + 63) & ~(nuint)63);");
        }

        writer.Line();
    }
}
