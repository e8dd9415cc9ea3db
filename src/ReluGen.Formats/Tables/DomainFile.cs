using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Xml;
using System.Xml.Linq;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Tables;

/// <summary>Reads a domain file: <c>{"type": "box", "lo": […], "hi": […]}</c>.</summary>
public static class DomainFile
{
    private const string Expected = "expected an object with \"type\": \"box\" and the arrays \"lo\" and \"hi\", one number an input each";

    /// <summary>Longest file that is read.</summary>
    private const long MostBytes = 1 << 26;

    /// <summary>The box of a file.</summary>
    /// <exception cref="InputException">The file is missing, is not JSON, or is no box.</exception>
    public static DomainBox Read(string path)
    {
        XElement root = Json(path);
        if (root.Element("type")?.Value is { } type && type != "box")
        {
            throw Error($"The domain is of type {DisplayText.Quote(type)}; {Expected}.");
        }

        return DomainBox.Of(Numbers(root, "lo"), Numbers(root, "hi"));
    }

    // A JSON reader of the framework itself that netstandard2.0 has: the build ships no further library for three keys.
    private static XElement Json(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw Error("The domain file is larger than 64 MiB.");
            }

            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(File.ReadAllBytes(path), XmlDictionaryReaderQuotas.Max);
            return XElement.Load(reader);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Error("The domain file cannot be read: " + DisplayText.Line(e.Message));
        }
        catch (Exception e) when (e is XmlException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw Error($"The domain file is not JSON: {DisplayText.Line(e.Message)} {char.ToUpperInvariant(Expected[0])}{Expected.Substring(1)}.");
        }
    }

    private static IReadOnlyList<double> Numbers(XElement root, string name)
    {
        XElement[] arrays = root.Elements(name).ToArray();
        if (arrays.Length != 1 || (string?)arrays[0].Attribute("type") != "array")
        {
            throw Error($"The domain file has no array {DisplayText.Quote(name)}; {Expected}.");
        }

        var numbers = new List<double>();
        foreach (XElement item in arrays[0].Elements())
        {
            if ((string?)item.Attribute("type") != "number"
                || !double.TryParse(item.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                || double.IsNaN(value) || double.IsInfinity(value))
            {
                throw Error($"Element {numbers.Count} of {DisplayText.Quote(name)} is {DisplayText.Quote(item.Value)}; expected a finite number.");
            }

            numbers.Add(value);
        }

        return numbers;
    }

    private static InputException Error(string message) => new(InputErrorIds.Metadata, message);
}
