using System;

namespace ReluGen.Tool.Reports.Html;

/// <summary>A cell of a table.</summary>
/// <param name="Kind">Its class in the style sheet; empty for text.</param>
/// <param name="Content">Writes what is in it.</param>
internal readonly record struct HtmlCell(string Kind, Action<HtmlText> Content)
{
    /// <summary>Text.</summary>
    public static HtmlCell Of(string text) => new("", html => html.Text("span", text));

    /// <summary>A number, to the right.</summary>
    public static HtmlCell Number(string text) => new("number", html => html.Text("span", text));

    /// <summary>An activation pattern.</summary>
    public static HtmlCell Pattern(string pattern) => new("pattern", html => html.Text("code", ReportText.ShortPattern(pattern)));

    /// <summary>A bar from the middle, -1 to 1; the number stands beside it.</summary>
    public static HtmlCell Bar(double share) => new("bar", html => Bars.Signed(html, share));

    /// <summary>Bars one after another, together at most 1; the numbers stand beside them.</summary>
    public static HtmlCell Stack(params (string Kind, double Share)[] parts) => new("bar", html => Bars.Stacked(html, parts));
}
