using System;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats;
using ReluGen.Generator.Emission;
using ReluGen.Formats.Samples;
using ReluGen.Formats.Tables;

namespace ReluGen.Tool.Commands;

/// <summary>Reads the user's files; what is wrong with one ends the command.</summary>
internal static class Inputs
{
    /// <summary>Reads a model of any supported format, and its samples.</summary>
    /// <exception cref="CommandException">A file cannot be used.</exception>
    public static ImportedModel Model(ModelRequest request, CancellationToken cancellation)
    {
        try
        {
            return SampledModel.Read(request.Path, request.Samples, request.Features, new TableRequest(), request.Graph, request.FeaturesFile, cancellation);
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
        catch (FileException e)
        {
            throw CommandException.In(e.Path, e.Error);
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

    /// <summary>Refuses networks that are too large for code and for maps that one could print.</summary>
    public static void RequireSize(string path, ImportedModel model)
    {
        if (NetworkCode.SizeProblem(model.Network) is { } problem)
        {
            throw CommandException.In(path, new InputError(InputErrorIds.TooLarge, char.ToUpperInvariant(problem[0]) + problem.Substring(1) + "."));
        }
    }

    /// <summary>The error of a network that has a NaN or infinite weight; null if all are finite.</summary>
    public static InputError? NonFiniteWeight(ImportedModel model) =>
        NonFiniteWeights.First(model.Network) is { } weight
            ? NetworkErrors.NonFinite(weight, model.Document.Lines.Of(weight.Stage, weight.Neuron))
            : null;
}
