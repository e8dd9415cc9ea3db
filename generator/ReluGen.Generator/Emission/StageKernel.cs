using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>
/// One stage for one row at one vector width: a lane a neuron, in passes over groups of 64 neurons. Each accumulator starts from the bias and adds
/// products for ascending k, so a lane computes what a scalar loop would (order C0, or C1 where sums are fused).
/// </summary>
internal sealed class StageKernel(int width, MaskCode masks, SumCode sums, CodeWriter writer)
{
    public void Emit(StagePlan stage)
    {
        ColumnGroups columns = stage.Columns;
        if (stage.IsHidden && masks.IsLocal(stage))
        {
            writer.Line($"ulong {MaskCode.Name(stage)};");
        }

        using (writer.Open($"// {StageText.Describe(stage)}."))
        {
            writer.Line($"float* w = {PointerText.Sum("weights", stage.PackedOffset)};");
            writer.Line(stage.IsHidden ? $"float* z = {PointerText.Sum("h", stage.ActivationOffset)};" : "float* z = output;");
            int first = 0;
            foreach (RowPass pass in RowPass.Of(columns, width))
            {
                int after = first + pass.Count * pass.Groups;
                using (writer.Open(pass.Count > 1 ? $"for (nint pass = 0; pass < {Literals.Int(pass.Count)}; pass++)" : null))
                {
                    Groups(stage, pass, first, moves: pass.Count > 1 || after < columns.GroupCount);
                }

                first = after;
            }

            if (columns.LastGroup is { } last)
            {
                using (writer.Open(null))
                {
                    Group(stage, last, Literals.Int(columns.FullGroups));
                }
            }
        }

        writer.Line();
    }

    /// <summary>Computes full groups from the <paramref name="first"/> on; if it <paramref name="moves"/>, leaves w and z at the next ones.</summary>
    private void Groups(StagePlan stage, RowPass pass, int first, bool moves)
    {
        GroupPlan group = stage.Columns.FullGroup;
        int stride = stage.PackedRows * ColumnGroups.Size;
        List<Lane> lanes = Enumerable.Range(0, pass.Groups).SelectMany(i => Lane.Of(group, width, i, stride)).ToList();
        int neurons = pass.Groups * ColumnGroups.Size;
        writer.Line(pass.Count > 1 ? $"// {Literals.Int(neurons)} neurons a pass: sums start from the biases." : $"// Neurons {Literals.Int(first * ColumnGroups.Size)} to {Literals.Int(first * ColumnGroups.Size + neurons - 1)}: sums start from the biases.");
        Sums(stage, group, lanes);
        Finish(stage, group, lanes, i => pass.Count == 1 ? Literals.Int(first + i) : PointerText.Index(first + i, pass.Groups == 1 ? "pass" : $"pass * {Literals.Int(pass.Groups)}"));
        if (moves)
        {
            // The rows of the first group are behind w, those of the others are not; nor are the slopes.
            long rest = (long)(pass.Groups - 1) * stride + (stage.Leaky is null ? 0 : ColumnGroups.Size);
            writer.Line((rest > 0 ? $"w += {Literals.Int(rest)};\n" : "") + $"z += {Literals.Int(pass.Groups * ColumnGroups.Size)};");
        }
    }

    /// <summary>Computes the last, narrower group.</summary>
    private void Group(StagePlan stage, GroupPlan group, string index)
    {
        if (group.Tail > 0 && group.Main > 0)
        {
            writer.Line($"float* t = w + {Literals.Int((long)stage.PackedRows * group.Main)};");
        }

        List<Lane> lanes = Lane.Of(group, width);
        writer.Line($"// Neurons {Literals.Int(stage.Neurons - group.Neurons)} to {Literals.Int(stage.Neurons - 1)}: sums start from the biases.");
        Sums(stage, group, lanes);
        Finish(stage, group, lanes, _ => index);
    }

    /// <summary>The pre-activations: biases, and the products of all sources.</summary>
    private void Sums(StagePlan stage, GroupPlan group, List<Lane> lanes)
    {
        foreach (Lane lane in lanes)
        {
            writer.Line($"{lane.Type} {lane.Name} = {lane.Load(0)};");
        }

        Advance(group, 1);
        foreach (SourcePlan source in stage.Sources)
        {
            Accumulate(source, group, lanes);
        }
    }

    private void Finish(StagePlan stage, GroupPlan group, List<Lane> lanes, Func<int, string> wordOf)
    {
        if (!stage.IsHidden)
        {
            Store(stage, group, lanes);
            return;
        }

        writer.Line("// Activations, and the words of the mask.");

        foreach (IGrouping<int, Lane> word in lanes.GroupBy(static lane => lane.First / ColumnGroups.Size))
        {
            Activate(stage, word, wordOf(word.Key));
        }
    }

    /// <summary>Adds one source, k ascending; of a ReLU stage only its active neurons, whose list is its mask.</summary>
    private void Accumulate(SourcePlan source, GroupPlan group, List<Lane> lanes)
    {
        switch (source.ReadingWith(lanes.Count))
        {
            case SourceReading.ActiveList:
                ActiveList(source, group, lanes);
                break;
            case SourceReading.Unrolled:
                Unrolled(source, group, lanes);
                break;
            case SourceReading.LoopOrList:
                LoopOrList(source, group, lanes);
                break;
            default:
                writer.Line($"// All of {Named(source)}.");
                Loop(source, group, lanes, condition: null);
                Advance(group, source.Width);
                break;
        }
    }

    private void Loop(SourcePlan source, GroupPlan group, List<Lane> lanes, string? condition)
    {
        using (writer.Open($"for (nint k = 0; {condition}k < {Literals.Int(source.Width)}; k++)"))
        {
            Multiply(group, lanes, Value(source, "k"), 0, "k");
        }
    }

    /// <summary>Inputs: the list of those that are not 0, if they are few.</summary>
    private void LoopOrList(SourcePlan source, GroupPlan group, List<Lane> lanes)
    {
        int words = (source.Width + 63) / 64;
        writer.Line("// The inputs that are not 0, or all.");
        using (writer.Open($"for (nint word = 0; few && word < {Literals.Int(words)}; word++)"))
        {
            List("present[word]", "word * 64 + ", source, group, lanes);
        }

        Loop(source, group, lanes, "!few && ");
        Advance(group, source.Width);
    }

    /// <summary>Marks the inputs that are not 0, where one of the stages of a method may list them.</summary>
    public void MarkInputs(IReadOnlyList<StagePlan> stages)
    {
        SourcePlan? input = stages
            .SelectMany(stage => stage.Sources.Where(source => source.Stage is null && Passes(stage).Any(lanes => source.ReadingWith(lanes) == SourceReading.LoopOrList)))
            .FirstOrDefault();
        if (input is null)
        {
            return;
        }

        writer.Line("// Zeros among the inputs add nothing: where they are at least a quarter, the others are listed.");
        writer.Line($"ulong* present = stackalloc ulong[{Literals.Int((input.Width + 63) / 64)}];");
        writer.Line($"bool few = global::ReluGen.CompilerServices.NonZeros.Mark(input, {Literals.Int(input.Width)}, present) <= {Literals.Int(input.MostListed)};\n");
    }

    /// <summary>The vectors of each pass over the sources.</summary>
    private IEnumerable<int> Passes(StagePlan stage)
    {
        ColumnGroups columns = stage.Columns;
        IEnumerable<int> full = RowPass.Of(columns, width).Select(pass => pass.Groups * ColumnGroups.Size * 32 / width);
        return columns.LastGroup is { } last ? full.Append(Lane.Of(last, width).Count) : full;
    }

    private void Unrolled(SourcePlan source, GroupPlan group, List<Lane> lanes)
    {
        writer.Line($"// All of {Named(source)}.");
        for (int k = 0; k < source.Width; k++)
        {
            using (writer.Open(null))
            {
                Multiply(group, lanes, Value(source, Literals.Int(k)), k, null);
            }
        }

        Advance(group, source.Width);
    }

    private void ActiveList(SourcePlan source, GroupPlan group, List<Lane> lanes)
    {
        bool single = source.Stage!.Columns.GroupCount == 1;
        writer.Line($"// The active neurons of stage {Literals.Int(source.Stage.Index)}.");
        IDisposable? loop = single ? null : writer.Open($"for (nint word = 0; word < {Literals.Int(source.Stage.Columns.GroupCount)}; word++)");
        List(masks.Word(source.Stage, single ? "0" : "word"), single ? "" : "word * 64 + ", source, group, lanes);
        loop?.Dispose();
        Advance(group, source.Width);
    }

    /// <summary>The elements whose bits are 1 in a word; <paramref name="before"/> is the number of those in the words before.</summary>
    private void List(string word, string before, SourcePlan source, GroupPlan group, List<Lane> lanes)
    {
        using (writer.Open($"for (ulong active = {word}; active != 0; active &= active - 1)"))
        {
            writer.Line($"nint k = {before}(nint)(uint)BitOperations.TrailingZeroCount(active);");
            Multiply(group, lanes, Value(source, "k"), 0, "k");
        }
    }

    /// <summary>Adds value times the row at <paramref name="row"/>, or at the row named by <paramref name="index"/>.</summary>
    private void Multiply(GroupPlan group, List<Lane> lanes, string value, int row, string? index)
    {
        int widest = lanes.Max(static lane => lane.Bits);
        writer.Line($"Vector{widest}<float> x = Vector{widest}.Create({value});");
        foreach (Lane lane in lanes)
        {
            writer.Line(sums.Add(lane.Name, lane.Narrow("x", widest), index is null ? lane.Load(row) : lane.LoadAt(index), lane.Bits));
        }
    }

    /// <summary>The comparison z &gt; 0 makes the bits, and its lanes the activations.</summary>
    private void Activate(StagePlan stage, IEnumerable<Lane> lanes, string index)
    {
        var bits = new List<string>();
        foreach (Lane lane in lanes)
        {
            // The comparison is written where it is used: with 512 bits it is a mask register each time, and a variable would make it a vector.
            string positive = $"Vector{lane.Bits}.GreaterThan({lane.Name}, {lane.Type}.Zero)";
            string below = stage.Leaky is null ? $"{lane.Type}.Zero" : $"{lane.Name} * {lane.Load(0)}";
            writer.Line($"*({lane.Type}*){PointerText.At("z", lane.First)} = Vector{lane.Bits}.ConditionalSelect({positive}, {lane.Name}, {below});");
            bits.Add($"(ulong){positive}.ExtractMostSignificantBits()" + (lane.First % ColumnGroups.Size == 0 ? "" : $" << {lane.First % ColumnGroups.Size}"));
        }

        writer.Line($"{masks.Word(stage, index)} = {string.Join(" | ", bits)};");
    }

    /// <summary>Writes outputs: whole vectors at once, the neurons of a padded one by one.</summary>
    private void Store(StagePlan stage, GroupPlan group, List<Lane> lanes)
    {
        foreach (Lane lane in lanes)
        {
            int neurons = Math.Min(lane.Count, group.Neurons - lane.First % ColumnGroups.Size);
            if (neurons == lane.Count)
            {
                writer.Line($"*({lane.Type}*){PointerText.At("z", lane.First)} = {sums.Output(lane.Name, lane.Type + ".Zero")};");
                continue;
            }

            for (int i = 0; i < neurons; i++)
            {
                writer.Line($"z[{Literals.Int(lane.First + i)}] = {sums.Output($"{lane.Name}.GetElement({Literals.Int(i)})", "0f")};");
            }
        }
    }

    private void Advance(GroupPlan group, int rows)
    {
        int main = group.Main > 0 ? group.Main : group.Tail;
        writer.Line($"w += {Literals.Int((long)rows * main)};" + (group.Main > 0 && group.Tail > 0 ? $"\nt += {Literals.Int((long)rows * group.Tail)};" : ""));
    }

    private static string Named(SourcePlan source) => source.Stage is null ? "the input" : "stage " + Literals.Int(source.Stage.Index);

    private static string Value(SourcePlan source, string k)
    {
        int offset = source.Stage?.ActivationOffset ?? 0;
        string index = int.TryParse(k, out int known) ? Literals.Int(offset + known) : PointerText.Index(offset, k);
        return (source.Stage is null ? "input" : "h") + $"[{index}]";
    }
}
