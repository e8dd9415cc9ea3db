using System.Collections.Generic;
using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>
/// A tile with a lane an output: a method a stage, some samples and some vectors of neurons at once. Every accumulator starts from the bias
/// and adds products for ascending k, as in <see cref="StageKernel"/>.
/// </summary>
internal sealed class OutputTile(NetworkPlan plan, BatchPlan batch, OutputTilePlan tile, CodeWriter writer)
{
    // Each sample has its accumulators: a0, a1, … of the first, b0, b1, … of the second.
    private const string Letters = "abcdefgh";

    private readonly MaskCode masks = new(plan, areLocal: false);
    private readonly SumCode sums = SumCode.Of(plan);
    private readonly string name = "Tile" + Literals.Int(batch.Width);

    public void Emit()
    {
        using (writer.Open($"// Up to {OutputTilePlan.Samples} samples, at least {OutputTilePlan.LeastSamples}, stage by stage: a row of h holds the activations of a stage for one of them.\n"
            + $"private static void {name}(float* input, float* output, Pattern* patterns, int rows)"))
        {
            writer.Line($"float* h = TileScratch.Memory;\nulong* masks = (ulong*)(h + {Literals.Int(tile.MaskOffset)});\nfloat* weights = Weights.Packed;\nfloat* room = h + {Literals.Int(tile.RoomOffset)};");
            foreach (StagePlan stage in plan.Stages)
            {
                writer.Line($"{name}Stage{Literals.Int(stage.Index)}(input, h, output, masks, weights, room, rows);");
            }

            writer.Line("if (patterns != null) JoinTile(masks, (ulong*)patterns, rows);");
        }

        writer.Line();
        foreach (StagePlan stage in plan.Stages)
        {
            using (writer.Open($"// {StageText.Describe(stage)}.\n[MethodImpl(MethodImplOptions.AggressiveOptimization)]\n"
                + $"private static void {name}Stage{Literals.Int(stage.Index)}(float* input, float* h, float* output, ulong* masks, float* weights, float* room, int rows)"))
            {
                Stage(stage);
            }

            writer.Line();
        }
    }

    /// <summary>What tiles of all widths share: the patterns, from the masks.</summary>
    public static void EmitJoin(NetworkPlan plan, CodeWriter writer)
    {
        using (writer.Open("private static void JoinTile(ulong* masks, ulong* pattern, int rows)"))
        {
            using (writer.Open($"for (int row = 0; row < rows; row++, masks += {Literals.Int(plan.MaskLength)}, pattern += {Literals.Int(plan.WordCount)})"))
            {
                new MaskCode(plan, areLocal: false).Join(writer);
            }
        }

        writer.Line();
    }

    private void Stage(StagePlan stage)
    {
        ColumnGroups columns = stage.Columns;
        writer.Line($"float* w = {PointerText.Sum("weights", stage.PackedOffset)};\nfloat* z = {(stage.IsHidden ? PointerText.Sum("h", tile.OffsetOf(stage)) : "output")};");
        bool mayList = OutputTilePlan.MayList(stage, batch.Width);
        if (mayList)
        {
            Listed(stage);
        }

        if (columns.FullGroups > 0)
        {
            FullGroups(stage, mayList ? "!few" : null);
        }

        if (columns.LastGroup is { } last)
        {
            using (writer.Open(null))
            {
                Group(stage, last, Literals.Int(columns.FullGroups));
            }
        }
    }

    /// <summary>The full groups from the values that are not 0, where those are few.</summary>
    private void Listed(StagePlan stage)
    {
        SourcePlan source = stage.Sources[0];
        int stride = StrideOf(source);
        writer.Line("// Where few values of what is read are not 0, only those.");
        writer.Line($"bool few = global::ReluGen.CompilerServices.TileLists.TryMake({StartOf(source)}, {Literals.Int(source.Width)}, {Literals.Int(stride)}, rows, room, out global::ReluGen.CompilerServices.TileLists lists);");
        using (writer.Open($"for (nint group = 0; few && group < {Literals.Int(stage.Columns.FullGroups)}; group++)"))
        {
            writer.Line($"lists.Group{Literals.Int(batch.Width)}{(plan.IsFused ? "Fused" : "")}(w, z, {Literals.Int(OutputTilePlan.StrideOf(stage))}, masks + {PointerText.Index(stage.MaskOffset, "group")}, {Literals.Int(plan.MaskLength)}, rows);");
            NextGroup(stage);
        }

        writer.Line();
    }

    /// <summary>The full groups from all values; where <paramref name="condition"/> is not null, if it holds.</summary>
    private void FullGroups(StagePlan stage, string? condition)
    {
        ColumnGroups columns = stage.Columns;
        bool loops = columns.FullGroups > 1 || condition is not null;
        using (writer.Open(loops ? $"for (nint group = 0; {(condition is null ? "" : condition + " && ")}group < {Literals.Int(columns.FullGroups)}; group++)" : null))
        {
            Group(stage, columns.FullGroup, loops ? "group" : "0");
            if (loops || columns.LastGroup is not null)
            {
                NextGroup(stage);
            }
        }
    }

    private void NextGroup(StagePlan stage) =>
        writer.Line($"w += {Literals.Int((long)stage.PackedRows * ColumnGroups.Size)};\nz += {Literals.Int(ColumnGroups.Size)};");

    private int StrideOf(SourcePlan source) => source.Stage is null ? plan.Network.InputCount : OutputTilePlan.StrideOf(source.Stage);

    private string StartOf(SourcePlan source) => source.Stage is null ? "input" : PointerText.Sum("h", tile.OffsetOf(source.Stage));

    /// <summary>Up to 64 neurons, as many vectors at once as there are registers for.</summary>
    private void Group(StagePlan stage, GroupPlan group, string index)
    {
        int atOnce = OutputTilePlan.VectorsAtOnce(batch.Width);
        List<Lane> lanes = Lane.Of(group, batch.Width);
        int equal = lanes.Count(lane => lane.Bits == batch.Width && lane.First + lane.Count <= group.Neurons && lane.Stride == lanes[0].Stride) / atOnce;
        if (equal > 0)
        {
            // Equal parts in a loop; a padded vector, of which not all is stored, is not among them.
            using (writer.Open(equal > 1 ? $"for (int part = 0; part < {Literals.Int(equal)}; part++)" : null))
            {
                int columns = atOnce * batch.Width / 32;
                Part(stage, group, lanes.Take(atOnce).ToList(), index, equal > 1 ? $"part * {Literals.Int(columns)}" : null);
            }
        }

        for (int first = equal * atOnce; first < lanes.Count; first += atOnce)
        {
            using (writer.Open(null))
            {
                Part(stage, group, lanes.Skip(first).Take(atOnce).ToList(), index, null);
            }
        }
    }

    /// <summary>Some vectors of neurons, all samples; <paramref name="column"/> is added to the first column where it is not null.</summary>
    private void Part(StagePlan stage, GroupPlan group, List<Lane> lanes, string index, string? column)
    {
        int samples = OutputTilePlan.SamplesAtOnce(lanes.Count);
        writer.Line($"// {samples} samples at once, {Literals.Int(lanes.Sum(static lane => lane.Count))} columns of neurons: biased sums, then the products, then {(stage.IsHidden ? "activations and masks" : "the outputs")}.");
        using (writer.Open($"for (int step = 0; step < rows; step += {samples})"))
        {
            // The last samples overlap the ones before: what is computed twice is the same.
            writer.Line($"nint s = global::System.Math.Min(step, rows - {samples});");
            Lane[] streams = lanes.GroupBy(static lane => lane.Pointer).Select(static stream => stream.First()).ToArray();
            foreach (Lane stream in streams)
            {
                bool tail = stream.Pointer == "t";
                string start = tail ? PointerText.Sum("w", (long)stage.PackedRows * group.Main) : "w";
                writer.Line($"float* {Moving(stream)} = {start}{(column is null ? "" : " + " + column)};");
            }

            for (int i = 0; i < lanes.Count; i++)
            {
                writer.Line($"{lanes[i].Type} a{i} = {Load(lanes[i])}, {string.Join(", ", Enumerable.Range(1, samples - 1).Select(s => $"{Letters[s]}{i} = a{i}"))};");
            }

            Advance(streams);
            foreach (SourcePlan source in stage.Sources)
            {
                Accumulate(source, samples, lanes, streams, source == stage.Sources[0]);
            }

            writer.Line($"float* to = z + s * {Literals.Int(stage.IsHidden ? OutputTilePlan.StrideOf(stage) : plan.Network.OutputCount)}{(column is null ? "" : " + " + column)};");
            if (stage.IsHidden)
            {
                Activate(stage, samples, lanes, index, column);
            }
            else
            {
                Store(stage, samples, group, lanes);
            }
        }
    }

    private void Accumulate(SourcePlan source, int samples, List<Lane> lanes, Lane[] streams, bool isFirst)
    {
        int stride = StrideOf(source);
        writer.Line($"{(isFirst ? "float* " : "")}x = {StartOf(source)} + s * {Literals.Int(stride)};");
        using (writer.Open($"for (int k = 0; k < {Literals.Int(source.Width)}; k++)"))
        {
            for (int i = 0; i < lanes.Count; i++)
            {
                writer.Line($"{lanes[i].Type} w{i} = {Load(lanes[i])};");
            }

            int widest = lanes.Max(static lane => lane.Bits);
            for (int s = 0; s < samples; s++)
            {
                writer.Line($"Vector{widest}<float> x{s} = Vector{widest}.Create(x[{Literals.Int(s * stride)}]);");
                writer.Line(string.Join(" ", lanes.Select((lane, i) => sums.Add($"{Letters[s]}{i}", lane.Narrow("x" + s, widest), $"w{i}", lane.Bits))));
            }

            writer.Line("x++;");
            Advance(streams);
        }
    }

    /// <summary>The comparison z &gt; 0 makes the bits, and its lanes the activations.</summary>
    private void Activate(StagePlan stage, int samples, List<Lane> lanes, string index, string? column)
    {
        int stride = OutputTilePlan.StrideOf(stage);
        writer.Line($"ulong* mask = masks + s * {Literals.Int(plan.MaskLength)} + {PointerText.Index(stage.MaskOffset, index)};");
        bool starts = column is null && lanes[0].First == 0;
        if (column is not null)
        {
            writer.Line($"if (part == 0) {string.Join(" = ", Enumerable.Range(0, samples).Select(s => $"mask[{Literals.Int(s * plan.MaskLength)}]"))} = 0;");
        }

        for (int s = 0; s < samples; s++)
        {
            var bits = new List<string>();
            for (int i = 0; i < lanes.Count; i++)
            {
                Lane lane = lanes[i];
                string sum = Letters[s] + Literals.Int(i), positive = $"Vector{lane.Bits}.GreaterThan({sum}, {lane.Type}.Zero)";
                string below = stage.Leaky is null ? $"{lane.Type}.Zero" : $"{sum} * {Load(lane)}";
                writer.Line($"*({lane.Type}*){PointerText.At("to", s * stride + lane.First)} = Vector{lane.Bits}.ConditionalSelect({positive}, {sum}, {below});");
                bits.Add($"(ulong){positive}.ExtractMostSignificantBits()" + (lane.First == 0 ? "" : $" << {lane.First}"));
            }

            string word = string.Join(" | ", bits);
            writer.Line($"mask[{Literals.Int(s * plan.MaskLength)}] {(starts ? "=" : "|=")} {(column is null ? word : $"({word}) << ({column})")};");
        }
    }

    /// <summary>Writes outputs: whole vectors at once, the neurons of a padded one by one.</summary>
    private void Store(StagePlan stage, int samples, GroupPlan group, List<Lane> lanes)
    {
        for (int s = 0; s < samples; s++)
        {
            for (int i = 0; i < lanes.Count; i++)
            {
                Lane lane = lanes[i];
                string sum = Letters[s] + Literals.Int(i);
                int at = s * stage.Neurons + lane.First, neurons = group.Neurons - lane.First;
                writer.Line(neurons >= lane.Count
                    ? $"*({lane.Type}*){PointerText.At("to", at)} = {sums.Output(sum, lane.Type + ".Zero")};"
                    : string.Join(" ", Enumerable.Range(0, neurons).Select(n => $"to[{Literals.Int(at + n)}] = {sums.Output($"{sum}.GetElement({Literals.Int(n)})", "0f")};")));
            }
        }
    }

    private void Advance(Lane[] streams) => writer.Line(string.Join(" ", streams.Select(static stream => $"{Moving(stream)} += {Literals.Int(stream.Stride)};")));

    /// <summary>The pointer that goes through a stream's rows.</summary>
    private static string Moving(Lane lane) => lane.Pointer == "t" ? "q" : "p";

    private static string Load(Lane lane) => (lane with { Pointer = Moving(lane) }).Load(0);
}
