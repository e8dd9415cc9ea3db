using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The masks of the stages: a variable each where a stage has one word and all code is in one method, else words in memory.</summary>
internal sealed class MaskCode(NetworkPlan plan, bool areLocal)
{
    /// <summary>True if some masks are in memory.</summary>
    public bool NeedMemory => plan.Stages.Any(stage => stage.IsHidden && !IsLocal(stage));

    /// <summary>True if the stage's mask is a variable.</summary>
    public bool IsLocal(StagePlan stage) => areLocal && stage.Columns.GroupCount == 1;

    /// <summary>Name of the variable of a stage.</summary>
    public static string Name(StagePlan stage) => "mask" + Literals.Int(stage.Index);

    /// <summary>Word <paramref name="group"/> of a stage's mask.</summary>
    public string Word(StagePlan stage, string group) =>
        IsLocal(stage) ? Name(stage)
        : int.TryParse(group, out int known) ? $"masks[{Literals.Int(stage.MaskOffset + known)}]"
        : $"masks[{PointerText.Index(stage.MaskOffset, group)}]";

    /// <summary>Joins the masks to the pattern's words.</summary>
    public void Join(CodeWriter writer)
    {
        var words = new List<string>[plan.WordCount];
        foreach ((StagePlan stage, int group, int first, int count) in Groups())
        {
            string mask = Word(stage, Literals.Int(group));
            int shift = first % 64;
            (words[first / 64] ??= []).Add(shift == 0 ? mask : $"{mask} << {Literals.Int(shift)}");
            if (shift + count > 64)
            {
                (words[first / 64 + 1] ??= []).Add($"{mask} >> {Literals.Int(64 - shift)}");
            }
        }

        if (words.Length > 0)
        {
            writer.Line("// The masks of the stages, joined to one pattern.");
        }

        for (int word = 0; word < words.Length; word++)
        {
            writer.Line($"pattern[{Literals.Int(word)}] = {string.Join(" | ", words[word])};");
        }
    }

    /// <summary>Splits the pattern's words into the masks.</summary>
    public void Split(CodeWriter writer)
    {
        if (plan.WordCount > 0)
        {
            writer.Line("// The pattern, split into the masks of the stages.");
        }

        foreach ((StagePlan stage, int group, int first, int count) in Groups())
        {
            int word = first / 64, shift = first % 64;
            string bits = $"pattern[{Literals.Int(word)}]";
            bits = shift == 0 ? bits : $"{bits} >> {Literals.Int(shift)}";
            bits = shift + count > 64 ? $"({bits} | pattern[{Literals.Int(word + 1)}] << {Literals.Int(64 - shift)})" : shift == 0 ? bits : $"({bits})";
            string cut = count == 64 ? "" : $" & {Literals.Word((1UL << count) - 1)}";
            writer.Line($"{(IsLocal(stage) ? "ulong " : "")}{Word(stage, Literals.Int(group))} = {bits}{cut};");
        }
    }

    /// <summary>Every word of every mask, with its first bit in the pattern and its number of bits.</summary>
    private IEnumerable<(StagePlan Stage, int Group, int First, int Count)> Groups()
    {
        foreach (StagePlan stage in plan.Stages.Where(static stage => stage.IsHidden))
        {
            for (int group = 0; group < stage.Columns.GroupCount; group++)
            {
                int before = group * ColumnGroups.Size;
                yield return (stage, group, stage.FirstBit + before, Math.Min(ColumnGroups.Size, stage.Neurons - before));
            }
        }
    }
}
