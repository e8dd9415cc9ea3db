using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats.Tables;

namespace ReluGen.Formats.Samples;

/// <summary>A model with the regions of its table and the names that were given to its inputs: what a ReluNetwork item describes.</summary>
public static class SampledModel
{
    /// <summary>Reads a model, observes its samples and finds the regions of its table.</summary>
    /// <param name="path">The model.</param>
    /// <param name="samplesPath">A sample file; null or empty to keep the regions that the model itself has.</param>
    /// <param name="features">
    /// Names of the inputs, separated by semicolons; null or empty to take those of the model or, where it has none, of the sample
    /// file's header.
    /// </param>
    /// <param name="table">Which regions the table shall hold.</param>
    /// <param name="selection">Inputs and outputs of a graph; null for those of the file.</param>
    /// <param name="featuresFile">A features file, <c>none</c>, or null or empty for the one beside the model where there is one.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The model; its notes end with those about the sample file, which begin with its name.</returns>
    /// <exception cref="FileException">The model, its sample file or its domain is wrong, or what was said about it does not fit.</exception>
    public static ImportedModel Read(string path, string? samplesPath, string? features, TableRequest table, GraphSelection? selection = null, string? featuresFile = null, CancellationToken cancellation = default)
    {
        ImportedModel model = Guard(path, () => ModelFile.Read(path, selection ?? GraphSelection.OfFile, featuresFile, cancellation));
        Network network = Named(model, path, samplesPath, features);
        var notes = new List<string>();
        ObservedSamples? samples = string.IsNullOrEmpty(samplesPath)
            ? null
            : Guard(samplesPath!, () => RegionObserver.Observe(network, samplesPath!, notes, cancellation));
        DomainBox? domain = table.DomainPath is { } domainPath ? Guard(domainPath, () => DomainFile.Read(domainPath)) : table.Domain;
        return Guard(path, () =>
        {
            TableRegions regions = new TableRegions(table, domain, cancellation).Of(model.Document.WithNetwork(network), samples);
            return model with
            {
                Document = regions.Document,
                Notes = [.. model.Notes, .. notes.Select(note => Path.GetFileName(samplesPath) + ": " + note)],
                TableCut = regions.Cut,
            };
        });
    }

    private static Network Named(ImportedModel model, string path, string? samplesPath, string? features)
    {
        Network network = model.Network;
        if (!string.IsNullOrEmpty(features))
        {
            Network named = Guard(path, () => WithNames(network, Split(features!, network)));
            return model.FeaturesFile is null || named.Equals(network)
                ? named
                : throw new FileException(path, new InputError(InputErrorIds.Metadata, $"Features names the inputs otherwise than {DisplayText.Quote(Path.GetFileName(model.FeaturesFile))}; leave Features out."));
        }

        if (string.IsNullOrEmpty(samplesPath))
        {
            return network;
        }

        return Guard(samplesPath!, () => SampleFile.FeatureNames(samplesPath!, network) is { } header ? WithNames(network, header) : network);
    }

    private static string[] Split(string features, Network network)
    {
        string[] names = Array.ConvertAll(features.Split(';'), static name => name.Trim());
        return names.Length == network.InputCount
            ? names
            : throw new InputException(InputErrorIds.Metadata, $"Features names {names.Length} inputs, but the network has {network.InputCount}; separate the names by semicolons.");
    }

    private static Network WithNames(Network network, IReadOnlyList<string> names)
    {
        var inputs = new InputFeature[network.InputCount];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = new InputFeature(names[i], network.Inputs[i].Lower, network.Inputs[i].Upper);
        }

        try
        {
            return network.WithInputs(inputs);
        }
        catch (ArgumentException e)
        {
            throw new InputException(InputErrorIds.Metadata, e.Message);
        }
    }

    /// <summary>Runs a step that reads <paramref name="file"/>, and ties what goes wrong to it.</summary>
    private static T Guard<T>(string file, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (InputException e)
        {
            throw new FileException(file, e.Error);
        }
    }
}
