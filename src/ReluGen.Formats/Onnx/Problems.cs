using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Onnx;

/// <summary>Everything that is unsupported in one model, each thing once.</summary>
internal sealed class Problems
{
    private const int MostListed = 20;

    private readonly List<string> list = [];

    /// <summary>True to end the message with the operators that are supported.</summary>
    public bool MentionsOperators { get; set; }

    public void Add(string problem)
    {
        if (!list.Contains(problem))
        {
            list.Add(problem);
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
        if (list.Count == 0)
        {
            return;
        }

        string message = string.Join(" ", list.Take(MostListed));
        message = char.ToUpperInvariant(message[0]) + message.Substring(1);
        if (list.Count > MostListed)
        {
            message += $" And {list.Count - MostListed} more.";
        }

        if (MentionsOperators)
        {
            message += " Supported operators: " + string.Join(", ", OperatorTable.Names) + ".";
        }

        throw new InputException(InputErrorIds.Unsupported, message);
    }
}
