using System.Collections.Generic;
using System.Collections.Immutable;
using ReluGen.Generator.Diagnostics;
using ReluGen.Generator.Inputs;

namespace ReluGen.Generator.Facts;

/// <summary>A network that is analysed, once however many classes ask for it.</summary>
/// <param name="File">Its file.</param>
/// <param name="Attribute">The first attribute that names it.</param>
internal sealed record FactSubject(NetworkFile File, Place Attribute)
{
    /// <summary>The networks for which code is generated.</summary>
    public static IEnumerable<FactSubject> Of(ImmutableArray<Request> requests)
    {
        var seen = new HashSet<NetworkFile>();
        foreach (Request request in requests)
        {
            if (request is { Problem: null, File: { } file } && seen.Add(file))
            {
                yield return new FactSubject(file, request.Target.Place);
            }
        }
    }
}
