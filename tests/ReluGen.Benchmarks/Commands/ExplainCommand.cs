using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using ReluGen.Benchmarks.Explanations;
using ReluGen.Benchmarks.Generated;
using ReluGen.Benchmarks.Reports;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>explain</c>: clustering and explained predictions of the Titanic network, against TensorPrimitives.</summary>
internal static class ExplainCommand
{
    private const int StandardRows = 10_000_000;

    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "Rows that are clustered.", DefaultValueFactory = static _ => StandardRows };
        var json = new Option<bool>("--json") { Description = "Also print the report as one line of JSON, the last line of stdout." };
        var command = new Command("explain", "Times clustering and explained predictions of the Titanic network against TensorPrimitives.") { rows, json };
        command.SetAction(parsed => Run(parsed.GetValue(rows), parsed.GetValue(json)));
        return command;
    }

    private static int Run(int rows, bool json)
    {
        string folder = Directory.CreateTempSubdirectory("relugen-benchmarks-").FullName;
        try
        {
            GeneratedAssembly.Compile(TitanicNetwork.Document, ExplanationDriver.Text, TimingOrder.AssemblyOf(folder, TitanicNetwork.Name, fma: false));
            File.WriteAllText(Path.Combine(folder, TimeExplanationsCommand.RowsFile), rows.ToString(CultureInfo.InvariantCulture));
            if (TimingProcess.Run(TimeExplanationsCommand.Name, folder) is { } failure)
            {
                return failure;
            }

            ExplanationReport report = ExplanationReport.FromJson(File.ReadAllText(Path.Combine(folder, TimingOrder.ReportFile)));
            Print(report);
            if (json)
            {
                Console.WriteLine(report.ToJson());
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(ExplanationReport report)
    {
        Line($"clustering, {report.Rows} rows    {report.ClusterNs,8:F1} ns a row   {report.ClusterRowsPerSecond / 1e6:F1} M rows/s   {report.AllocatedBytesPerRow:F0} bytes allocated a row");
        Line($"  TensorPrimitives, not exact   {report.ClusterTensorPrimitivesNs,8:F1} ns a row   {report.ClusterTensorPrimitivesNs / report.ClusterNs:F1}× ours");
        Line($"Predict                         {report.PredictNs,8:F1} ns");
        Line($"Forward and Gradient            {report.ExplainNs,8:F1} ns         {report.ExplainNs / report.PredictNs:F2}× Predict");
        Line($"… and Predict                   {report.PredictAndExplainNs,8:F1} ns         {report.PredictAndExplainNs / report.PredictNs:F2}× Predict");
        Line($"TensorPrimitives, prediction    {report.PredictTensorPrimitivesNs,8:F1} ns         {report.PredictTensorPrimitivesNs / report.PredictNs:F1}× ours");
        Line($"TensorPrimitives, explanation   {report.ExplainTensorPrimitivesNs,8:F1} ns         {report.ExplainTensorPrimitivesNs / report.ExplainNs:F1}× ours");
        Console.WriteLine("One core; medians. An explanation is the output before the link, the pattern and the gradient.");
    }

    private static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
