using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Formats.Samples;

namespace ReluGen.Formats.Preprocessing;

/// <summary>A model whose inputs are those of a features file: it takes what its users have, in their units.</summary>
internal static class PreprocessedModel
{
    /// <summary>A value of this many scales has an error of about 6e-5 scales in float32.</summary>
    private const double LargeOffset = 1000;

    /// <summary>Reads a features file and folds it into a model.</summary>
    /// <exception cref="FileException">The file is wrong, or does not fit the model.</exception>
    public static ImportedModel Of(ImportedModel model, string path, CancellationToken cancellation)
    {
        try
        {
            return Fold(model, FeaturesFile.Content(path), path, cancellation);
        }
        catch (InputException e)
        {
            throw new FileException(path, e.Error);
        }
    }

    /// <summary>The same for a file of the given content.</summary>
    /// <exception cref="InputException">It is wrong, or does not fit the model.</exception>
    public static ImportedModel Fold(ImportedModel model, string content, string path, CancellationToken cancellation)
    {
        var notes = new List<string>(model.Notes);
        IReadOnlyList<Feature> features = FeaturesFile.Parse(content, model.Network.InputCount, notes, cancellation);
        PreprocessedInput[] inputs = [.. features.SelectMany(static feature => feature.Inputs)];
        Require(model.Network, inputs);
        notes.Add($"The inputs are those of {DisplayText.Quote(Path.GetFileName(path))}: its scales are folded into the first stage, so values, domain and explanations are in its units.");
        if (inputs.Where(static input => Math.Abs(input.Offset) >= LargeOffset).Select(static input => DisplayText.Quote(input.Name)).ToArray() is { Length: > 0 } far)
        {
            notes.Add($"The values of {string.Join(", ", far.Take(8))}{(far.Length > 8 ? ", …" : "")} are large beside their scale, so float32 loses digits of them; subtract a constant from the data before training.");
        }

        if (model.Document.Regions.Count > 0 || model.Document.Samples is not null)
        {
            notes.Add("The regions that the file lists are in the units before that; they are left out.");
        }

        return model with
        {
            Document = model.Document.WithNetwork(InputFolding.Of(model.Network, inputs, cancellation)).WithRegions(null, []),
            Notes = notes,
            Features = features,
            FeaturesFile = path,
        };
    }

    private static void Require(Network network, PreprocessedInput[] inputs)
    {
        if (inputs.Length != network.InputCount)
        {
            throw new InputException(InputErrorIds.Metadata, $"The features file describes {inputs.Length} inputs, but the network has {network.InputCount}; list every feature in the order of the training data, one input a category.");
        }

        if (!ColumnChoice.IsUnnamed(network)
            && inputs.Zip(network.Inputs, static (described, own) => (Described: described.Name, Own: own.Name)).FirstOrDefault(static pair => pair.Described != pair.Own) is { Own: not null } pair)
        {
            throw new InputException(InputErrorIds.Metadata, $"The features file names an input {DisplayText.Quote(pair.Described)} that the model itself names {DisplayText.Quote(pair.Own)}; use one name.");
        }
    }
}
