using System.Collections.Generic;
using System.CommandLine;
using System.Threading;
using ReluGen.Formats;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>inspect MODEL [--json]</c>: what the file holds.</summary>
internal static class InspectCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> model = CommonArguments.Model();
        Option<bool> json = CommonArguments.Json();
        var command = new Command("inspect", "Shows format, inputs, stages, sizes, link and domain of a model.") { model, json };
        command.SetWork((parsed, cancellation) => Execute(terminal, parsed.GetRequiredValue(model), parsed.GetValue(json), cancellation));
        return command;
    }

    private static void Execute(Terminal terminal, string path, bool json, CancellationToken cancellation)
    {
        ImportedModel model = Inputs.Model(path, cancellation);
        IReadOnlyList<string> notes = Inputs.NonFiniteWeight(model) is { } error ? [.. model.Notes, $"{error.Id}: {error.Message}"] : model.Notes;
        if (json)
        {
            JsonText.WriteLine(terminal.Output, writer => ModelJson.Write(writer, model, notes));
        }
        else
        {
            ModelTables.Write(terminal.Output, model, notes);
        }
    }
}
