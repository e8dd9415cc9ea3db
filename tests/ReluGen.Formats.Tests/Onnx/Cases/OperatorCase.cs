using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Tests.Onnx.Cases;

/// <summary>A small graph whose result is worked out by hand, at one or more versions of the operator set.</summary>
/// <param name="Operator">The operator that it is about, with its domain where that is not the standard one.</param>
/// <param name="Opsets">Versions of the operator set.</param>
/// <param name="X">Values of the input x.</param>
/// <param name="Expected">Values of the output y before the link.</param>
/// <param name="Build">Makes the graph for a version.</param>
internal sealed record OperatorCase(string Operator, int[] Opsets, double[] X, double[] Expected, Func<int, Graph> Build)
{
    /// <summary>Every case of every operator.</summary>
    public static IReadOnlyList<OperatorCase> All { get; } =
        [.. ActivationCases.All, .. ArithmeticCases.All, .. WindowCases.All, .. ShapeCases.All, .. ConstantCases.All, .. TailCases.All];

    /// <summary>Imports the graph at each version and evaluates it; what it became, for the table of operators.</summary>
    public string Check()
    {
        string[] kinds = Opsets.Select(Check).Distinct().ToArray();
        return Assert.Single(kinds);
    }

    private string Check(int opset)
    {
        Graph graph = Build(opset).Opset(opset);
        ImportedModel imported = graph.Import();
        double[] actual = Graph.Evaluate(imported.Network, X);
        Assert.Equal(Expected.Length, actual.Length);
        Assert.All(Expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1, Math.Abs(pair.First))));
        return Kind(graph, imported);
    }

    private string Kind(Graph graph, ImportedModel imported) =>
        !IsReached(graph) ? "constants"
        : imported.Network.Link != Link.Identity ? "link " + LinkNames.Of(imported.Network.Link)
        : imported.ClassLabels.Count > 0 ? "class"
        : imported.Network.HiddenNeuronCount == 0 ? "affine"
        : "neurons";

    /// <summary>True if the operator reads something that depends on x, and not only its shape.</summary>
    private bool IsReached(Graph graph)
    {
        HashSet<string> reached = ["x"];
        bool isReached = false;
        foreach (var node in graph.Model.Graph.Node)
        {
            if (node.OpType is "Shape" or "Size" || !node.Input.Any(reached.Contains))
            {
                continue;
            }

            reached.UnionWith(node.Output);
            isReached |= (node.Domain.Length > 0 ? node.Domain + "." : "") + node.OpType == Operator;
        }

        return isReached;
    }
}
