using System;

namespace ReluGen.Core.Networks;

/// <summary>The names of links in the text form, in JSON and on the command line.</summary>
public static class LinkNames
{
    private static readonly string[] Names = ["identity", "sigmoid", "softmax", "tanh"];

    /// <summary>Lower-case name of <paramref name="link"/>.</summary>
    public static string Of(Link link) => Names[(int)link];

    /// <summary>Finds a link by its name.</summary>
    public static bool TryParse(string name, out Link link)
    {
        int index = Array.IndexOf(Names, name);
        link = (Link)Math.Max(index, 0);
        return index >= 0;
    }
}
