using System.Linq;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The static table of regions.</summary>
internal static class RegionTableEmitter
{
    public static void Emit(NetworkPlan network, RegionTablePlan plan, CodeWriter writer)
    {
        writer.Line("/// <inheritdoc/>\npublic static global::ReluGen.RegionTable<Pattern> Regions => default;\n");
        string regions = Literals.Int(plan.Regions.Count);
        string which = plan.IsComplete ? "all those of the domain" : "not all";
        using (writer.Open($"// {regions} regions ({which}), the most frequent first; exact coefficients, each rounded once.\nprivate static class RegionTableData"))
        {
            View(plan, writer);
            RegionLookupEmitter.Emit(network.PatternWordCount, plan, writer);
            Data(plan, writer);
        }

        writer.Line();
    }

    private static void View(RegionTablePlan plan, CodeWriter writer)
    {
        using (writer.Open("internal static global::ReluGen.CompilerServices.RegionData All => new global::ReluGen.CompilerServices.RegionData", "};"))
        {
            writer.Line("InputCount = InputCount,\nOutputCount = OutputCount,");
            writer.Line($"SampleCount = {Literals.Int(plan.SampleCount)},");
            writer.Line($"IsComplete = {(plan.IsComplete ? "true" : "false")},");
            foreach (string part in new[] { "Patterns", "Counts", "Weights", "Biases", "Maps", "Witnesses" })
            {
                writer.Line($"{part} = {part},");
            }
        }

        writer.Line();
    }

    private static void Data(RegionTablePlan plan, CodeWriter writer)
    {
        DataEmitter.Property("ulong", "Patterns", plan.Regions.SelectMany(static r => r.Pattern.Words.ToArray()).Select(Literals.Word), writer);
        DataEmitter.Property("long", "Counts", plan.Regions.Select(static r => Literals.Int(r.Count)), writer);
        DataEmitter.Singles("Weights", plan.Weights, writer);
        DataEmitter.Singles("Biases", plan.Biases, writer);
        DataEmitter.Property("int", "Maps", plan.Maps.Select(static index => Literals.Int(index)), writer);
        DataEmitter.Doubles("Witnesses", plan.Regions.SelectMany(static r => r.Witness).ToList(), writer);
    }
}
