using ReluGen.Tool.Reports.Html;

namespace ReluGen.Tool.Reports;

/// <summary>A section of the report; <see cref="ReportPage"/> lists them.</summary>
internal interface IReportSection
{
    /// <summary>Its name in links.</summary>
    string Id { get; }

    /// <summary>Its heading.</summary>
    string Title { get; }

    /// <summary>Writes what is below the heading.</summary>
    void Write(HtmlText html);
}
