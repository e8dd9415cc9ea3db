using System.Collections.Generic;

namespace ReluGen.Formats.Preprocessing;

/// <summary>One feature of the user's data, as a features file describes it: an input of the network, or one input a category.</summary>
/// <param name="Name">Name of the feature.</param>
/// <param name="Unit">Its unit; null where none is given.</param>
/// <param name="Categories">Its categories, each an input that is 1 for it and else 0; empty for a number.</param>
/// <param name="Inputs">The inputs of the network that it becomes, in order.</param>
public sealed record Feature(string Name, string? Unit, IReadOnlyList<string> Categories, IReadOnlyList<PreprocessedInput> Inputs)
{
    /// <summary>Name of the input of a category, which sample files are matched by.</summary>
    public static string NameOf(string feature, string category) => feature + "=" + category;
}

/// <summary>An input: the network that was trained reads Factor · x + Offset, where x is what the user has.</summary>
/// <param name="Name">Name, unique in the network.</param>
/// <param name="Factor">Factor, finite and not 0.</param>
/// <param name="Offset">Offset, finite.</param>
/// <param name="Lower">Least value of x; negative infinity where unknown.</param>
/// <param name="Upper">Largest value of x; positive infinity where unknown.</param>
public sealed record PreprocessedInput(string Name, double Factor, double Offset, double Lower, double Upper)
{
    /// <summary>True if the network reads x itself.</summary>
    public bool IsIdentity => Factor == 1 && Offset == 0;
}
