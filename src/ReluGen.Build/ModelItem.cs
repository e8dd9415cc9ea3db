using System;
using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats;
using ReluGen.Formats.Samples;

namespace ReluGen.Build;

/// <summary>A ReluNetwork item: a model, and what the project says about it.</summary>
/// <param name="path">Full path of the model.</param>
/// <param name="samplesPath">Full path of a sample file; empty where there is none.</param>
/// <param name="features">Names of the inputs, separated by semicolons; empty to take those of the model or of the sample file.</param>
internal sealed class ModelItem(string path, string samplesPath, string features)
{
    /// <summary>Full path of the model.</summary>
    public string Path { get; } = path;

    /// <summary>Full paths of further files that the last <see cref="ToText"/> read weights from.</summary>
    public IReadOnlyList<string> ExternalFiles { get; private set; } = [];

    /// <summary>The canonical text of the network, with the regions that the samples visit.</summary>
    /// <param name="notes">Receives what the readers noticed that is no error.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="FileException">The model, its sample file or the item is wrong.</exception>
    public string ToText(List<string> notes, CancellationToken cancellation)
    {
        ImportedModel model = Guard(Path, () => ModelFile.Read(Path, cancellation));
        notes.AddRange(model.Notes);
        ExternalFiles = model.ExternalFiles;
        Network network = Named(model.Network);
        SampleSummary? samples = samplesPath.Length == 0
            ? model.Document.Samples
            : Guard(samplesPath, () => RegionObserver.Observe(network, samplesPath, notes, cancellation));
        return NetworkWriter.Write(new NetworkDocument(network, samples));
    }

    /// <summary>The network with the names that the item gives, else those of the sample file's header where the model has none.</summary>
    private Network Named(Network network)
    {
        if (features.Length > 0)
        {
            return Guard(Path, () => WithNames(network, FeatureList(network)));
        }

        if (samplesPath.Length > 0)
        {
            IReadOnlyList<string>? header = Guard(samplesPath, () => SampleFile.FeatureNames(samplesPath, network));
            return header is null ? network : Guard(samplesPath, () => WithNames(network, header));
        }

        return network;
    }

    private IReadOnlyList<string> FeatureList(Network network)
    {
        string[] names = Array.ConvertAll(features.Split(';'), static name => name.Trim());
        if (names.Length != network.InputCount)
        {
            throw new InputException(BuildErrorIds.Metadata, $"Features of this ReluNetwork item names {names.Length} inputs, but the network has {network.InputCount}; separate the names by semicolons.");
        }

        return names;
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
            throw new InputException(BuildErrorIds.Metadata, e.Message);
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
