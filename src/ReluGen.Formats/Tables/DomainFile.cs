using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Text;
using ReluGen.Formats.Json;

namespace ReluGen.Formats.Tables;

/// <summary>Reads a domain file: <c>{"type": "box", "lo": […], "hi": […]}</c>. The type may be left out; other members are ignored.</summary>
public static class DomainFile
{
    private const string Expected = "expected an object with \"type\": \"box\" and the arrays \"lo\" and \"hi\", one number an input each";

    /// <summary>A box of more bytes than this has more inputs than any network that can be read.</summary>
    private const long MostBytes = 1 << 26;

    /// <summary>The box of a file.</summary>
    /// <exception cref="InputException">The file is missing, is not JSON, or is no box of finite bounds; with line and column.</exception>
    public static DomainBox Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= MostBytes
                ? Parse(File.ReadAllText(path))
                : throw new InputException(InputErrorIds.Metadata, "The domain file is larger than 64 MiB.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InputException(InputErrorIds.Metadata, "The domain file cannot be read: " + DisplayText.Line(e.Message));
        }
    }

    /// <summary>The box of a text.</summary>
    internal static DomainBox Parse(string text)
    {
        var json = new JsonReader(text, InputErrorIds.Metadata);
        IReadOnlyList<double>? lower = null;
        IReadOnlyList<double>? upper = null;
        foreach (string member in json.Members("the domain"))
        {
            switch (member)
            {
                case "type":
                    if (json.Text("\"type\"") is var type && type != "box")
                    {
                        throw json.Error($"The domain is of type {DisplayText.Quote(type)}; {Expected}.");
                    }

                    break;
                case "lo":
                    lower = Numbers(json, "\"lo\"");
                    break;
                case "hi":
                    upper = Numbers(json, "\"hi\"");
                    break;
                default:
                    json.Skip("a member");
                    break;
            }
        }

        json.End();
        return DomainBox.Of(lower ?? throw Missing("lo"), upper ?? throw Missing("hi"));

        InputException Missing(string name) => json.Error($"The domain file has no array {DisplayText.Quote(name)}; {Expected}.");
    }

    private static List<double> Numbers(JsonReader json, string name)
    {
        var numbers = new List<double>();
        foreach (int i in json.Elements(name))
        {
            if (i == NetworkReader.MostUnits)
            {
                throw json.Error($"{name} has more than {NetworkReader.MostUnits} numbers, which is the most inputs that a network may have.");
            }

            if (json.TryNull())
            {
                // As in what 'inspect --json' writes of a network without bounds.
                throw json.Error($"element {i.ToString(CultureInfo.InvariantCulture)} of {name} is null, which leaves the input unbounded; give a finite number.");
            }

            numbers.Add(json.Number(name, i));
        }

        return numbers;
    }
}
