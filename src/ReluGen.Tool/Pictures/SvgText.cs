using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Xml;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Pictures;

/// <summary>Writes SVG elements; text is escaped and freed of characters that XML does not have.</summary>
internal sealed class SvgText(TextWriter target) : IDisposable
{
    private readonly XmlWriter writer = XmlWriter.Create(target, new XmlWriterSettings { Indent = true, IndentChars = " ", NewLineChars = "\n", OmitXmlDeclaration = true });

    /// <summary>An element with attributes and what <paramref name="content"/> writes into it.</summary>
    public void Element(string name, IEnumerable<(string Name, string Value)> attributes, Action? content = null)
    {
        writer.WriteStartElement(name, "http://www.w3.org/2000/svg");
        foreach ((string attribute, string value) in attributes)
        {
            writer.WriteAttributeString(attribute, SafeText.ForMarkup(value));
        }

        content?.Invoke();
        writer.WriteEndElement();
    }

    /// <summary>An element with text.</summary>
    public void Text(string name, IEnumerable<(string Name, string Value)> attributes, string text) =>
        Element(name, attributes, () => writer.WriteString(SafeText.ForMarkup(text)));

    public void Dispose() => writer.Dispose();

    /// <summary>A coordinate, to a hundredth of a pixel.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
