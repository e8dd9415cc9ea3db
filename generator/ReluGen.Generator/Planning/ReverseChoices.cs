using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Generator.Planning;

/// <summary>The choices for gradients and affine maps, in words.</summary>
internal static class ReverseChoices
{
    public static IEnumerable<KernelChoice> Of(NetworkPlan network) =>
        Of("gradient", "Gradient512", network.Reverse.GradientMethods, 1, network)
            .Concat(Of("map", "Map512", network.Reverse.MapMethods, network.Reverse.BlockOutputs, network));

    private static IEnumerable<KernelChoice> Of(string mode, string name, IReadOnlyList<IReadOnlyList<TargetPlan>> methods, int outputs, NetworkPlan network)
    {
        for (int part = 0; part < methods.Count; part++)
        {
            foreach (TargetPlan target in methods[part])
            {
                yield return Of(mode, name + (methods.Count == 1 ? "" : "Part" + (part + 1)), target, outputs, network);
            }
        }
    }

    private static KernelChoice Of(string mode, string method, TargetPlan target, int outputs, NetworkPlan network)
    {
        int vectors = (RowPass.Accumulators(target.Columns, 128) + 3) / 4;
        int together = outputs == 1 && target.Stage?.Leaky is null && RowPass.Of(target.Columns, 512).FirstOrDefault() is { } pass
            ? pass.Groups * ColumnGroups.Size / 16
            : ReversePlan.VectorsAtOnce(System.Math.Min(vectors, ColumnGroups.Size / 16), outputs, 512);
        double rows = target.Readers.Sum(static reader => !reader.Stage.IsHidden ? 0 : reader.Stage.Neurons * (reader.Stage.Leaky is null ? 0.5 : 1));
        int all = mode == "map" ? network.Network.OutputCount : 1;
        string wanted = outputs == 1 ? "1 output" : $"{outputs} outputs";
        return new KernelChoice(
            mode, target.Stage?.Index ?? 0, "adjoint-tile", $"{wanted}, {together} vectors of {target.Columns.Count} elements", outputs * together, method, "by rows",
            4L * target.PackedLength, rows * all * ((target.Columns.Count + 15) / 16), (long)vectors * outputs * (4 + 2 * target.Readers.Count) * KernelPlan.BytesPerStatement,
            target.Readers.Any(static reader => reader.Stage.IsHidden) ? "only the rows of active neurons are read" + (outputs > 1 ? ", each once for all these outputs" : "") : "the output's own weights");
    }
}
