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
    private readonly Pretence pretence;
    private readonly Problems problems = new();

    // Tensors by name; null marks one of which nothing is known, because it depends on an unsupported node.
    private readonly Dictionary<string, AffineTensor?> values = new(StringComparer.Ordinal);

    // Further outputs that no rule makes, and their nodes.
    private readonly Dictionary<string, OnnxNode> furtherOutputs = new(StringComparer.Ordinal);

    // How often each tensor will yet be read; what is not read any more is let go.
    private readonly Dictionary<string, int> readers = new(StringComparer.Ordinal);

    private InputException? tooLarge;

    private GraphLowering(OnnxGraph graph, LoweringState state)
    {
        this.graph = graph;
        this.state = state;
        pretence = new Pretence(graph, state);
    }

    /// <summary>Lowers what the outputs need, with a batch of one row where <paramref name="oneRow"/> is set.</summary>
    /// <exception cref="InputException">Something is unsupported (all of it is named), or the graph is inconsistent.</exception>
    public static LoweredGraph Run(OnnxGraph graph, IReadOnlyList<OnnxNode> order, NetworkInputs inputs, bool oneRow, TensorReader tensors, Budget budget)
    {
        int features = inputs.FeatureCount(oneRow);
        var builder = new NetworkBuilder(features, budget);
        var lowering = new GraphLowering(graph, new LoweringState(graph.Opset, builder, tensors, budget));
        lowering.AddInputs(inputs, oneRow);
        lowering.CountReaders(order);
        foreach (OnnxNode node in order)
        {
            lowering.Lower(node);
            lowering.Release(node);
        }

        AffineTensor?[] outputs = graph.Outputs.Select(output => lowering.Value(output.Name)).ToArray();
        AffineTensor[] chosen = GraphOutputs.Check(graph, outputs, lowering.problems);
        lowering.ThrowIfAny();
        return new LoweredGraph(InputFeature.Unnamed(features), chosen, lowering.state);
    }

    private void ThrowIfAny()
    {
        if (tooLarge is not null && problems.Any)
        {
            problems.Add(tooLarge.Message);
        }

        problems.ThrowIfAny();
        if (tooLarge is not null)
        {
            throw tooLarge;
        }
    }

    private void AddInputs(NetworkInputs inputs, bool oneRow)
    {
        foreach (Schema.ValueInfoProto input in graph.Inputs)
        {
            values[input.Name] = inputs.Unchosen.Count > 0 ? pretence.Of(input.Name) : null;
        }

        foreach (KeyValuePair<string, AffineTensor> tensor in inputs.Tensors(state.Builder, oneRow, state.Budget))
        {
            values[tensor.Key] = tensor.Value;
        }

        if (inputs.Unchosen.Count > 0)
        {
            string names = NetworkInputs.List(inputs.Unchosen);
            string several = DisplayText.Quote(string.Join(";", inputs.Unchosen.Take(2)));
            problems.Add($"the graph has {inputs.Unchosen.Count} inputs ({names}); a network has one. Choose one, or several whose elements are joined, by GraphInputs={several} on the item of the project or --graph-inputs {several} of relugen convert; GraphOutputs and --graph-outputs choose outputs that need no other inputs. Or export the model with one input.");
        }
    }

    private void CountReaders(IReadOnlyList<OnnxNode> order)
    {
        foreach (string name in order.SelectMany(static node => node.Proto.Input).Concat(graph.Outputs.Select(static o => o.Name)))
        {
            readers[name] = readers.TryGetValue(name, out int count) ? count + 1 : 1;
        }
    }

    private void Release(OnnxNode node)
    {
        foreach (string name in node.Proto.Input)
        {
            if (--readers[name] == 0)
            {
                values.Remove(name);
            }
        }
    }

    private void Lower(OnnxNode node)
    {
        AffineTensor?[] inputs = node.Proto.Input.Select(name => name.Length == 0 ? null : Value(name)).ToArray();
        bool isComplete = !inputs.Where((tensor, i) => tensor is null && node.Proto.Input[i].Length > 0).Any();
        node.Shape = pretence.DeclaredShape(node.Proto.Output[0]) ?? inputs.FirstOrDefault()?.Shape;
        AffineTensor?[] results = [];
        if (Operators.Classes.PassThrough(node, inputs) is { } chosen)
        {
            results = [chosen];
        }
        else if (OperatorTable.Find(node) is not { } rule)
        {
            problems.Add(UnsupportedOperators.Refuse(node));
            results = pretence.Outputs(node, inputs);
        }
        else if (isComplete && tooLarge is null)
        {
            results = Lower(node, rule, inputs);
        }

        for (int i = 0; i < node.Proto.Output.Count; i++)
        {
            string name = node.Proto.Output[i];
            if (i > 0 && i >= results.Length)
            {
                furtherOutputs[name] = node;
            }
            else
            {
                values[name] = i < results.Length ? results[i] : null;
            }
        }
    }

    private AffineTensor?[] Lower(OnnxNode node, OutputsRule rule, AffineTensor?[] inputs)
    {
        try
        {
            return Run(node, rule, inputs);
        }
        catch (InputException e) when (e.Error.Id == InputErrorIds.TooLarge)
        {
            // The budget is spent: what follows is looked at for unsupported operators only.
            tooLarge = node.TooLarge(e.Message);
            return [];
        }
        catch (InputException) when (pretence.IsTouched)
        {
            // What does not fit may be our guess about a node that is reported already.
            return [];
        }
    }

    private AffineTensor?[] Run(OnnxNode node, OutputsRule rule, AffineTensor?[] inputs)
    {
        try
        {
            WholeInputs.Require(node, inputs);
            return WholeInputs.Marked(node, inputs, rule(new NodeContext(node, inputs, state)));
        }
        catch (Refusal refusal) when (refusal.IsAboutLink)
        {
            // The link is reported; whether the node is otherwise right shows with an operand without it.
            problems.Add(refusal);
            return Run(node, rule, Array.ConvertAll(inputs, pretence.WithoutHead));
        }
        catch (Refusal refusal)
        {
            problems.Add(refusal);
            return pretence.Outputs(node, inputs);
        }
    }

    private AffineTensor? Value(string name)
    {
        if (furtherOutputs.TryGetValue(name, out OnnxNode? node))
        {
            problems.Add(node.Unsupported($"of its outputs only the first is supported, but {DisplayText.Quote(name)} is read."));
            return pretence.Of(name);
        }

        if (!values.TryGetValue(name, out AffineTensor? value))
        {
            // The order of the nodes guarantees that what is not there yet is an initializer.
            value = Initializer(name);
            values.Add(name, value);
        }

        return value;
    }

    private AffineTensor? Initializer(string name)
    {
        if (tooLarge is not null)
        {
            return null;
        }

        try
        {
            return state.Tensors.Read(graph.Initializers[name], "Initializer " + DisplayText.Quote(name));
        }
        catch (InputException e) when (e.Error.Id == InputErrorIds.Unsupported)
        {
            problems.Add(e.Message);
            return null;
        }
    }
}
