using System.Collections.Generic;
using System.Linq;

namespace ReluGen.Tool.Reports.Html;

/// <summary>A table: a caption, a heading a column, and rows whose first cell is their heading.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Columns">The headings, each with the class of its column.</param>
internal sealed record HtmlTable(string Caption, params (string Name, string Kind)[] Columns)
{
    private readonly List<IReadOnlyList<HtmlCell>> rows = [];

    /// <summary>What was left out, as a sentence; null for nothing.</summary>
    public string? Rest { get; set; }

    /// <summary>Adds a row; cells that are missing at its end stay empty.</summary>
    public void Add(params HtmlCell[] cells) => rows.Add(cells);

    /// <summary>Writes it.</summary>
    public void Write(HtmlText html) => html.Element("div", [("class", "scroll")], () => html.Element("table", [], () =>
    {
        html.Text("caption", Caption);
        html.Element("thead", [], () => html.Element("tr", [], () =>
        {
            foreach ((string name, string kind) in Columns)
            {
                html.Text("th", name, [("scope", "col"), .. Class(kind)]);
            }
        }));
        html.Element("tbody", [], () =>
        {
            foreach (IReadOnlyList<HtmlCell> row in rows)
            {
                html.Element("tr", [], () => Row(html, row));
            }
        });
        if (Rest is not null)
        {
            html.Element("tfoot", [], () => html.Element("tr", [], () => html.Text("td", Rest, ("colspan", ReportText.Count(Columns.Length)))));
        }
    }));

    private void Row(HtmlText html, IReadOnlyList<HtmlCell> row)
    {
        html.Element("th", [("scope", "row"), .. Class(row[0].Kind)], () => row[0].Content(html));
        foreach (HtmlCell cell in row.Skip(1))
        {
            html.Element("td", Class(cell.Kind), () => cell.Content(html));
        }

        for (int j = row.Count; j < Columns.Length; j++)
        {
            html.Text("td", "");
        }
    }

    private static (string, string)[] Class(string kind) => kind.Length == 0 ? [] : [("class", kind)];
}
