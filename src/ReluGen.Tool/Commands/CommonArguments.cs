using System;
using System.CommandLine;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ReluGen.Formats;

namespace ReluGen.Tool.Commands;

/// <summary>The argument and options that several commands have.</summary>
internal static class CommonArguments
{
    /// <summary>MODEL, or another name where there are several.</summary>
    public static Argument<string> Model(string name = "MODEL")
    {
        var argument = new Argument<string>(name) { Description = "A model file: " + ModelFile.Extensions + "." };
        argument.Validators.Add(static result =>
        {
            // The parser takes a misspelt option for MODEL if no MODEL stands before it.
            string value = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (value.StartsWith('-') && !File.Exists(value))
            {
                result.AddError($"'{value}' is neither an option of this command nor a file.");
            }
        });
        return argument;
    }

    /// <summary>--json.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write one JSON document on stdout and nothing else." };

    /// <summary>-o FILE.</summary>
    public static Option<string?> Output(string description) => new("-o", "--output") { Description = description, HelpName = "FILE" };

    /// <summary>Runs <paramref name="action"/> off the calling thread: the library watches for Ctrl-C only once an action has returned its task.</summary>
    public static void SetWork(this Command command, Action<ParseResult, CancellationToken> action) =>
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                action(parsed, cancellation);
                return CommandLine.Done;
            },
            cancellation));

    /// <summary>As <see cref="SetWork"/>, for an action that says whether what it was given holds: if not, the exit code is 1.</summary>
    public static void SetVerdict(this Command command, Func<ParseResult, CancellationToken, bool> action) =>
        command.SetAction((parsed, cancellation) => Task.Run(
            () => action(parsed, cancellation) ? CommandLine.Done : CommandLine.Disagrees,
            cancellation));

    /// <summary>Refuses to write over a file that the command reads.</summary>
    /// <exception cref="CommandException">The paths are of the same file.</exception>
    public static void RequireOther(string? output, string input)
    {
        if (output is not null && output.Length > 0 && Path.GetFullPath(output) == Path.GetFullPath(input))
        {
            throw CommandException.Usage($"'{output}' is the input of this command; choose another file for its output.");
        }
    }
}
