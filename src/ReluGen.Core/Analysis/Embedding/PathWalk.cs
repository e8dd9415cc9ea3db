using System.Collections.Generic;
using ReluGen.Core.Analysis.Regions.Geometry;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Embedding;

/// <summary>Walks all paths of a network.</summary>
internal sealed class PathWalk(Network network)
{
    private readonly List<NetworkPath> found = [];

    /// <summary>The paths in their order.</summary>
    public NetworkPath[] Run()
    {
        for (int j = 0; j < network.InputCount; j++)
        {
            Extend(new NetworkPath(j, []));
        }

        for (int l = 1; l <= network.Stages.Count; l++)
        {
            for (int i = 0; i < network.WidthOf(l); i++)
            {
                Extend(new NetworkPath(-1, [new NeuronAddress(l, i)]));
            }
        }

        found.Add(new NetworkPath(-1, []));
        return [.. found];
    }

    private void Extend(NetworkPath path)
    {
        if (Reads(network.Output, path.LastSource))
        {
            found.Add(path);
        }

        for (int l = path.LastSource + 1; l <= network.Stages.Count; l++)
        {
            for (int i = 0; i < network.WidthOf(l) && Reads(network.Stages[l - 1], path.LastSource); i++)
            {
                Extend(new NetworkPath(path.Input, [.. path.Neurons, new NeuronAddress(l, i)]));
            }
        }
    }

    private static bool Reads(AffineStage stage, int source)
    {
        foreach (WeightBlock block in stage.Blocks)
        {
            if (block.Source == source)
            {
                return true;
            }
        }

        return false;
    }
}
