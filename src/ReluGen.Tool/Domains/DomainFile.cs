using System;
using System.IO;
using System.Text.Json;
using ReluGen.Core.Analysis.Regions;

namespace ReluGen.Tool.Domains;

/// <summary>Reads domain files: <c>{"type":"box","lo":[…],"hi":[…]}</c>.</summary>
internal static class DomainFile
{
    /// <summary>A box of more bytes than this has more features than any network that can be read.</summary>
    private const long MostBytes = 64L << 20;

    /// <summary>Reads the box of a file.</summary>
    /// <exception cref="CommandException">The file cannot be read, or what it says is not a bounded box of <paramref name="features"/> features.</exception>
    public static RegionDomain Read(string path, int features)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Bytes(path));
            return Box(document.RootElement, features);
        }
        catch (JsonException e)
        {
            throw Wrong(path, "it is not JSON: " + e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or InvalidDataException)
        {
            throw Wrong(path, "the domain cannot be read: " + e.Message);
        }
        catch (ArgumentException e)
        {
            throw Wrong(path, e.Message);
        }
    }

    private static ReadOnlyMemory<byte> Bytes(string path)
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length > MostBytes)
        {
            throw new InvalidDataException("it is larger than any domain.");
        }

        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static RegionDomain Box(JsonElement root, int features)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("type", out JsonElement type)
            || type.ValueKind != JsonValueKind.String || type.GetString() != "box")
        {
            throw new ArgumentException("A domain is an object {\"type\":\"box\",\"lo\":[…],\"hi\":[…]}; its type must be \"box\".");
        }

        return new RegionDomain(Bounds(root, "lo", features, double.NegativeInfinity), Bounds(root, "hi", features, double.PositiveInfinity));
    }

    /// <summary>The bounds of one side. A null is a missing bound, as in what <c>inspect --json</c> writes.</summary>
    private static double[] Bounds(JsonElement root, string name, int features, double missing)
    {
        if (!root.TryGetProperty(name, out JsonElement array) || array.ValueKind != JsonValueKind.Array)
        {
            throw new ArgumentException($"The array \"{name}\" is missing; give one number a feature.");
        }

        if (array.GetArrayLength() != features)
        {
            throw new ArgumentException($"\"{name}\" has {array.GetArrayLength()} numbers, but the network has {features} inputs; give one an input.");
        }

        var bounds = new double[features];
        for (int j = 0; j < features; j++)
        {
            bounds[j] = array[j].ValueKind switch
            {
                JsonValueKind.Number => array[j].GetDouble(),
                JsonValueKind.Null => missing,
                _ => throw new ArgumentException($"Element {j} of \"{name}\" is not a number."),
            };
        }

        return bounds;
    }

    private static CommandException Wrong(string path, string what) => new($"{path}: error: {what}");
}
