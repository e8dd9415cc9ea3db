using System.Text;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Formats.Hdf5;
using ReluGen.Formats.Json;

namespace ReluGen.Formats.Keras;

/// <summary>Reads models that Keras 1, 2 and 3 save: <c>.keras</c> archives and HDF5 files, told apart by their first bytes.</summary>
internal static class KerasReader
{
    public static ImportedModel Read(ModelBytes file, GraphSelection selection, CancellationToken cancellation)
    {
        if (!KerasArchive.IsArchive(file.Bytes))
        {
            return ReadHdf5(file, selection, cancellation);
        }

        KerasArchive archive = KerasArchive.Read(file.Bytes);
        return EmbeddedJson.Within("The part config.json of the archive", () =>
        {
            var model = KerasModel.Read(JsonTree.Read(archive.Config), Major(archive.Version));
            var weights = new NumberedWeights(new Hdf5File(archive.Weights).Root, model.Layers);
            return new KerasLowering(KerasNesting.Flatten(model), weights).Lower(file, selection, cancellation);
        });
    }

    private static ImportedModel ReadHdf5(ModelBytes file, GraphSelection selection, CancellationToken cancellation)
    {
        Hdf5Object root = new Hdf5File(file.Bytes).Root;
        string config = root.Text("model_config")
            ?? throw new InputException(InputErrorIds.Malformed, "The HDF5 file has no attribute 'model_config': it holds weights without a model, or is no Keras model. Save the whole model: model.save('model.keras').");
        return EmbeddedJson.Within("The attribute 'model_config'", () =>
        {
            var model = KerasModel.Read(JsonTree.Read(Encoding.UTF8.GetBytes(config)), Major(root.Text("keras_version")));
            return new KerasLowering(KerasNesting.Flatten(model), new NamedWeights(root.Child("model_weights") ?? root)).Lower(file, selection, cancellation);
        });
    }

    /// <summary>The first number of a version; files of Keras 1.0 do not state it.</summary>
    private static int Major(string? version) => version is { Length: > 0 } && version[0] is >= '1' and <= '9' ? version[0] - '0' : 1;
}
