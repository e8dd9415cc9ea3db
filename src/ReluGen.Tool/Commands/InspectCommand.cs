using System.Collections.Generic;
using System.CommandLine;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats;
using ReluGen.Generator.Planning;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>inspect MODEL [--plan] [--json]</c>: what the file holds, and the shapes of its code.</summary>
internal static class InspectCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> model = CommonArguments.Model();
        var source = new NetworkOptions();
        Option<bool> json = CommonArguments.Json();
        var plan = new Option<bool>("--plan") { Description = "Also show which code is generated for each stage and mode, why, and what it costs." };
        var command = new Command("inspect", "Shows format, inputs, stages, sizes, link and domain of a model.") { model, plan, json };
        source.AddTo(command);
        command.SetWork((parsed, cancellation) => Execute(terminal, source.Of(parsed, parsed.GetRequiredValue(model)), parsed.GetValue(plan), parsed.GetValue(json), cancellation));
        return command;
    }

    private static void Execute(Terminal terminal, ModelRequest request, bool withPlan, bool json, CancellationToken cancellation)
    {
        ImportedModel model = Inputs.Model(request, cancellation);
        InputError? flaw = Inputs.NonFiniteWeight(model);
        IReadOnlyList<string> notes = flaw is null ? model.Notes : [.. model.Notes, $"{flaw.Id}: {flaw.Message}"];
        if (withPlan)
        {
            Inputs.RequireSize(request.Path, model);
        }

        KernelPlan? plan = withPlan ? KernelPlan.Of(model.Network) : null;
        if (json)
        {
            JsonText.WriteLine(terminal.Output, writer => ModelJson.Write(writer, model, plan, notes));
        }
        else
        {
            ModelTables.Write(terminal.Output, model, plan);
        }

        terminal.WriteNotes(request.Path, notes);
    }
}
