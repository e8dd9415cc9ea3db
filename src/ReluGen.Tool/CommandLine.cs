using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ReluGen.Tool.Commands;
using ReluGen.Tool.Output;

namespace ReluGen.Tool;

/// <summary>The root command, and what becomes of its errors: exit code 2 and one line on stderr.</summary>
internal static class CommandLine
{
    /// <summary>The command did what was asked.</summary>
    public const int Done = 0;

    /// <summary>What was to be verified does not hold.</summary>
    public const int Disagrees = 1;

    /// <summary>Bad usage or bad input; nothing was written.</summary>
    public const int Refused = 2;

    /// <summary>Ended by Ctrl-C: what shells expect, 128 + SIGINT.</summary>
    public const int Cancelled = 130;

    /// <summary>Runs one command.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        // Without response files, a model whose name begins with '@' is a model.
        ParseResult parsed = Root(terminal).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            return Refuse(terminal, "relugen: error: " + UsageError(parsed));
        }

        try
        {
            // The commands' own exceptions are reported here, not by the library, which would print a stack. What the library itself
            // writes is the help, in padded columns.
            using var help = new StringWriter();
            var invocation = new InvocationConfiguration { Output = help, Error = terminal.Error, EnableDefaultExceptionHandler = false };
            int code = await parsed.InvokeAsync(invocation, cancellation);
            terminal.Output.Write(SafeText.WithoutTrailingBlanks(help.ToString()));
            return code;
        }
        catch (CommandException e)
        {
            return Refuse(terminal, e.Message);
        }
        catch (OperationCanceledException)
        {
            Refuse(terminal, "relugen: cancelled");
            return Cancelled;
        }
        catch (OutOfMemoryException)
        {
            return Refuse(terminal, "relugen: error: there is not enough memory for this model");
        }
        catch (Exception e)
        {
            // A defect of ours; whoever calls the tool still gets the exit code and the one line of the contract.
            return Refuse(terminal, $"relugen: error: this is a defect of relugen, please report it: {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Not a RootCommand, whose name in the help would be the assembly's.</summary>
    private static Command Root(Terminal terminal) => new("relugen", "Inspects, checks, runs and converts ReLU networks.")
    {
        new HelpOption { Recursive = true },
        new VersionOption(),
        InspectCommand.Create(terminal),
        CheckCommand.Create(terminal),
        RunCommand.Create(terminal),
        BenchCommand.Create(terminal),
        EmitCommand.Create(terminal),
        ConvertCommand.Create(terminal),
        RegionsCommand.Create(terminal),
        GeometryCommand.Create(terminal),
        DiffCommand.Create(terminal),
        ClusterCommand.Create(terminal),
        ExplainCommand.Create(terminal),
        IdentifyCommand.Create(terminal),
        ReportCommand.Create(terminal),
    };

    /// <summary>One message for all that is wrong: the parser's first, but a word that it does not know says more than that one is missing.</summary>
    private static string UsageError(ParseResult parsed) => parsed.UnmatchedTokens.Count > 0
        ? $"'{parsed.UnmatchedTokens[0]}' is not a command, option or argument here; {HelpOf(parsed)} lists them."
        : $"{parsed.Errors[0].Message.TrimEnd('.')}; see {HelpOf(parsed)}.";

    private static string HelpOf(ParseResult parsed) =>
        parsed.CommandResult.Parent is null ? "'relugen --help'" : $"'relugen {parsed.CommandResult.Command.Name} --help'";

    private static int Refuse(Terminal terminal, string line)
    {
        terminal.Error.WriteLine(SafeText.OneLine(line));
        return Refused;
    }
}
