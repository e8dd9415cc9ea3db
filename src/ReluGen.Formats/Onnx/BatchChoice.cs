using System;
using System.Collections.Generic;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Lowering;

namespace ReluGen.Formats.Onnx;

/// <summary>Decides what a fixed leading dimension N > 1 of the input means: N rows of a batch, or features.</summary>
internal static class BatchChoice
{
    /// <summary>
    /// Lowers with a batch of one row, if the graph can be read so: it has one output, accepts one row, and gives one row for it
    /// where the file declares N. Otherwise all elements are features.
    /// </summary>
    /// <exception cref="InputException">Neither reading works.</exception>
    public static LoweredGraph Lower(OnnxGraph graph, NetworkInputs inputs, Func<bool, LoweredGraph> lower, List<string> notes)
    {
        if (inputs.Features.Count != 1 || inputs.Features[0].FixedBatch == 1 || graph.Outputs.Count > 1)
        {
            return lower(false);
        }

        GraphInput input = inputs.Features[0];
        InputException? refusal = null;
        try
        {
            LoweredGraph oneRow = lower(true);
            AffineTensor output = oneRow.Outputs[0];
            long? declared = GraphInput.DeclaredRows(graph.Outputs[0]);
            if (output.Rank > 0 && output.Shape[0] == 1 && (declared is null || declared == input.FixedBatch))
            {
                notes.Add($"The model has a fixed batch of {input.FixedBatch} rows; the network computes one row.");
                return oneRow;
            }
        }
        catch (InputException e)
        {
            refusal = e;
        }

        try
        {
            return lower(false);
        }
        catch (InputException) when (refusal?.Error.Id == InputErrorIds.Unsupported)
        {
            throw refusal;
        }
    }
}
