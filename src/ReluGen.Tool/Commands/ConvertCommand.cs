using System;
using System.CommandLine;
using System.Threading;
using ReluGen.Core.Text;
using ReluGen.Formats;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>convert MODEL -o X.relunet</c>: the canonical text form of a model.</summary>
internal static class ConvertCommand
{
    private const string Extension = ".relunet";

    public static Command Create(Terminal terminal)
    {
        var model = new ModelArguments();
        Option<string?> output = CommonArguments.Output("The file to write; its name ends in " + Extension + ".");
        output.Required = true;
        var command = new Command("convert", "Writes a model in the canonical text form.");
        model.AddTo(command);
        command.Add(output);
        command.SetWork((parsed, cancellation) => Execute(terminal, model.Of(parsed), parsed.GetRequiredValue(output)!, cancellation));
        return command;
    }

    private static void Execute(Terminal terminal, ModelRequest request, string output, CancellationToken cancellation)
    {
        if (!output.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            throw CommandException.Usage($"'{output}' does not end in {Extension}, the one format that can be written.");
        }

        request.RequireOther(output);
        ImportedModel model = Inputs.Model(request, cancellation);
        OutputFile.Write(output, terminal.Output, writer => NetworkWriter.Write(model.Document, writer));
        terminal.WriteNotes(request.Path, model.Notes);
    }
}
