using System.Globalization;
using System.Linq;
using ReluGen.Generator.Planning;
using Spectre.Console;

namespace ReluGen.Tool.Output;

/// <summary>What <c>inspect --plan</c> shows to a person: a table a mode.</summary>
internal static class PlanTables
{
    public static void Write(IAnsiConsole console, KernelPlan plan)
    {
        foreach (IGrouping<string, KernelChoice> mode in plan.Choices.GroupBy(static choice => choice.Mode))
        {
            Table table = new Table().Title(mode.Key).Border(TableBorder.SimpleHeavy).AddColumns("stage", "shape", "computed together", "weights", "operations", "code", "why");
            foreach (KernelChoice choice in mode)
            {
                table.AddRow([.. new[]
                {
                    choice.Stage == 0 ? "input" : choice.Stage.ToString(CultureInfo.InvariantCulture), choice.Shape, choice.Tile,
                    $"{choice.Packing}, {Size(choice.WeightBytes)}", choice.VectorOperations.ToString("F0", CultureInfo.InvariantCulture), Size(choice.CodeBytes), choice.Reason,
                }.Select(Markup.Escape)]);
            }

            console.Write(table);
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"About {Size(plan.CodeBytes)} of machine code and {plan.BuildSeconds:F1} s of build time; {Size(plan.WeightBytes)} of weights once every mode is used."));
        console.WriteLine($"The weights stand as {plan.Storage}: {plan.StorageReason}.");
        console.WriteLine("operations: 512-bit multiply-adds of a row, sample, gradient or map, with half of the hidden neurons active.");
    }

    private static string Size(long bytes) => bytes < 4096
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes} B")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F0} KB");
}
