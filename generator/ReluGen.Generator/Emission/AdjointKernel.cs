using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>
/// The adjoints of one target at one vector width: a lane an element of the target, some outputs together. Each accumulator adds, reader
/// by reader, its adjoint times its row of weights, neurons ascending; inactive neurons pass nothing back and are not read.
/// </summary>
/// <param name="plan">The network.</param>
/// <param name="width">Vector width in bits.</param>
/// <param name="outputs">Outputs computed together.</param>
/// <param name="withBias">True if the bias of the affine map is wanted too.</param>
/// <param name="masks">The activation pattern.</param>
/// <param name="writer">Where the code goes.</param>
internal sealed class AdjointKernel(NetworkPlan plan, int width, int outputs, bool withBias, MaskCode masks, CodeWriter writer)
{
    public void Emit(TargetPlan target)
    {
        ColumnGroups columns = target.Columns;
        string readers = string.Join(" and ", target.Readers.Select(static reader => reader.Stage.IsHidden ? "stage " + Literals.Int(reader.Stage.Index) : "the output"));
        string name = target.Stage is null ? "the input" : "stage " + Literals.Int(target.Stage.Index);
        using (writer.Open($"// Adjoints of {name} ({Literals.Int(columns.Count)})" + (readers.Length == 0 ? ": nothing reads it." : $": it is read by {readers}.")))
        {
            writer.Line($"float* w = {PointerText.Sum("weights", target.PackedOffset)};");
            writer.Line(target.Stage is null ? "float* z = gradient;" : $"float* z = {PointerText.Sum("u", target.Stage.ActivationOffset)};");
            FullGroups(target);
            if (columns.LastGroup is { } last)
            {
                using (writer.Open(null))
                {
                    Group(target, last, Literals.Int(columns.FullGroups));
                }
            }
        }

        writer.Line();
    }

    private void FullGroups(TargetPlan target)
    {
        ColumnGroups columns = target.Columns;
        int first = 0;
        foreach (RowPass pass in Passes(target))
        {
            int after = first + pass.Count * pass.Groups;
            using (writer.Open(pass.Count > 1 ? $"for (nint pass = 0; pass < {Literals.Int(pass.Count)}; pass++)" : null))
            {
                if (pass.Groups == 1)
                {
                    Group(target, columns.FullGroup, pass.Count > 1 ? PointerText.Index(first, "pass") : Literals.Int(first));
                }
                else
                {
                    int stride = target.Rows * ColumnGroups.Size;
                    Tile(target, columns.FullGroup, Enumerable.Range(0, pass.Groups).SelectMany(i => Lane.Of(columns.FullGroup, width, i, stride)).ToList(), index: "");
                }

                if (pass.Count > 1 || after < columns.GroupCount)
                {
                    writer.Line($"w += {Literals.Int((long)target.Rows * ColumnGroups.Size * pass.Groups)};\nz += {Literals.Int(ColumnGroups.Size * pass.Groups)};");
                }
            }

            first = after;
        }
    }

    /// <summary>Several groups at once where there is one output and no mask of the target is needed.</summary>
    private IEnumerable<RowPass> Passes(TargetPlan target) =>
        outputs == 1 && !withBias && target.Stage?.Leaky is null ? RowPass.Of(target.Columns, width)
        : target.Columns.FullGroups > 0 ? [new RowPass(target.Columns.FullGroups, 1)]
        : [];

    /// <summary>A group, as many of its vectors at once as there are accumulators for.</summary>
    private void Group(TargetPlan target, GroupPlan group, string index)
    {
        if (group.Tail > 0 && group.Main > 0)
        {
            writer.Line($"float* t = w + {Literals.Int((long)target.Rows * group.Main)};");
        }

        List<Lane> lanes = Lane.Of(group, width);
        int atOnce = ReversePlan.VectorsAtOnce(lanes.Count, outputs, width);
        if (lanes.Count <= atOnce)
        {
            Tile(target, group, lanes, index);
            return;
        }

        for (int first = 0; first < lanes.Count; first += atOnce)
        {
            using (writer.Open(null))
            {
                Tile(target, group, lanes.Skip(first).Take(atOnce).ToList(), index);
            }
        }
    }

    private void Tile(TargetPlan target, GroupPlan group, List<Lane> lanes, string index)
    {
        bool first = true;
        foreach (ReaderPlan reader in target.Readers)
        {
            if (!reader.Stage.IsHidden)
            {
                Start(lanes, (lane, output) => lane.LoadAt(reader.FirstRow + output == 0 ? "output" : $"({PointerText.Index(reader.FirstRow + output, "output")})"));
            }
            else
            {
                if (first)
                {
                    Start(lanes, static (lane, _) => lane.Type + ".Zero");
                }

                Accumulate(reader, lanes);
            }

            first = false;
        }

        if (first)
        {
            Start(lanes, static (lane, _) => lane.Type + ".Zero");
        }

        if (target.Stage is not null && (withBias || target.Stage.Leaky is not null))
        {
            Activate(target.Stage, lanes, index);
        }

        Store(target, group, lanes);
    }

    private void Start(List<Lane> lanes, Func<Lane, int, string> value)
    {
        for (int output = 0; output < outputs; output++)
        {
            foreach (Lane lane in lanes)
            {
                writer.Line($"{lane.Type} {Accumulator(lane, output)} = {value(lane, output)};");
            }
        }
    }

    /// <summary>Adds what the active neurons of a reader (of a leaky one, all) pass back.</summary>
    private void Accumulate(ReaderPlan reader, List<Lane> lanes)
    {
        StagePlan stage = reader.Stage;
        if (stage.Leaky is not null)
        {
            using (writer.Open($"for (nint k = 0; k < {Literals.Int(stage.Neurons)}; k++)"))
            {
                Multiply(reader, lanes);
            }

            return;
        }

        bool single = stage.Columns.GroupCount == 1;
        IDisposable? loop = single ? null : writer.Open($"for (nint word = 0; word < {Literals.Int(stage.Columns.GroupCount)}; word++)");
        using (writer.Open($"for (ulong active = {masks.Word(stage, single ? "0" : "word")}; active != 0; active &= active - 1)"))
        {
            writer.Line($"nint k = {(single ? "" : "word * 64 + ")}(nint)(uint)BitOperations.TrailingZeroCount(active);");
            Multiply(reader, lanes);
        }

        loop?.Dispose();
    }

    private void Multiply(ReaderPlan reader, List<Lane> lanes)
    {
        int widest = lanes.Max(static lane => lane.Bits);
        string row = reader.FirstRow == 0 ? "k" : $"({PointerText.Index(reader.FirstRow, "k")})";
        for (int output = 0; output < outputs; output++)
        {
            string value = $"u[{PointerText.Index(output * plan.AdjointLength + reader.Stage.ActivationOffset, "k")}]";
            writer.Line($"{(output == 0 ? $"Vector{widest}<float> " : "")}x = Vector{widest}.Create({value});");
            foreach (Lane lane in lanes)
            {
                if (output == 0 && outputs > 1)
                {
                    writer.Line($"{lane.Type} {Row(lane)} = {lane.LoadAt(row)};");
                }

                writer.Line($"{Accumulator(lane, output)} += {lane.Narrow("x", widest)} * {(outputs > 1 ? Row(lane) : lane.LoadAt(row))};");
            }
        }
    }

    /// <summary>Scales by what each neuron passes on: 1 if it is active, else 0 or its slope; and adds adjoint times bias.</summary>
    private void Activate(StagePlan stage, List<Lane> lanes, string index)
    {
        foreach (Lane lane in lanes)
        {
            string on = $"global::ReluGen.CompilerServices.LaneMasks.Of{lane.Bits}({masks.Word(stage, index)}{(lane.First == 0 ? "" : " >> " + Literals.Int(lane.First))})";
            string below = stage.Leaky is null ? $"{lane.Type}.Zero" : lane.Load(1);
            writer.Line($"{lane.Type} {lane.Name}passes = Vector{lane.Bits}.ConditionalSelect({on}, Vector{lane.Bits}.Create(1f), {below});");
            for (int output = 0; output < outputs; output++)
            {
                writer.Line($"{Accumulator(lane, output)} *= {lane.Name}passes;");
            }
        }

        for (int output = 0; output < outputs && withBias; output++)
        {
            foreach (Lane lane in lanes)
            {
                writer.Line($"*({lane.Type}*){PointerText.At("bias", 16 * output + lane.First % 16)} += {Accumulator(lane, output)} * {lane.Load(0)};");
            }
        }
    }

    private void Store(TargetPlan target, GroupPlan group, List<Lane> lanes)
    {
        for (int output = 0; output < outputs; output++)
        {
            int row = output * (target.Stage is null ? plan.Network.InputCount : plan.AdjointLength);
            foreach (Lane lane in lanes)
            {
                int elements = Math.Min(lane.Count, group.Neurons - lane.First % ColumnGroups.Size);
                if (elements == lane.Count || target.Stage is not null)
                {
                    writer.Line($"*({lane.Type}*){PointerText.At("z", row + lane.First)} = {Accumulator(lane, output)};");
                    continue;
                }

                for (int i = 0; i < elements; i++)
                {
                    writer.Line($"z[{Literals.Int(row + lane.First + i)}] = {Accumulator(lane, output)}.GetElement({Literals.Int(i)});");
                }
            }
        }
    }

    private string Accumulator(Lane lane, int output) => outputs == 1 ? lane.Name : lane.Name + "of" + Literals.Int(output);

    private static string Row(Lane lane) => lane.Name + "w";
}
