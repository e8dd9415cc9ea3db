using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>
/// One stage for one row at one vector width: a lane a neuron, 64 neurons at a time. Each accumulator starts from the bias and adds
/// products for ascending k, so a lane computes what a scalar loop would (canonical order C0).
/// </summary>
internal sealed class StageKernel(int width, bool masksAreLocal, CodeWriter writer)
{
    /// <summary>A dense source is written out, not looped over, up to this many multiplications of vectors.</summary>
    private const int MostUnrolled = 64;

    public void Emit(StagePlan stage)
    {
        bool single = stage.GroupCount == 1;
        if (masksAreLocal && single && stage.IsHidden)
        {
            writer.Line($"ulong {MaskName(stage)};");
        }

        using (writer.Open($"// {StageText.Describe(stage)}."))
        {
            writer.Line($"float* w = {Pointer("weights", stage.PackedOffset)};");
            writer.Line(stage.IsHidden ? $"float* z = {Pointer("h", stage.ActivationOffset)};" : "float* z = output;");
            if (stage.FullGroups > 1)
            {
                using (writer.Open($"for (nint group = 0; group < {Literals.Int(stage.FullGroups)}; group++)"))
                {
                    Group(stage, stage.FullGroup, "group", moves: true);
                }
            }
            else if (stage.FullGroups == 1)
            {
                using (writer.Open(null))
                {
                    Group(stage, stage.FullGroup, "0", moves: stage.LastGroup is not null);
                }
            }

            if (stage.LastGroup is { } last)
            {
                using (writer.Open(null))
                {
                    Group(stage, last, Literals.Int(stage.FullGroups), moves: false);
                }
            }
        }

        writer.Line();
    }

    /// <summary>Name of the mask of a stage of one group.</summary>
    private string MaskName(StagePlan stage) => "mask" + Literals.Int(stage.Index);

    /// <summary>Word <paramref name="group"/> of a stage's mask.</summary>
    public string Mask(StagePlan stage, string group) =>
        masksAreLocal && stage.GroupCount == 1 ? MaskName(stage)
        : int.TryParse(group, out int known) ? $"masks[{Literals.Int(stage.MaskOffset + known)}]"
        : $"masks[{Sum(stage.MaskOffset, group)}]";

    /// <summary>Computes a group; with <paramref name="moves"/>, leaves w and z at the next one.</summary>
    private void Group(StagePlan stage, GroupPlan group, string index, bool moves)
    {
        List<Lane> lanes = Lanes(group);
        if (group.Tail > 0 && group.Main > 0)
        {
            writer.Line($"float* t = w + {Literals.Int((long)stage.PackedRows * group.Main)};");
        }

        foreach (Lane lane in lanes)
        {
            writer.Line($"{lane.Type} {lane.Name} = {Load(group, lane, 0)};");
        }

        Advance(group, 1);
        foreach (SourcePlan source in stage.Sources)
        {
            Accumulate(source, group, lanes);
        }

        if (stage.IsHidden)
        {
            Activate(stage, group, lanes, index);
        }
        else
        {
            Store(stage, group, lanes);
        }

        if (stage.Leaky is not null && moves)
        {
            Advance(group, 1);
        }

        if (moves)
        {
            writer.Line($"z += {Literals.Int(group.Neurons)};");
        }
    }

    /// <summary>Adds one source, k ascending; of a ReLU stage only its active neurons, whose list is its mask.</summary>
    private void Accumulate(SourcePlan source, GroupPlan group, List<Lane> lanes)
    {
        if (source.SkipsInactive)
        {
            ActiveList(source, group, lanes);
        }
        else if (source.Width * lanes.Count <= MostUnrolled)
        {
            for (int k = 0; k < source.Width; k++)
            {
                using (writer.Open(null))
                {
                    Multiply(group, lanes, Value(source, Literals.Int(k)), k, null);
                }
            }

            Advance(group, source.Width);
        }
        else
        {
            using (writer.Open($"for (nint k = 0; k < {Literals.Int(source.Width)}; k++)"))
            {
                Multiply(group, lanes, Value(source, "k"), 0, null);
                Advance(group, 1);
            }
        }
    }

    private void ActiveList(SourcePlan source, GroupPlan group, List<Lane> lanes)
    {
        bool single = source.Stage!.GroupCount == 1;
        IDisposable? loop = single ? null : writer.Open($"for (nint word = 0; word < {Literals.Int(source.Stage.GroupCount)}; word++)");
        using (writer.Open($"for (ulong active = {Mask(source.Stage, single ? "0" : "word")}; active != 0; active &= active - 1)"))
        {
            writer.Line($"nint k = {(single ? "" : "word * 64 + ")}(nint)(uint)BitOperations.TrailingZeroCount(active);");
            Multiply(group, lanes, Value(source, "k"), 0, "k");
        }

        loop?.Dispose();
        Advance(group, source.Width);
    }

    /// <summary>Adds value times the row at <paramref name="row"/>, or at the row named by <paramref name="index"/>.</summary>
    private void Multiply(GroupPlan group, List<Lane> lanes, string value, int row, string? index)
    {
        int widest = lanes.Max(static lane => lane.Bits);
        writer.Line($"Vector{widest}<float> x = Vector{widest}.Create({value});");
        foreach (Lane lane in lanes)
        {
            string x = lane.Bits == widest ? "x" : lane.Bits * 2 == widest ? "x.GetLower()" : "x.GetLower().GetLower()";
            writer.Line($"{lane.Name} += {x} * {(index is null ? Load(group, lane, row) : LoadAt(group, lane, index))};");
        }
    }

    /// <summary>The comparison z &gt; 0 makes the bits, and its lanes the activations.</summary>
    private void Activate(StagePlan stage, GroupPlan group, List<Lane> lanes, string index)
    {
        var bits = new List<string>();
        foreach (Lane lane in lanes)
        {
            // The comparison is written where it is used: with 512 bits it is a mask register each time, and a variable would make it a vector.
            string positive = $"Vector{lane.Bits}.GreaterThan({lane.Name}, {lane.Type}.Zero)";
            string below = stage.Leaky is null ? $"{lane.Type}.Zero" : $"{lane.Name} * {Load(group, lane, 0)}";
            writer.Line($"*({lane.Type}*){At("z", lane.First)} = Vector{lane.Bits}.ConditionalSelect({positive}, {lane.Name}, {below});");
            bits.Add($"(ulong){positive}.ExtractMostSignificantBits()" + (lane.First == 0 ? "" : $" << {lane.First}"));
        }

        writer.Line($"{Mask(stage, index)} = {string.Join(" | ", bits)};");
    }

    /// <summary>Writes outputs: whole vectors at once, the neurons of a padded one by one.</summary>
    private void Store(StagePlan stage, GroupPlan group, List<Lane> lanes)
    {
        foreach (Lane lane in lanes)
        {
            int neurons = Math.Min(lane.Count, group.Neurons - lane.First);
            if (neurons == lane.Count)
            {
                writer.Line($"*({lane.Type}*){At("z", lane.First)} = {lane.Name};");
                continue;
            }

            for (int i = 0; i < neurons; i++)
            {
                writer.Line($"z[{Literals.Int(lane.First + i)}] = {lane.Name}.GetElement({Literals.Int(i)});");
            }
        }
    }

    /// <summary>The vectors of a group: the main part at this width, the tail at the widest that fits it.</summary>
    private List<Lane> Lanes(GroupPlan group)
    {
        var lanes = new List<Lane>();
        int used = group.Tail > 0 ? group.Main : group.Neurons;
        for (int first = 0; first < used; first += width / 32)
        {
            lanes.Add(new Lane("a" + Literals.Int(lanes.Count), first, width, "w", first));
        }

        int tail = Math.Min(width, group.Tail * 32);
        for (int first = 0; first < group.Tail; first += tail / 32)
        {
            lanes.Add(new Lane("t" + Literals.Int(first * 32 / tail), group.Main + first, tail, group.Main > 0 ? "t" : "w", first));
        }

        return lanes;
    }

    private void Advance(GroupPlan group, int rows)
    {
        int main = group.Main > 0 ? group.Main : group.Tail;
        writer.Line($"w += {Literals.Int((long)rows * main)};" + (group.Main > 0 && group.Tail > 0 ? $"\nt += {Literals.Int((long)rows * group.Tail)};" : ""));
    }

    private string Load(GroupPlan group, Lane lane, int row) =>
        $"*({lane.Type}*){At(lane.Pointer, row * Stride(group, lane) + lane.Offset)}";

    private string LoadAt(GroupPlan group, Lane lane, string index) =>
        $"*({lane.Type}*)({lane.Pointer} + {index} * {Literals.Int(Stride(group, lane))}{(lane.Offset == 0 ? "" : " + " + Literals.Int(lane.Offset))})";

    private static int Stride(GroupPlan group, Lane lane) => lane.Pointer == "t" || group.Main == 0 ? group.Tail : group.Main;

    private static string Value(SourcePlan source, string k)
    {
        int offset = source.Stage?.ActivationOffset ?? 0;
        string index = int.TryParse(k, out int known) ? Literals.Int(offset + known) : Sum(offset, k);
        return (source.Stage is null ? "input" : "h") + $"[{index}]";
    }

    private static string Pointer(string name, int offset) => offset == 0 ? name : name + " + " + Literals.Int(offset);

    private static string At(string pointer, int offset) => offset == 0 ? pointer : $"({Pointer(pointer, offset)})";

    private static string Sum(int offset, string index) => offset == 0 ? index : Literals.Int(offset) + " + " + index;

    /// <summary>An accumulator: a vector of neurons of a group.</summary>
    /// <param name="Name">Its variable.</param>
    /// <param name="First">Its first neuron.</param>
    /// <param name="Bits">Its width.</param>
    /// <param name="Pointer">The stream that its weights are in.</param>
    /// <param name="Offset">Its first column in a row of that stream.</param>
    private sealed record Lane(string Name, int First, int Bits, string Pointer, int Offset)
    {
        public string Type => $"Vector{Bits}<float>";

        public int Count => Bits / 32;
    }
}
