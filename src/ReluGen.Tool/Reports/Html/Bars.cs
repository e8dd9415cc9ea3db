using System;
using System.Collections.Generic;
using ReluGen.Tool.Pictures;

namespace ReluGen.Tool.Reports.Html;

/// <summary>Bars of tables, as inline SVG. Every bar stands beside its number, which is what a screen reader says.</summary>
internal static class Bars
{
    /// <summary>A bar from the middle: to the right for more than 0, to the left for less.</summary>
    public static void Signed(HtmlText html, double share) => Canvas(html, "-100 0 200 10", () =>
    {
        double length = Math.Clamp(share, -1, 1) * 100;
        Bar(html, share < 0 ? "against" : "for", Math.Min(0, length), Math.Abs(length));
        html.Element("line", [("x1", "0"), ("y1", "0"), ("x2", "0"), ("y2", "10"), ("class", "axis")], static () => { });
    });

    /// <summary>Bars one after another from the left.</summary>
    public static void Stacked(HtmlText html, IEnumerable<(string Kind, double Share)> parts) => Canvas(html, "0 0 100 10", () =>
    {
        double from = 0;
        Bar(html, "ground", 0, 100);
        foreach ((string kind, double share) in parts)
        {
            Bar(html, kind, from, share * 100);
            from += share * 100;
        }
    });

    private static void Canvas(HtmlText html, string box, Action content) =>
        html.Element("svg", [("viewBox", box), ("preserveAspectRatio", "none"), ("aria-hidden", "true"), ("focusable", "false")], content);

    private static void Bar(HtmlText html, string kind, double from, double length)
    {
        if (length > 0)
        {
            (string, string)[] place = [("x", SvgText.Number(from)), ("y", "1"), ("width", SvgText.Number(length)), ("height", "8"), ("class", kind)];
            html.Element("rect", place, static () => { });
        }
    }
}
