using System.CommandLine;

namespace ReluGen.Tool.Commands;

/// <summary>The options that say which plane a picture shows.</summary>
internal static class SliceOptions
{
    /// <summary>--x.</summary>
    public static Option<string?> X() => new("--x") { Description = "Feature of the picture's horizontal axis: its name, or its number counted from 0.", HelpName = "FEATURE" };

    /// <summary>--y.</summary>
    public static Option<string?> Y() => new("--y") { Description = "Feature of the vertical axis.", HelpName = "FEATURE" };

    /// <summary>--at.</summary>
    /// <param name="standard">Where they are held if it is not given.</param>
    public static Option<string?> At(string standard) => new("--at") { Description = $"A value for every input, at which the others are held; {standard} if not given.", HelpName = "v1,v2,…" };
}
