using System;
using System.Collections.Generic;

namespace ReluGen.Formats;

/// <summary>Which tensors of a graph are the inputs and the outputs of the network; formats without a graph take no selection.</summary>
/// <param name="Inputs">Names of graph inputs, whose elements are joined in this order; empty to take the only one.</param>
/// <param name="Outputs">Names of tensors of the graph, not only of its outputs, whose elements are joined in this order; empty for the graph's outputs.</param>
public sealed record GraphSelection(IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    /// <summary>What the file itself says.</summary>
    public static GraphSelection OfFile { get; } = new([], []);

    /// <summary>True if nothing is chosen.</summary>
    public bool IsOfFile => Inputs.Count == 0 && Outputs.Count == 0;

    /// <summary>The selection that two lists of names, separated by semicolons, make; null or empty for none.</summary>
    public static GraphSelection Of(string? inputs, string? outputs) => new(Names(inputs), Names(outputs));

    private static string[] Names(string? list) =>
        string.IsNullOrWhiteSpace(list) ? [] : Array.ConvertAll(list!.Split(';'), static name => name.Trim());
}
