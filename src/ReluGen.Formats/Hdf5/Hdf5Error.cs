using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Hdf5;

/// <summary>Errors of HDF5 files.</summary>
internal static class Hdf5Error
{
    public static InputException Malformed(string message) => new(InputErrorIds.Malformed, message + " The HDF5 file is damaged or incomplete; copy or save it again.");

    /// <summary>A part of the format that Keras does not write unless it is asked to.</summary>
    public static InputException Unsupported(string what) =>
        new(InputErrorIds.Unsupported, $"The HDF5 file has {what}, which is not read. Save the model again with Keras: model.save('model.keras').");
}
