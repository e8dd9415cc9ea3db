using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;

namespace ReluGen.Formats.Relunet;

/// <summary>Reads the canonical text form as a model file.</summary>
internal static class RelunetReader
{
    /// <summary>A document that names no source gets the file itself as its origin.</summary>
    public static ImportedModel Read(ModelBytes file, CancellationToken cancellation)
    {
        using var reader = new StreamReader(new MemoryStream(file.Bytes), Encoding.UTF8);
        NetworkDocument document = NetworkReader.Read(reader.ReadToEnd(), cancellation);
        if (document.Layout is not null)
        {
            throw new InputException(InputErrorIds.Unsupported, "This is a simplified network that a build wrote for the compiler; give the model that it was made from.");
        }

        if (document.Network.Origin == NetworkOrigin.None)
        {
            document = document.WithNetwork(document.Network.WithOrigin(file.Origin()));
        }

        return new ImportedModel(document, "relunet", StageGroups.Of(document.Network, "stage"), []);
    }
}
