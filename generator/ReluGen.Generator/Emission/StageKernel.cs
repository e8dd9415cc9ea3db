using System;
using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>
/// One stage for one row at one vector width: a lane a neuron, 64 neurons at a time. Each accumulator starts from the bias and adds
/// products for ascending k, so a lane computes what a scalar loop would (canonical order C0).
/// </summary>
internal sealed class StageKernel(int width, CodeWriter writer)
{
    private readonly int lanes = width / 32;
    private readonly string vector = $"Vector{width}<float>";

    public void Emit(StagePlan stage)
    {
        using (writer.Open($"// {NetworkCode.Describe(stage)}."))
        {
            writer.Line($"float* w = {Sum(stage.PackedOffset, "weights")};");
            writer.Line($"float* z = {Sum(stage.ActivationOffset, "h")};");
            if (stage.IsHidden)
            {
                writer.Line($"ulong* mask = {Sum(stage.MaskOffset, "masks")};");
            }

            if (stage.FullGroups > 1)
            {
                using (writer.Open($"for (int group = 0; group < {Literals.Int(stage.FullGroups)}; group++)"))
                {
                    Group(stage, StagePlan.GroupSize, moves: true);
                }
            }
            else if (stage.FullGroups == 1)
            {
                using (writer.Open(null))
                {
                    Group(stage, StagePlan.GroupSize, moves: stage.TailNeurons > 0);
                }
            }

            if (stage.TailNeurons > 0)
            {
                using (writer.Open(null))
                {
                    Group(stage, stage.TailNeurons, moves: false);
                }
            }
        }

        writer.Line();
    }

    /// <summary>Computes <paramref name="neurons"/> neurons; with <paramref name="moves"/>, leaves w, z and mask at the next group.</summary>
    private void Group(StagePlan stage, int neurons, bool moves)
    {
        int padded = Planning.Padding.Up(neurons);
        int accumulators = (neurons + lanes - 1) / lanes;
        for (int a = 0; a < accumulators; a++)
        {
            writer.Line($"{vector} a{a} = *({vector}*){At("w", a * lanes)};");
        }

        writer.Line($"w += {padded};");
        foreach (SourcePlan source in stage.Sources)
        {
            Accumulate(source, padded, accumulators);
        }

        if (stage.IsHidden)
        {
            Activate(stage, accumulators);
        }
        else
        {
            Store(accumulators);
        }

        if (stage.Leaky is not null && moves)
        {
            writer.Line($"w += {padded};");
        }

        if (moves)
        {
            writer.Line($"z += {padded};" + (stage.IsHidden ? "\nmask++;" : ""));
        }
    }

    /// <summary>Adds one source, k ascending; of a ReLU stage only its active neurons, whose list is its mask.</summary>
    private void Accumulate(SourcePlan source, int padded, int accumulators)
    {
        string value = source.Stage is null ? "input[k]" : $"h[{Sum(source.Stage.ActivationOffset, "k")}]";
        if (source.SkipsInactive)
        {
            int words = (source.Width + 63) / 64;
            IDisposable? loop = words == 1 ? null : writer.Open($"for (int word = 0; word < {Literals.Int(words)}; word++)");
            using (writer.Open($"for (ulong active = masks[{(words == 1 ? Literals.Int(source.Stage!.MaskOffset) : Sum(source.Stage!.MaskOffset, "word"))}]; active != 0; active &= active - 1)"))
            {
                string first = words == 1 ? "" : "word * 64 + ";
                writer.Line($"nint k = {first}BitOperations.TrailingZeroCount(active);");
                writer.Line($"{vector} x = Vector{width}.Create({value});");
                writer.Line($"float* p = w + k * {padded};");
                Multiply("p", accumulators);
            }

            loop?.Dispose();
            writer.Line($"w += {Literals.Int((long)padded * source.Width)};");
        }
        else
        {
            using (writer.Open($"for (nint k = 0; k < {Literals.Int(source.Width)}; k++)"))
            {
                writer.Line($"{vector} x = Vector{width}.Create({value});");
                Multiply("w", accumulators);
                writer.Line($"w += {padded};");
            }
        }
    }

    private void Multiply(string weights, int accumulators)
    {
        for (int a = 0; a < accumulators; a++)
        {
            writer.Line($"a{a} += x * *({vector}*){At(weights, a * lanes)};");
        }
    }

    /// <summary>The comparison z &gt; 0 makes the bits, and its lanes the activations.</summary>
    private void Activate(StagePlan stage, int accumulators)
    {
        for (int a = 0; a < accumulators; a++)
        {
            writer.Line($"{vector} c{a} = Vector{width}.GreaterThan(a{a}, {vector}.Zero);");
            string active = stage.Leaky is null
                ? $"a{a} & c{a}"
                : $"Vector{width}.ConditionalSelect(c{a}, a{a}, a{a} * *({vector}*){At("w", a * lanes)})";
            writer.Line($"*({vector}*){At("z", a * lanes)} = {active};");
        }

        string bits = string.Join(" | ", Enumerable.Range(0, accumulators).Select(a =>
            $"(ulong)Vector{width}.ExtractMostSignificantBits(c{a})" + (a == 0 ? "" : $" << {a * lanes}")));
        writer.Line($"*mask = {bits};");
    }

    private void Store(int accumulators)
    {
        for (int a = 0; a < accumulators; a++)
        {
            writer.Line($"*({vector}*){At("z", a * lanes)} = a{a};");
        }
    }

    private static string At(string pointer, int offset) => offset == 0 ? pointer : $"({pointer} + {Literals.Int(offset)})";

    private static string Sum(int offset, string index) => offset == 0 ? index : Literals.Int(offset) + " + " + index;
}
