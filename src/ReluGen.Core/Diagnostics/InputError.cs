using System;
using System.Globalization;

namespace ReluGen.Core.Diagnostics;

/// <summary>One thing that is wrong with a file of the user's: where, what was expected, how to mend it.</summary>
/// <param name="Id">Diagnostic id, one of <see cref="InputErrorIds"/>.</param>
/// <param name="Message">What is wrong and how to mend it, one sentence or two, without the file name.</param>
/// <param name="Line">Line of the file, counted from 1; 0 where the file has no lines.</param>
/// <param name="Column">Column of the line, counted from 1; 0 where unknown.</param>
public sealed record InputError(string Id, string Message, int Line = 0, int Column = 0)
{
    /// <summary>The error as compilers write it: <c>file(line,column): error RLG1002: message</c>.</summary>
    public string Format(string file)
    {
        string place = Line == 0
            ? file
            : string.Format(CultureInfo.InvariantCulture, "{0}({1},{2})", file, Line, Math.Max(Column, 1));
        return place + ": error " + Id + ": " + Message;
    }
}

/// <summary>The ids of errors in files (RLG1xxx); each has a page in docs/diagnostics.</summary>
public static class InputErrorIds
{
    /// <summary>The file is not what its name says: damaged, truncated, or of another format.</summary>
    public const string Malformed = "RLG1002";

    /// <summary>The model uses an operator, or an operator in a way, that has no piecewise-affine form here.</summary>
    public const string Unsupported = "RLG1003";

    /// <summary>Shapes or element types in the model do not fit each other.</summary>
    public const string Shape = "RLG1004";

    /// <summary>The model is larger than this version accepts.</summary>
    public const string TooLarge = "RLG1005";

    /// <summary>The canonical text form breaks its grammar.</summary>
    public const string Syntax = "RLG1007";

    /// <summary>The sample file cannot be read or does not fit the network.</summary>
    public const string Samples = "RLG1009";

    /// <summary>External data of a model is missing, out of range, or outside the model's folder.</summary>
    public const string ExternalData = "RLG1010";

    /// <summary>What was said about a model (names of inputs, domain, regions of the table) cannot be or does not fit the network.</summary>
    public const string Metadata = "RLG1011";
}

/// <summary>Carries an <see cref="InputError"/> from a reader to whoever reports it.</summary>
public sealed class InputException : Exception
{
    public InputException(InputError error)
        : base(error.Message) => Error = error;

    public InputException(string id, string message, int line = 0, int column = 0)
        : this(new InputError(id, message, line, column))
    {
    }

    /// <summary>What is wrong.</summary>
    public InputError Error { get; }
}
