using System.CommandLine;
using ReluGen.Formats;

namespace ReluGen.Tool.Commands;

/// <summary>--features, --features-file, --graph-inputs and --graph-outputs: which network of a model file a command takes, and the names of its inputs.</summary>
internal sealed class NetworkOptions
{
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

    /// <summary>Puts the options into a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Features);
        command.Add(FeaturesFile);
        command.Add(GraphInputs);
        command.Add(GraphOutputs);
    }

    /// <summary>What the user gave.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">Path of the model.</param>
    /// <param name="samples">Path of the sample file whose regions go into the static table; null for none.</param>
    public ModelRequest Of(ParseResult parsed, string path, string? samples = null) => new(path, samples, parsed.GetValue(Features))
    {
        FeaturesFile = parsed.GetValue(FeaturesFile),
        Graph = GraphSelection.Of(parsed.GetValue(GraphInputs), parsed.GetValue(GraphOutputs)),
    };
}
