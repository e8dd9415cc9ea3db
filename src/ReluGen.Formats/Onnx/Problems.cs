using System.Collections.Generic;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Onnx;

/// <summary>Everything that is unsupported in one model, each thing once.</summary>
internal sealed class Problems
{
    private const int MostListed = 20;

    private readonly HashSet<string> seen = [];
    private readonly List<string> listed = [];

    /// <summary>True to end the message with the operators that are supported.</summary>
    public bool MentionsOperators { get; set; }

    public void Add(string problem)
    {
        if (seen.Add(problem) && listed.Count < MostListed)
        {
            listed.Add(problem);
        }
    }

    public void AddIf(bool condition, string problem)
    {
        if (condition)
        {
            Add(problem);
        }
    }

    /// <exception cref="InputException">There is a problem; the message names them all.</exception>
    public void ThrowIfAny()
    {
        if (listed.Count == 0)
        {
            return;
        }

        string message = string.Join(" ", listed);
        message = char.ToUpperInvariant(message[0]) + message.Substring(1);
        if (seen.Count > listed.Count)
        {
            message += $" And {seen.Count - listed.Count} more.";
        }

        if (MentionsOperators)
        {
            message += " Supported operators: " + string.Join(", ", OperatorTable.Names) + ".";
        }

        throw new InputException(InputErrorIds.Unsupported, message);
    }
}
