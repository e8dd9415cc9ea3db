using System;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Json;

/// <summary>JSON that is a part of another file, or lies beside it: a line of it is no line of the file that the error is reported at.</summary>
internal static class EmbeddedJson
{
    /// <summary>Runs a step that reads the JSON, and puts the place in it into the message of an error.</summary>
    /// <param name="part">What the JSON is, as a message begins: <c>config.json</c>.</param>
    /// <param name="step">The step.</param>
    public static T Within<T>(string part, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (InputException e) when (e.Error.Line > 0)
        {
            throw new InputException(e.Error.Id, FormattableString.Invariant($"{part}, line {e.Error.Line}, column {Math.Max(e.Error.Column, 1)}: {e.Message}"));
        }
    }
}
