using System;
using System.Threading;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Simplification;

namespace ReluGen.Formats;

/// <summary>A model in the smaller form that computes the same: what <c>Simplify="true"</c> on a ReluNetwork item asks for.</summary>
public static class SimplifiedModel
{
    /// <summary>Reads the metadata: <c>true</c> or <c>false</c>, which empty stands for.</summary>
    /// <exception cref="InputException">It is something else.</exception>
    public static bool IsRequested(string text) => text.Trim().ToLowerInvariant() switch
    {
        "" or "false" => false,
        "true" => true,
        _ => throw new InputException(InputErrorIds.Metadata, $"Simplify is {DisplayText.Quote(text)}; expected true or false."),
    };

    /// <summary>Simplifies a model by what is proved about it. The regions of its table stay those of the model, with its patterns.</summary>
    /// <param name="model">The model, which is not a simplified one.</param>
    /// <param name="onDomain">True to use what holds on the domain of the inputs only; outside of it the smaller network is another function.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The model with a note about what was saved; <paramref name="model"/> with a note that says so if that is nothing.</returns>
    public static ImportedModel Of(ImportedModel model, bool onDomain, CancellationToken cancellation = default)
    {
        InputBox? box = onDomain ? InputBox.Of(model.Network) : null;
        DegeneracyReport report = DegeneracyAnalysis.Run(model.Network, new DegeneracyOptions { Box = box }, cancellation);
        SimplifiedNetwork simplified = NetworkSimplifier.Run(model.Network, report, cancellation);
        string note = simplified.IsUnchanged
            ? "Simplify found nothing to remove."
            : FormattableString.Invariant($"Simplify saves {simplified.SavedNeurons} of {model.Network.HiddenNeuronCount} neurons and {simplified.SavedParameters} of {model.Network.ParameterCount} weights and biases.");
        return model with
        {
            Document = simplified.IsUnchanged ? model.Document : model.Document.Simplified(simplified.Network, simplified.Layout),
            Notes = [.. model.Notes, note],
        };
    }
}
