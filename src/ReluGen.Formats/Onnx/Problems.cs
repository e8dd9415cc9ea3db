using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Onnx;

/// <summary>Everything that is unsupported in one model: nodes with the same reason together, each thing once.</summary>
internal sealed class Problems
{
    // A real model has a few kinds of unsupported nodes; only a hostile one has thousands.
    private const int MostListed = 500;

    private readonly HashSet<(string Reason, string Place)> seen = [];
    private readonly List<(string Reason, string Remedy, List<string> Places)> groups = [];
    private readonly List<string> sentences = [];
    private int unlisted;

    public bool Any => seen.Count > 0;

    /// <summary>Adds a node that cannot be lowered.</summary>
    public void Add(Refusal refusal)
    {
        if (!IsNew(refusal.Reason, refusal.Place))
        {
            return;
        }

        List<string>? places = groups.Find(g => g.Reason == refusal.Reason && g.Remedy == refusal.Remedy).Places;
        if (places is null)
        {
            places = [];
            groups.Add((refusal.Reason, refusal.Remedy, places));
        }

        places.Add(refusal.Place);
    }

    /// <summary>Adds a sentence about what else stands against the model.</summary>
    public void Add(string problem)
    {
        if (IsNew(problem, ""))
        {
            sentences.Add(problem);
        }
    }

    /// <exception cref="InputException">There is a problem; the message names them all.</exception>
    public void ThrowIfAny()
    {
        if (Any)
        {
            throw new InputException(InputErrorIds.Unsupported, string.Join(" ", Parts()));
        }
    }

    private bool IsNew(string reason, string place)
    {
        if (!seen.Add((reason, place)))
        {
            return false;
        }

        unlisted += seen.Count > MostListed ? 1 : 0;
        return seen.Count <= MostListed;
    }

    private IEnumerable<string> Parts()
    {
        foreach ((string reason, string remedy, List<string> places) in groups)
        {
            yield return OnnxNode.Sentence($"{string.Join(", ", places)}: {reason}") + (remedy.Length > 0 ? " " + remedy : "");
        }

        foreach (string sentence in sentences)
        {
            yield return OnnxNode.Sentence(sentence);
        }

        if (unlisted > 0)
        {
            yield return $"And {unlisted} more.";
        }

        yield return "What is supported is in docs/formats.md and docs/operators.md.";
    }
}
