using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Formats;

/// <summary>Activation groups of formats without named nodes: one a hidden stage.</summary>
internal static class StageGroups
{
    /// <summary>Group l is named, for example, <c>layer 1</c>.</summary>
    public static IReadOnlyList<ActivationGroup> Of(Network network, string noun)
    {
        var groups = new List<ActivationGroup>();
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            HiddenStage stage = network.Stages[l - 1];
            int[] neurons = Enumerable.Range(network.FirstBitOf(l), stage.Width).ToArray();
            string name = noun + " " + l.ToString(CultureInfo.InvariantCulture);
            groups.Add(new ActivationGroup(name, stage.IsRelu ? "Relu" : "LeakyRelu", neurons));
        }

        return groups;
    }
}
