using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Text;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx;

/// <summary>What the outputs of a graph are to the network: numbers that it computes, or the choice of a class, which follows from them.</summary>
internal static class GraphOutputs
{
    /// <summary>The outputs as they are, after problems with them were noted.</summary>
    public static AffineTensor[] Check(OnnxGraph graph, AffineTensor?[] outputs, Problems problems)
    {
        AffineTensor[] known = outputs.Where(static o => o is not null).ToArray()!;
        AffineTensor[] scores = Scores(known);
        foreach (AffineTensor output in known)
        {
            if (output.Kind == ElementKind.Text)
            {
                problems.Add("an output of the graph is constant text.");
            }
            else if (output.ChosenBy is { } chooser && !scores.Any(output.HasElementsOf))
            {
                problems.Add(new Refusal(chooser, "it chooses a class by other numbers than those that are outputs.", "Choose the numbers that it reads as the output (GraphOutputs)."));
            }
            else if (scores.Length > 1 && output.Head is { } head)
            {
                problems.Add(new Refusal(head.Node, "a link is supported only where the graph has one output.", "Choose one output (GraphOutputs), or export the model with one."));
            }
        }

        return known;
    }

    /// <summary>The numbers that the network computes: the outputs that are not classes or, where all are, what the first is chosen by.</summary>
    public static AffineTensor[] Scores(IReadOnlyList<AffineTensor> outputs)
    {
        AffineTensor[] scores = outputs.Where(static o => o.ChosenBy is null).ToArray();
        return scores.Length > 0 ? scores : outputs.Take(1).ToArray();
    }

    /// <summary>Names of the classes that the network's outputs stand for; empty where there are none, or where further outputs are beside them.</summary>
    public static IReadOnlyList<string> Labels(IReadOnlyList<AffineTensor> outputs, int outputCount) =>
        (outputs.FirstOrDefault(static o => o.ChosenBy is not null && o.Labels is not null) ?? outputs.FirstOrDefault(static o => o.Labels is not null))?.Labels is { } labels
        && NetworkDocument.IsClassCount(labels.Count, outputCount) ? labels : [];

    /// <summary>What became of outputs that are classes, a sentence each.</summary>
    public static IEnumerable<string> Notes(OnnxGraph graph, IReadOnlyList<AffineTensor> outputs)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            if (outputs[i].ChosenBy is { } chooser)
            {
                string labels = outputs[i].Labels is { } names ? " (" + string.Join(", ", names.Take(12).Select(DisplayText.Quote)) + (names.Count > 12 ? ", …" : "") + ")" : "";
                yield return $"The output {DisplayText.Quote(graph.Outputs[i].Name)} is a class{labels}, chosen by {chooser} where the network's output decides; the network gives that output.";
            }
        }
    }
}
