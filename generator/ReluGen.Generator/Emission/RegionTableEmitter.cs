using System.Linq;
using ReluGen.Core.Networks;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The static table of regions.</summary>
internal static class RegionTableEmitter
{
    public static void Emit(Network network, RegionTablePlan plan, CodeWriter writer)
    {
        using (writer.Open("/// <inheritdoc/>\npublic static global::ReluGen.RegionTable<Pattern> Regions => new(new global::ReluGen.CompilerServices.RegionData", "});"))
        {
            writer.Line("InputCount = InputCount,\nOutputCount = OutputCount,");
            writer.Line($"SampleCount = {Literals.Int(plan.SampleCount)},");
            writer.Line($"IsComplete = {(plan.IsComplete ? "true" : "false")},");
            writer.Line($"Seed = {Literals.Word(plan.Hash.Seed)},\nShift = {Literals.Int(plan.Hash.Shift)},");
            foreach (string part in new[] { "Patterns", "Counts", "Weights", "Biases", "Witnesses", "Displacements", "Slots" })
            {
                writer.Line($"{part} = RegionTableData.{part},");
            }
        }

        writer.Line();
        string regions = Literals.Int(plan.Regions.Count);
        string which = plan.IsComplete ? "all those of the domain" : "not all";
        using (writer.Open($"// {regions} regions ({which}), the most frequent first; exact coefficients, each rounded once.\nprivate static class RegionTableData"))
        {
            Data(plan, writer);
        }

        writer.Line();
    }

    private static void Data(RegionTablePlan plan, CodeWriter writer)
    {
        DataEmitter.Property("ulong", "Patterns", plan.Regions.SelectMany(static r => r.Pattern.Words.ToArray()).Select(Literals.Word), writer);
        DataEmitter.Property("long", "Counts", plan.Regions.Select(static r => Literals.Int(r.Count)), writer);
        DataEmitter.Singles("Weights", plan.Weights, writer);
        DataEmitter.Singles("Biases", plan.Biases, writer);
        DataEmitter.Doubles("Witnesses", plan.Regions.SelectMany(static r => r.Witness).ToList(), writer);
        DataEmitter.Property("uint", "Displacements", plan.Hash.Displacements.Select(static d => Literals.Int(d)), writer);
        DataEmitter.Property("int", "Slots", plan.Hash.Slots.Select(static s => Literals.Int(s)), writer);
    }
}
