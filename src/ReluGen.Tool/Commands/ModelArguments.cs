using System.CommandLine;
using ReluGen.Formats;

namespace ReluGen.Tool.Commands;

/// <summary>MODEL, --samples, --features, --features-file, --graph-inputs and --graph-outputs: what the item of a project says about a model, so that a command sees the network of the build.</summary>
internal sealed class ModelArguments
{
    private readonly NetworkOptions network = new();

    /// <summary>MODEL.</summary>
    public Argument<string> Model { get; } = CommonArguments.Model();

    /// <summary>--samples X.csv.</summary>
    public Option<string?> Samples { get; } = new("--samples")
    {
        Description = "A CSV file whose rows say which regions go into the static table, as Samples in a project.",
        HelpName = "X.csv",
    };

    /// <summary>Puts the argument and the options into a command, before its own.</summary>
    public void AddTo(Command command)
    {
        command.Add(Model);
        command.Add(Samples);
        network.AddTo(command);
    }

    /// <summary>What the user gave.</summary>
    public ModelRequest Of(ParseResult parsed) => network.Of(parsed, parsed.GetRequiredValue(Model), parsed.GetValue(Samples));
}

/// <summary>A model and what is said about it.</summary>
/// <param name="Path">Path of the model.</param>
/// <param name="Samples">Path of its sample file; null for none.</param>
/// <param name="Features">Names of its inputs, separated by semicolons; null for none.</param>
internal sealed record ModelRequest(string Path, string? Samples, string? Features)
{
    /// <summary>Path of its features file, or <c>none</c>; null for the one beside it.</summary>
    public string? FeaturesFile { get; init; }

    /// <summary>Inputs and outputs of its graph.</summary>
    public GraphSelection Graph { get; init; } = GraphSelection.OfFile;

    /// <summary>Refuses to write over the model or its samples.</summary>
    /// <exception cref="CommandException"><paramref name="output"/> is one of them.</exception>
    public void RequireOther(string? output)
    {
        CommonArguments.RequireOther(output, Path);
        if (!string.IsNullOrEmpty(Samples))
        {
            CommonArguments.RequireOther(output, Samples);
        }

        if (Formats.Preprocessing.FeaturesFile.Of(Path, FeaturesFile) is { } features)
        {
            CommonArguments.RequireOther(output, features);
        }
    }
}
