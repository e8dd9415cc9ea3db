using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Generator.Planning;

/// <summary>The choices for single rows, in words.</summary>
internal static class RowChoices
{
    public static IEnumerable<KernelChoice> Of(NetworkPlan network)
    {
        for (int part = 0; part < network.ForwardMethods.Count; part++)
        {
            string method = "Forward512" + (network.ForwardMethods.Count == 1 ? "" : "Part" + (part + 1));
            foreach (StagePlan stage in network.ForwardMethods[part])
            {
                yield return Of(stage, method);
            }
        }
    }

    private static KernelChoice Of(StagePlan stage, string method)
    {
        IReadOnlyList<RowPass> passes = RowPass.Of(stage.Columns, 512);
        int last = stage.Columns.LastGroup is { } group ? group.Main / 16 + (group.Tail > 0 ? 1 : 0) : 0;
        int together = passes.Count > 0 ? passes[0].Groups * ColumnGroups.Size : stage.Neurons;
        int accumulators = passes.Count > 0 ? together / 16 : last;
        int vectors = stage.Columns.FullGroups * ColumnGroups.Size / 16 + last;
        SourceReading[] readings = [.. stage.Sources.Select(source => source.ReadingWith(accumulators)).Distinct()];
        double operations = stage.Sources.Sum(source => source.Width * (source.ReadingWith(accumulators) == SourceReading.ActiveList ? 0.5 : 1.0)) * vectors;
        int statements = RowPass.Accumulators(stage.Columns, 512) * (3 + stage.Sources.Sum(source => source.ReadingWith(accumulators) == SourceReading.Unrolled ? 2 * source.Width : 2));
        string tile = stage.Neurons == together ? $"{stage.Neurons} neurons" : $"{together} of {stage.Neurons} neurons";
        return new KernelChoice(
            "row", stage.Index, string.Join(" + ", readings.Select(Name)), tile, accumulators, method, "by columns", 4L * stage.PackedLength, operations,
            (long)statements * KernelPlan.BytesPerStatement, string.Join("; ", readings.Select(Reason)));
    }

    private static string Name(SourceReading reading) =>
        reading switch { SourceReading.ActiveList => "active-list", SourceReading.Unrolled => "unrolled", SourceReading.LoopOrList => "loop or list", _ => "loop" };

    private static string Reason(SourceReading reading) => reading switch
    {
        SourceReading.ActiveList => "the pattern of the ReLU stage that is read lists the weights that matter",
        SourceReading.Unrolled => "every value that is read counts, and there are few",
        SourceReading.LoopOrList => "inputs that are 0 are skipped where they are at least a quarter",
        _ => "every value that is read counts",
    };
}
