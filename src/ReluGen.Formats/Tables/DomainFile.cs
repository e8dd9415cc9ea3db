using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.Serialization.Json;
using System.Xml;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Tables;

/// <summary>Reads a domain file: <c>{"type": "box", "lo": […], "hi": […]}</c>. The type may be left out; other members are ignored.</summary>
public static class DomainFile
{
    private const string Expected = "expected an object with \"type\": \"box\" and the arrays \"lo\" and \"hi\", one number an input each";

    /// <summary>A box of more bytes than this has more inputs than any network that can be read.</summary>
    private const long MostBytes = 1 << 26;

    /// <summary>No limits but of depth: the reader's time grows with its square.</summary>
    private static readonly XmlDictionaryReaderQuotas Quotas = new()
    {
        MaxDepth = 64,
        MaxArrayLength = int.MaxValue,
        MaxBytesPerRead = int.MaxValue,
        MaxNameTableCharCount = int.MaxValue,
        MaxStringContentLength = int.MaxValue,
    };

    /// <summary>The box of a file.</summary>
    /// <exception cref="InputException">The file is missing, is not JSON, or is no box of finite bounds.</exception>
    public static DomainBox Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw Error("The domain file is larger than 64 MiB.");
            }

            // A JSON reader of the framework itself that netstandard2.0 has: the build ships no further library for three keys.
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(File.ReadAllBytes(path), Quotas);
            return Box(reader);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Error("The domain file cannot be read: " + DisplayText.Line(e.Message));
        }
        catch (Exception e) when (e is XmlException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw Error($"The domain file is not JSON: {DisplayText.Line(e.Message)} {char.ToUpperInvariant(Expected[0])}{Expected.Substring(1)}.");
        }
    }

    /// <summary>Reads the root. In the XML that the reader makes of JSON, a member is an element and its attribute "type" the kind of its value.</summary>
    private static DomainBox Box(XmlDictionaryReader reader)
    {
        if (reader.MoveToContent() != XmlNodeType.Element)
        {
            throw new FormatException("The file is empty.");
        }

        bool isObject = reader.GetAttribute("type") == "object";
        IReadOnlyList<double>? lower = null;
        IReadOnlyList<double>? upper = null;
        int depth = reader.Depth;
        reader.Read();
        while (reader.Depth > depth)
        {
            switch (isObject ? reader.LocalName : "")
            {
                case "type" when reader.ReadElementContentAsString() is var type && type != "box":
                    throw Error($"The domain is of type {DisplayText.Quote(type)}; {Expected}.");
                case "type":
                    break;
                case "lo":
                    lower = lower is null ? Numbers(reader, "lo") : throw Twice("lo");
                    break;
                case "hi":
                    upper = upper is null ? Numbers(reader, "hi") : throw Twice("hi");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        // What follows the root must be nothing.
        while (reader.Read())
        {
        }

        return DomainBox.Of(lower ?? throw Missing("lo"), upper ?? throw Missing("hi"));
    }

    /// <summary>Reads an array and the end of its element.</summary>
    private static List<double> Numbers(XmlDictionaryReader reader, string name)
    {
        if (reader.GetAttribute("type") != "array")
        {
            throw Missing(name);
        }

        var numbers = new List<double>();
        int depth = reader.Depth;
        reader.Read();
        while (reader.Depth > depth)
        {
            numbers.Add(Number(reader, name, numbers.Count));
        }

        reader.ReadEndElement();
        return numbers;
    }

    private static double Number(XmlDictionaryReader reader, string name, int index)
    {
        string? kind = reader.GetAttribute("type");
        string place = $"Element {index.ToString(CultureInfo.InvariantCulture)} of {DisplayText.Quote(name)}";
        if (kind is "object" or "array")
        {
            throw Error($"{place} is an {kind}; expected a finite number.");
        }

        if (kind == "null")
        {
            // As in what 'inspect --json' writes of a network without bounds.
            throw Error($"{place} is null, which leaves the input unbounded; give a finite number.");
        }

        string text = reader.ReadElementContentAsString();
        return kind == "number" && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && !double.IsNaN(value) && !double.IsInfinity(value)
            ? value
            : throw Error($"{place} is {DisplayText.Quote(text)}; expected a finite number.");
    }

    private static InputException Twice(string name) => Error($"The domain file has {DisplayText.Quote(name)} twice; {Expected}.");

    private static InputException Missing(string name) => Error($"The domain file has no array {DisplayText.Quote(name)}; {Expected}.");

    private static InputException Error(string message) => new(InputErrorIds.Metadata, message);
}
