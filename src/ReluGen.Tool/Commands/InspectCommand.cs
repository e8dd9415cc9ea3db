using System.Collections.Generic;
using System.CommandLine;
using System.Threading;
using ReluGen.Core.Diagnostics;
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
        ImportedModel model = Inputs.Model(new ModelRequest(path, Samples: null, Features: null), cancellation);
        InputError? flaw = Inputs.NonFiniteWeight(model);
        IReadOnlyList<string> notes = flaw is null ? model.Notes : [.. model.Notes, $"{flaw.Id}: {flaw.Message}"];
        if (json)
        {
            JsonText.WriteLine(terminal.Output, writer => ModelJson.Write(writer, model, notes));
        }
        else
        {
            ModelTables.Write(terminal.Output, model);
        }

        terminal.WriteNotes(path, notes);
    }
}
