using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Explanations;
using ReluGen.Formats.Samples;
using ReluGen.Tool.Commands;

namespace ReluGen.Tool.Explanations;

/// <summary><c>--reference</c>: what contributions are measured from.</summary>
internal static class ReferenceOption
{
    /// <summary>The option.</summary>
    public static Option<string> Create() => new("--reference")
    {
        Description = "What contributions are measured from: zero, mean (over --samples, else over --inputs), values, or a CSV file with one row.",
        HelpName = "zero|mean|v1,v2,…|FILE",
        DefaultValueFactory = static _ => "zero",
    };

    /// <summary>The kind and the values that a text stands for.</summary>
    /// <param name="text">What the user gave.</param>
    /// <param name="network">Whose inputs the values are.</param>
    /// <param name="mean">The mean of the inputs.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="CommandException">It does not fit the network, or the file cannot be used.</exception>
    public static (ReferenceKind Kind, double[]? Values) Parse(string text, Network network, Func<double[]> mean, CancellationToken cancellation) => text switch
    {
        "zero" => (ReferenceKind.Zero, null),
        "mean" => (ReferenceKind.Mean, mean()),
        _ when IsValues(text) => (ReferenceKind.Given, Values(text, network)),
        _ => (ReferenceKind.Given, Row(text, network, cancellation)),
    };

    private static bool IsValues(string text) => text.Contains(',') || TryNumber(text, out _);

    private static double[] Values(string text, Network network)
    {
        string[] words = text.Split(',');
        if (words.Length != network.InputCount)
        {
            throw CommandException.Usage($"--reference has {words.Length} values, but the network has {network.InputCount} inputs; give one an input, zero, mean, or a file.");
        }

        return Array.ConvertAll(words, static word =>
            TryNumber(word, out double value) && double.IsFinite(value) ? value : throw CommandException.Usage($"--reference '{word}' is not a finite number."));
    }

    private static double[] Row(string path, Network network, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw CommandException.Usage($"--reference '{path}' is neither zero nor mean, nor {network.InputCount} values with commas between them, nor a file that exists.");
        }

        List<float[]> rows = [];
        Inputs.Of(path, () => rows = [.. SampleFile.Read(path, network, notes: null, cancellation).Take(2)]);
        return rows.Count == 1
            ? Array.ConvertAll(rows[0], static value => (double)value)
            : throw CommandException.Usage($"--reference '{path}' has more than one row; a reference is a single one.");
    }

    private static bool TryNumber(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
