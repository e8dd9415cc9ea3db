using System;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;

namespace ReluGen.Tool.Commands;

/// <summary>Reads the user's files; what is wrong with one ends the command.</summary>
internal static class Inputs
{
    /// <summary>Id of the diagnostic for a weight that is NaN or infinite, the same as in the build.</summary>
    private const string NonFiniteWeightId = "RLG2001";

    /// <summary>Reads a model of any supported format, and its samples.</summary>
    /// <exception cref="CommandException">A file cannot be used.</exception>
    public static ImportedModel Model(ModelRequest request, CancellationToken cancellation)
    {
        try
        {
            return SampledModel.Read(request.Path, request.Samples, request.Features, new TableRequest(), cancellation);
        }
        catch (FileException e)
        {
            throw CommandException.In(e.Path, e.Error);
        }
    }

    /// <summary>Does what reads the file at <paramref name="path"/>.</summary>
    /// <exception cref="CommandException">The file has an error.</exception>
    public static void Of(string path, Action read)
    {
        try
        {
            read();
        }
        catch (InputException e)
        {
            throw CommandException.In(path, e.Error);
        }
    }

    /// <summary>Refuses a network that has a NaN or infinite weight.</summary>
    /// <exception cref="CommandException">It has one.</exception>
    public static void RequireFinite(string path, ImportedModel model)
    {
        if (NonFiniteWeight(model) is { } error)
        {
            throw CommandException.In(path, error);
        }
    }

    /// <summary>The error of a network that has a NaN or infinite weight; null if all are finite.</summary>
    public static InputError? NonFiniteWeight(ImportedModel model) =>
        NonFiniteWeights.First(model.Network) is { } weight
            ? new InputError(
                NonFiniteWeightId,
                $"{weight.Where} has {weight.Value}, so its outputs would be NaN; train or export the model again.",
                model.Document.Lines.Of(weight.Stage, weight.Neuron),
                1)
            : null;
}
