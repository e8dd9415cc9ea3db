using System.CommandLine;
using ReluGen.Formats;

namespace ReluGen.Tool.Commands;

/// <summary>MODEL, --samples, --features, --features-file, --graph-inputs and --graph-outputs: what the item of a project says about a model, so that a command sees the network of the build.</summary>
internal sealed class ModelArguments
{
    /// <summary>MODEL.</summary>
    public Argument<string> Model { get; } = CommonArguments.Model();

    /// <summary>--samples X.csv.</summary>
    public Option<string?> Samples { get; } = new("--samples")
    {
        Description = "A CSV file whose rows say which regions go into the static table, as Samples in a project.",
        HelpName = "X.csv",
    };

    /// <summary>--features a;b;c.</summary>
    public Option<string?> Features { get; } = new("--features")
    {
        Description = "Names of the inputs, separated by semicolons, as Features in a project.",
        HelpName = "NAMES",
    };

    /// <summary>--features-file F.json.</summary>
    public Option<string?> FeaturesFile { get; } = new("--features-file")
    {
        Description = "A features file: names, scales and categories of the inputs, as FeaturesFile in a project; 'none' for none. Without it, the one beside the model.",
        HelpName = "F.features.json",
    };

    /// <summary>--graph-inputs a;b.</summary>
    public Option<string?> GraphInputs { get; } = new("--graph-inputs")
    {
        Description = "Inputs of an ONNX graph, separated by semicolons, whose elements are the inputs of the network, as GraphInputs in a project.",
        HelpName = "NAMES",
    };

    /// <summary>--graph-outputs a;b.</summary>
    public Option<string?> GraphOutputs { get; } = new("--graph-outputs")
    {
        Description = "Tensors of an ONNX graph, separated by semicolons, that are the outputs of the network, as GraphOutputs in a project.",
        HelpName = "NAMES",
    };

    /// <summary>Puts the argument and the options into a command, before its own.</summary>
    public void AddTo(Command command)
    {
        command.Add(Model);
        command.Add(Samples);
        command.Add(Features);
        command.Add(FeaturesFile);
        command.Add(GraphInputs);
        command.Add(GraphOutputs);
    }

    /// <summary>What the user gave.</summary>
    public ModelRequest Of(ParseResult parsed) =>
        new(parsed.GetRequiredValue(Model), parsed.GetValue(Samples), parsed.GetValue(Features))
        {
            FeaturesFile = parsed.GetValue(FeaturesFile),
            Graph = GraphSelection.Of(parsed.GetValue(GraphInputs), parsed.GetValue(GraphOutputs)),
        };
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
