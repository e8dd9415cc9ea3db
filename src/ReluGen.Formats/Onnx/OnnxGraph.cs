using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Onnx.Schema;

namespace ReluGen.Formats.Onnx;

/// <summary>The graph of a model with its names resolved: who produces what, and in which order nodes can be lowered.</summary>
internal sealed class OnnxGraph
{
    /// <summary>Newest operator set whose definitions were read while this was written.</summary>
    public const int NewestOpset = 25;

    private readonly Dictionary<string, int> producers = new(StringComparer.Ordinal);
    private readonly HashSet<string> inputNames;

    /// <param name="model">The model.</param>
    /// <param name="outputs">Names of tensors that are outputs instead of those of the graph; empty for those.</param>
    /// <exception cref="InputException">The model has no graph, no usable opset, no input or output, or a tensor has two producers.</exception>
    public OnnxGraph(ModelProto model, IReadOnlyList<string> outputs)
    {
        GraphProto graph = model.Graph ?? throw Malformed("The file holds no ONNX graph. Check that it is an ONNX model and that it is complete.");
        Opset = StandardOpset(model);
        Nodes = graph.Node.Select(static proto => new OnnxNode(proto)).ToArray();
        foreach (TensorProto tensor in graph.Initializer)
        {
            if (Initializers.ContainsKey(tensor.Name))
            {
                throw Malformed($"Two initializers are named {DisplayText.Quote(tensor.Name)}.");
            }

            Initializers.Add(tensor.Name, tensor);
        }

        // Up to IR version 3 initializers had to be listed as inputs too.
        Inputs = graph.Input.Where(input => !Initializers.ContainsKey(input.Name)).ToArray();
        inputNames = new HashSet<string>(Inputs.Select(static i => i.Name), StringComparer.Ordinal);
        Outputs = graph.Output;
        foreach (ValueInfoProto declared in graph.ValueInfo.Concat(graph.Output).Concat(graph.Input))
        {
            Declarations[declared.Name] = declared;
        }

        if (Inputs.Count == 0 || Outputs.Count == 0)
        {
            throw Malformed(Inputs.Count == 0 ? "The graph has no input." : "The graph has no output.");
        }

        IndexProducers();
        if (outputs.Count > 0)
        {
            Outputs = outputs.Select(Tensor).ToArray();
        }
    }

    public int Opset { get; }

    public IReadOnlyList<OnnxNode> Nodes { get; }

    public Dictionary<string, TensorProto> Initializers { get; } = new(StringComparer.Ordinal);

    /// <summary>The inputs that are not initializers.</summary>
    public IReadOnlyList<ValueInfoProto> Inputs { get; }

    public IReadOnlyList<ValueInfoProto> Outputs { get; }

    /// <summary>What the file says about types and shapes of tensors, by name.</summary>
    public Dictionary<string, ValueInfoProto> Declarations { get; } = new(StringComparer.Ordinal);

    /// <summary>The nodes that the outputs depend on, each after those that it reads, else in file order.</summary>
    /// <exception cref="InputException">A tensor that is needed comes from nowhere, or nodes wait for each other in a cycle.</exception>
    public IReadOnlyList<OnnxNode> NeededNodes()
    {
        SortedSet<int> needed = Needed();
        var waits = new Dictionary<int, int>();
        var readers = new Dictionary<int, List<int>>();
        foreach (int reader in needed)
        {
            int[] writers = Reads(reader).Where(producers.ContainsKey).Select(name => producers[name]).Distinct().ToArray();
            waits[reader] = writers.Length;
            foreach (int writer in writers)
            {
                (readers.TryGetValue(writer, out List<int>? list) ? list : readers[writer] = []).Add(reader);
            }
        }

        var ready = new SortedSet<int>(needed.Where(n => waits[n] == 0));
        var order = new List<OnnxNode>(needed.Count);
        while (ready.Count > 0)
        {
            int next = ready.Min;
            ready.Remove(next);
            order.Add(Nodes[next]);
            foreach (int reader in readers.TryGetValue(next, out List<int>? list) ? list : [])
            {
                if (--waits[reader] == 0)
                {
                    ready.Add(reader);
                }
            }
        }

        return order.Count == needed.Count
            ? order
            : throw Malformed($"The graph has a cycle: {Nodes[needed.First(n => waits[n] > 0)]} waits for its own output.");

        IEnumerable<string> Reads(int node) => Nodes[node].Proto.Input.Where(static name => name.Length > 0);
    }

    private ValueInfoProto Tensor(string name) =>
        producers.ContainsKey(name) || inputNames.Contains(name)
            ? Declarations.TryGetValue(name, out ValueInfoProto? declared) ? declared : new ValueInfoProto { Name = name }
            : throw new InputException(InputErrorIds.Metadata, $"The graph has no tensor {DisplayText.Quote(name)}; its outputs are {NetworkInputs.List(Outputs.Select(static o => o.Name).ToArray())}.");

    private SortedSet<int> Needed()
    {
        var needed = new SortedSet<int>();
        var open = new Stack<int>();
        foreach (ValueInfoProto output in Outputs)
        {
            Require(output.Name, null);
        }

        while (open.Count > 0)
        {
            OnnxNode node = Nodes[open.Pop()];
            foreach (string name in node.Proto.Input)
            {
                Require(name, node);
            }
        }

        return needed;

        void Require(string name, OnnxNode? reader)
        {
            if (producers.TryGetValue(name, out int producer))
            {
                if (needed.Add(producer))
                {
                    open.Push(producer);
                }
            }
            else if ((reader is null || name.Length > 0) && !inputNames.Contains(name) && !Initializers.ContainsKey(name))
            {
                throw reader is null
                    ? Malformed($"Nothing produces the graph output {DisplayText.Quote(name)}.")
                    : reader.Malformed($"nothing produces its input {DisplayText.Quote(name)}: it is not a graph input, an initializer or the output of a node.");
            }
        }
    }

    private void IndexProducers()
    {
        for (int i = 0; i < Nodes.Count; i++)
        {
            if (Nodes[i].Proto.Output.All(static name => name.Length == 0))
            {
                throw Nodes[i].Malformed("the node has no output.");
            }

            foreach (string name in Nodes[i].Proto.Output)
            {
                if (name.Length > 0 && producers.ContainsKey(name))
                {
                    throw Nodes[i].Malformed($"its output {DisplayText.Quote(name)} is already produced by {Nodes[producers[name]]}.");
                }

                if (name.Length > 0 && (Initializers.ContainsKey(name) || inputNames.Contains(name)))
                {
                    throw Nodes[i].Malformed($"its output {DisplayText.Quote(name)} is also a graph input or an initializer.");
                }

                producers[name] = i;
            }
        }

        producers.Remove("");
    }

    private static int StandardOpset(ModelProto model)
    {
        long? version = model.OpsetImport.FirstOrDefault(static o => o.Domain is "" or "ai.onnx")?.Version;
        return version switch
        {
            null => throw Malformed("The model does not say which version of the ONNX operator set it uses."),
            < 1 or > NewestOpset => throw new InputException(
                InputErrorIds.Unsupported,
                $"The model uses version {version} of the ONNX operator set; versions 1 to {NewestOpset} are supported. Export it with another opset version."),
            _ => (int)version,
        };
    }

    private static InputException Malformed(string message) => new(InputErrorIds.Malformed, message);
}
