using System.Collections.Generic;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Onnx;

/// <summary>Everything that is unsupported in one model, each thing once.</summary>
internal sealed class Problems
{
    private const int MostListed = 20;

    private readonly HashSet<string> seen = [];
    private readonly List<string> nodes = [];
    private readonly List<string> sentences = [];

    /// <summary>Adds a node whose operator has no rule.</summary>
    public void AddUnknown(OnnxNode node) => AddTo(nodes, node.ToString());

    /// <summary>Adds a sentence about what else stands against the model.</summary>
    public void Add(string problem) => AddTo(sentences, problem);

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
        if (seen.Count > 0)
        {
            throw new InputException(InputErrorIds.Unsupported, string.Join(" ", Parts()));
        }
    }

    private void AddTo(List<string> list, string problem)
    {
        if (seen.Add(problem) && nodes.Count + sentences.Count < MostListed)
        {
            list.Add(problem);
        }
    }

    private IEnumerable<string> Parts()
    {
        if (nodes.Count > 0)
        {
            yield return "Not supported: " + string.Join(", ", nodes) + ".";
        }

        foreach (string sentence in sentences)
        {
            yield return OnnxNode.Sentence(sentence);
        }

        int unlisted = seen.Count - nodes.Count - sentences.Count;
        if (unlisted > 0)
        {
            yield return $"And {unlisted} more.";
        }

        if (nodes.Count > 0)
        {
            yield return $"Supported operators: {string.Join(", ", OperatorTable.Names)}. Replace other operators in the model, or cut the graph before them, and export it again.";
        }

        yield return "What is supported is in docs/formats.md.";
    }
}
