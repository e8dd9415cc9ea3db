using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace Explainer;

/// <summary>Reads the body of a request: an object with a number for each input of the network.</summary>
internal static class PassengerReader
{
    /// <summary>The values in the order of the inputs, or what is wrong with the body.</summary>
    public static async Task<(float[]? Passenger, Refusal? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            Dictionary<string, float>? values = await JsonSerializer.DeserializeAsync(request.Body, Json.Default.DictionaryStringSingle, cancellation);
            return values is null ? Refuse("The body is null.") : InOrder(values);
        }
        catch (JsonException e)
        {
            return Refuse($"The body is no JSON object of numbers (line {e.LineNumber + 1 ?? 1}, byte {e.BytePositionInLine + 1 ?? 1}).");
        }
        catch (BadHttpRequestException e)
        {
            return Refuse(e.Message);
        }
        catch (IOException)
        {
            return Refuse("The body ended early.");
        }
    }

    private static (float[]? Passenger, Refusal? Refusal) InOrder(Dictionary<string, float> values)
    {
        var passenger = new float[SurvivalNetwork.InputCount];
        for (int j = 0; j < passenger.Length; j++)
        {
            string name = SurvivalNetwork.InputNames[j];
            if (!values.Remove(name, out passenger[j]))
            {
                return Refuse($"'{name}' is missing.");
            }

            if (!float.IsFinite(passenger[j]))
            {
                return Refuse($"'{name}' is not a finite number.");
            }
        }

        return values.Count == 0 ? (passenger, null) : Refuse("There are properties that are no input of the network.");
    }

    private static (float[]? Passenger, Refusal? Refusal) Refuse(string what) =>
        (null, new Refusal($"{what} Expected is an object with a number for each of {string.Join(", ", SurvivalNetwork.InputNames.ToArray())}."));
}
