using System;
using System.Collections.Generic;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Samples;

/// <summary>Inputs that are the categories of one feature: neighbours with names <c>feature=category</c>.</summary>
internal static class CategoryGroups
{
    /// <summary>The feature and the category of a name at its first equals sign; null where it has none.</summary>
    public static (string Feature, string Category)? Split(string name)
    {
        int at = name.IndexOf('=');
        return at > 0 ? (name.Substring(0, at), name.Substring(at + 1)) : null;
    }

    /// <summary>The inputs of each feature, from the first up to but not including the last.</summary>
    public static IEnumerable<(string Feature, int From, int To)> Of(Network network)
    {
        int to;
        for (int from = 0; from < network.InputCount; from = to)
        {
            string? feature = Split(network.Inputs[from].Name)?.Feature;
            to = from + 1;
            while (feature is not null && to < network.InputCount && Split(network.Inputs[to].Name)?.Feature == feature)
            {
                to++;
            }

            if (feature is not null)
            {
                yield return (feature, from, to);
            }
        }
    }
}
