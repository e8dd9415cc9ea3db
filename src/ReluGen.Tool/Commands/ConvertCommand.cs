using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using ReluGen.Core.Text;
using ReluGen.Formats;
using ReluGen.Formats.Onnx;
using ReluGen.Formats.Preprocessing;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>convert MODEL -o X.relunet|X.onnx</c>: a model in the canonical text form, or as ONNX.</summary>
internal static class ConvertCommand
{
    private const string Text = ".relunet";
    private const string Onnx = ".onnx";

    public static Command Create(Terminal terminal)
    {
        var model = new ModelArguments();
        Option<string?> output = CommonArguments.Output($"The file to write; its name ends in {Text} or {Onnx}.");
        output.Required = true;
        var command = new Command("convert", "Writes a model in the canonical text form, or as ONNX.");
        model.AddTo(command);
        command.Add(output);
        command.SetWork((parsed, cancellation) => Execute(terminal, model.Of(parsed), parsed.GetRequiredValue(output)!, cancellation));
        return command;
    }

    private static void Execute(Terminal terminal, ModelRequest request, string output, CancellationToken cancellation)
    {
        bool isOnnx = output.EndsWith(Onnx, StringComparison.OrdinalIgnoreCase);
        if (!isOnnx && !output.EndsWith(Text, StringComparison.OrdinalIgnoreCase))
        {
            throw CommandException.Usage($"'{output}' ends neither in {Text} nor in {Onnx}, the formats that can be written.");
        }

        request.RequireOther(output);
        ImportedModel model = Inputs.Model(request, cancellation);
        RequireAlone(output, model);
        if (isOnnx)
        {
            Inputs.Of(request.Path, () => OutputFile.WriteBytes(output, stream => OnnxWriter.Write(model.Network, stream)));
        }
        else
        {
            OutputFile.Write(output, terminal.Output, writer => NetworkWriter.Write(model.Document, writer));
        }

        terminal.WriteNotes(request.Path, isOnnx ? [.. model.Notes, "ONNX has no place for the names and bounds of inputs, the names of classes and regions; only the arithmetic is written."] : model.Notes);
    }

    /// <summary>Refuses to put a network into which a features file is folded where that file would be read with it.</summary>
    private static void RequireAlone(string output, ImportedModel model)
    {
        if (model.FeaturesFile is { } features && Path.GetFullPath(FeaturesFile.BesideOf(output)) == Path.GetFullPath(features))
        {
            throw CommandException.Usage($"'{features}' is folded into what is written, and would be read with '{output}' once more; choose another name or folder.");
        }
    }
}
