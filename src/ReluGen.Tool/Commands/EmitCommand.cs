using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using System.Threading;
using ReluGen.Core.Text;
using ReluGen.Formats;
using ReluGen.Generator.Emission;
using ReluGen.Generator.Planning;
using ReluGen.Tool.Naming;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Commands;

/// <summary><c>emit MODEL -o FILE.cs</c>: the generated source.</summary>
internal static class EmitCommand
{
    // A name that no generated code uses, under which the names that it does use are found.
    private const string Probe = "ReluGenNameProbe";

    public static Command Create(Terminal terminal)
    {
        var model = new ModelArguments();
        var className = new Option<string?>("--class") { Description = "Name of the class; without it, made from the file name.", HelpName = "NAME" };
        var namespaceName = new Option<string?>("--namespace") { Description = "Namespace of the class; without it, the global one.", HelpName = "NAME" };
        var fma = new Option<bool>("--fma") { Description = "Forward passes with fused multiply-adds, as Fma = true of the attribute." };
        Option<string?> output = CommonArguments.Output("The file to write; without it, stdout.");
        var command = new Command("emit", "Writes the generated C# of a model.");
        model.AddTo(command);
        command.Add(className);
        command.Add(namespaceName);
        command.Add(fma);
        command.Add(output);
        command.SetWork((parsed, cancellation) =>
        {
            var request = new Request(
                model.Of(parsed),
                parsed.GetValue(className),
                parsed.GetValue(namespaceName),
                new CodeOptions { Fma = parsed.GetValue(fma) },
                parsed.GetValue(output));
            Execute(terminal, request, cancellation);
        });
        return command;
    }

    private static void Execute(Terminal terminal, Request request, CancellationToken cancellation)
    {
        request.Model.RequireOther(request.Output);
        RequirePlain(request);
        ImportedModel model = Inputs.Model(request.Model, cancellation);
        Inputs.RequireFinite(request.Model.Path, model);
        Inputs.RequireSize(request.Model.Path, model);
        HashSet<string> used = NameClashes.NamesUsedBy(NetworkCode.Emit(model.Document, "", Probe, request.Options, cancellation), cancellation);
        string name = request.Class ?? DefaultClass(request.Model.Path, used);
        string code = Emit(model.Document, request.Namespace ?? "", name, request.Options, used, cancellation);
        OutputFile.Write(request.Output, terminal.Output, writer => writer.Write(code));
        terminal.WriteNotes(request.Model.Path, model.Notes);
    }

    private static void RequirePlain(Request request)
    {
        if (request.Class is not null && !Identifiers.IsPlain(request.Class))
        {
            throw CommandException.Usage($"'{request.Class}' cannot name a class; a name is a letter or _ followed by letters, digits and _.");
        }

        if (request.Namespace is not null && !Identifiers.IsPlainNamespace(request.Namespace))
        {
            throw CommandException.Usage($"'{request.Namespace}' cannot name a namespace; it is made of letters, digits and _, with dots between its parts.");
        }
    }

    private static string DefaultClass(string path, HashSet<string> used)
    {
        string name = Identifiers.OfFile(path);
        return used.Contains(name) ? name + Identifiers.Fallback : name;
    }

    private static string Emit(NetworkDocument document, string ns, string name, CodeOptions options, HashSet<string> used, CancellationToken cancellation)
    {
        string[] parts = ns.Length == 0 ? [] : ns.Split('.');
        if (parts.Append(name).FirstOrDefault(used.Contains) is { } clash)
        {
            throw CommandException.Usage($"the generated code uses the name '{clash}' itself; choose another with --class or --namespace.");
        }

        return NetworkCode.Emit(document, string.Join(".", parts.Select(CSharpNames.Escape)), CSharpNames.Escape(name), options, cancellation);
    }

    private sealed record Request(ModelRequest Model, string? Class, string? Namespace, CodeOptions Options, string? Output);
}
