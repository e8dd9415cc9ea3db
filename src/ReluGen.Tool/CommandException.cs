using System;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Tool;

/// <summary>Ends a command with exit code 2; the message is the whole line that stderr gets.</summary>
internal sealed class CommandException(string line) : Exception(line)
{
    /// <summary>An error in the use of the command line.</summary>
    public static CommandException Usage(string message) => new("relugen: error: " + message);

    /// <summary>An error in a file of the user's.</summary>
    public static CommandException In(string path, InputError error) => new(error.Format(path));

    /// <summary>A file that cannot be written.</summary>
    public static CommandException Unwritable(string path, Exception cause) => new($"{path}: error: the file cannot be written: {cause.Message}");
}
