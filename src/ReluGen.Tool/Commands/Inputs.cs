using System;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Formats;

namespace ReluGen.Tool.Commands;

/// <summary>Reads the user's files; what is wrong with one ends the command.</summary>
internal static class Inputs
{
    /// <summary>Reads a model of any supported format.</summary>
    /// <exception cref="CommandException">The file cannot be used.</exception>
    public static ImportedModel Model(string path, CancellationToken cancellation)
    {
        ImportedModel? model = null;
        Of(path, () => model = ModelFile.Read(path, cancellation));
        return model!;
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

    /// <summary>Refuses a network whose affine maps are too large.</summary>
    /// <exception cref="CommandException">They are.</exception>
    public static void RequireMap(string path, ImportedModel model) => Of(path, () => AffineMap64.EntryCount(model.Network));

    /// <summary>The error of a network that has a NaN or infinite weight; null if all are finite.</summary>
    public static InputError? NonFiniteWeight(ImportedModel model) =>
        NonFiniteWeights.First(model.Network) is { } weight
            ? NetworkErrors.NonFinite(weight, model.Document.Lines.Of(weight.Stage, weight.Neuron))
            : null;
}
