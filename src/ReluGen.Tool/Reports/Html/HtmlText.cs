using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using ReluGen.Tool.Output;

namespace ReluGen.Tool.Reports.Html;

/// <summary>
/// Writes a page that is HTML and XML alike. Names of elements and attributes come from the tool; whatever comes from a file is a text
/// or the value of an attribute, escaped and freed of characters that steer.
/// </summary>
internal sealed class HtmlText(TextWriter target) : IDisposable
{
    private const string Html = "http://www.w3.org/1999/xhtml";
    private const string Svg = "http://www.w3.org/2000/svg";

    private readonly XmlWriter writer = XmlWriter.Create(target, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineChars = "\n" });
    private string vocabulary = Html;

    /// <summary>Begins the document.</summary>
    public void DocType() => writer.WriteDocType("html", null, null, null);

    /// <summary>An element with attributes and what <paramref name="content"/> writes into it.</summary>
    public void Element(string name, IEnumerable<(string Name, string Value)> attributes, Action content)
    {
        string outside = vocabulary;
        vocabulary = name == "svg" ? Svg : outside;
        writer.WriteStartElement(name, vocabulary);
        Attributes(attributes);
        content();

        // HTML reads <p/> as the beginning of a paragraph.
        writer.WriteFullEndElement();
        vocabulary = outside;
        Break(name);
    }

    /// <summary>An element that has no content, such as meta.</summary>
    public void Void(string name, params (string Name, string Value)[] attributes)
    {
        writer.WriteStartElement(name, vocabulary);
        Attributes(attributes);
        writer.WriteEndElement();
        Break(name);
    }

    /// <summary>An element with text.</summary>
    public void Text(string name, string text, params (string Name, string Value)[] attributes) =>
        Element(name, attributes, () => writer.WriteString(SafeText.ForMarkup(text)));

    /// <summary>Words and code one after another, with a space between them.</summary>
    public void Sentence(params (string Name, string Text)[] parts) => Element("p", [], () =>
    {
        foreach ((int index, (string name, string text)) in parts.Index())
        {
            writer.WriteString(index > 0 && text.Length > 0 ? " " : "");
            Text(name, text);
        }
    });

    /// <summary>A style sheet, which no file has a part in.</summary>
    public void Style(string css) => Element("style", [], () => writer.WriteRaw(css));

    /// <summary>A picture that <see cref="Pictures.SvgText"/> has written.</summary>
    public void Picture(string svg) => writer.WriteRaw(svg);

    public void Dispose() => writer.Dispose();

    private void Attributes(IEnumerable<(string Name, string Value)> attributes)
    {
        foreach ((string name, string value) in attributes)
        {
            writer.WriteAttributeString(name, SafeText.ForMarkup(value));
        }
    }

    /// <summary>A line for each larger element, so that the page can be read and compared.</summary>
    private void Break(string name)
    {
        if (vocabulary == Html && name is not ("td" or "th" or "code" or "a" or "strong" or "span"))
        {
            writer.WriteWhitespace("\n");
        }
    }
}
