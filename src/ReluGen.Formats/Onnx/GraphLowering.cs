using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx;

/// <summary>A graph in normal form.</summary>
/// <param name="Inputs">The features.</param>
/// <param name="Outputs">The graph's outputs in graph order, affine in the input and the hidden stages.</param>
/// <param name="State">The hidden stages and the activation nodes that they come from.</param>
internal sealed record LoweredGraph(InputFeature[] Inputs, IReadOnlyList<AffineTensor> Outputs, LoweringState State);

/// <summary>Lowers the nodes of a graph one after another. What is unsupported is collected, so that all of it is reported at once.</summary>
internal sealed class GraphLowering
{
    private readonly OnnxGraph graph;
    private readonly LoweringState state;
    private readonly Problems problems = new();

    // Tensors by name; null marks one that depends on an unsupported node.
    private readonly Dictionary<string, AffineTensor?> values = new(StringComparer.Ordinal);

    // Outputs after the first, which no rule makes, and their nodes.
    private readonly Dictionary<string, OnnxNode> furtherOutputs = new(StringComparer.Ordinal);

    private GraphLowering(OnnxGraph graph, LoweringState state)
    {
        this.graph = graph;
        this.state = state;
    }

    /// <summary>Lowers what the outputs need, with the graph's input in the given shape.</summary>
    /// <exception cref="InputException">Something is unsupported (all of it is named), or the graph is inconsistent.</exception>
    public static LoweredGraph Run(OnnxGraph graph, IReadOnlyList<OnnxNode> order, int[] inputShape, TensorReader tensors, Budget budget)
    {
        int features = (int)Dimensions.Count(inputShape);
        var builder = new NetworkBuilder(features, budget);
        var lowering = new GraphLowering(graph, new LoweringState(graph.Opset, builder, tensors, budget));
        lowering.AddInputs(inputShape);
        foreach (OnnxNode node in order)
        {
            lowering.Lower(node);
        }

        AffineTensor?[] outputs = graph.Outputs.Select(output => lowering.Value(output.Name)).ToArray();
        if (outputs.Length > 1)
        {
            foreach (AffineTensor? output in outputs)
            {
                lowering.problems.AddIf(output?.Head is not null, $"{output?.Head?.Node}: a link is supported only where the graph has one output.");
            }
        }

        lowering.problems.ThrowIfAny();
        return new LoweredGraph(InputFeature.Unnamed(features), outputs!, lowering.state);
    }

    private void AddInputs(int[] shape)
    {
        if (graph.Inputs.Count == 1)
        {
            values.Add(graph.Inputs[0].Name, state.Builder.Input(shape));
            return;
        }

        string names = string.Join(", ", graph.Inputs.Take(12).Select(static i => DisplayText.Quote(i.Name)));
        problems.Add($"the graph has {graph.Inputs.Count} inputs ({names}); a network has one. Export the model with one input.");
        foreach (Schema.ValueInfoProto input in graph.Inputs)
        {
            values[input.Name] = null;
        }
    }

    private void Lower(OnnxNode node)
    {
        AffineTensor? result = null;
        if (!node.IsStandard || !OperatorTable.TryFind(node.Operator, out OperatorRule? rule))
        {
            problems.AddUnknown(node);
        }
        else
        {
            AffineTensor?[] inputs = node.Proto.Input.Select(name => name.Length == 0 ? null : Value(name)).ToArray();
            bool complete = !inputs.Where((tensor, i) => tensor is null && node.Proto.Input[i].Length > 0).Any();
            result = complete ? Lower(node, rule!, inputs) : null;
        }

        values[node.Proto.Output[0]] = result;
        foreach (string name in node.Proto.Output.Skip(1))
        {
            furtherOutputs[name] = node;
        }
    }

    private AffineTensor? Lower(OnnxNode node, OperatorRule rule, AffineTensor?[] inputs)
    {
        try
        {
            return rule(new NodeContext(node, inputs, state));
        }
        catch (InputException e) when (e.Error.Id == InputErrorIds.Unsupported)
        {
            problems.Add(e.Message);
            return null;
        }
    }

    private AffineTensor? Value(string name)
    {
        if (furtherOutputs.TryGetValue(name, out OnnxNode? node))
        {
            problems.Add($"{node}: of its outputs only the first is supported, but {DisplayText.Quote(name)} is read.");
            return null;
        }

        if (!values.TryGetValue(name, out AffineTensor? value))
        {
            // The order of the nodes guarantees that what is not there yet is an initializer.
            value = state.Tensors.Read(graph.Initializers[name], "Initializer " + DisplayText.Quote(name));
            values.Add(name, value);
        }

        return value;
    }
}
