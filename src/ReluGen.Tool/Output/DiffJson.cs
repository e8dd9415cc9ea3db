using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ReluGen.Core.Analysis.Equivalence;
using ReluGen.Core.Analysis.Equivalence.Difference;
using ReluGen.Core.Analysis.Equivalence.Nearest;
using ReluGen.Core.Arithmetic;
using ReluGen.Tool.Commands;

namespace ReluGen.Tool.Output;

/// <summary>The document of <c>diff --json</c>; docs/tool.md describes it.</summary>
internal static class DiffJson
{
    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter writer, Comparison comparison, bool linksDiffer)
    {
        DifferenceReport? difference = comparison.Difference;
        writer.WriteStartObject();
        Boolean(writer, "equal", comparison.AreEqual);
        writer.WritePropertyName("maxDifference");
        writer.Number(difference is null ? 0 : difference.Complete ? difference.Largest.ToDouble() : double.NaN);
        writer.WritePropertyName("attainedAt");
        Numbers(writer, difference?.Point);
        writer.WriteString("relation", comparison.Relation is { } relation ? NameOf(relation) : null);
        writer.WriteBoolean("linksDiffer", linksDiffer);
        writer.WriteBoolean("complete", difference?.Complete ?? true);
        writer.WritePropertyName("bounds");
        writer.Numbers(difference is null ? [0, 0] : [LowerBound(difference.Largest), difference.UpperBound]);
        if (difference is not null)
        {
            Difference(writer, difference);
        }

        Witness(writer, comparison.Verdict.Witness);
        writer.WriteString("distinction", comparison.Verdict.Distinction?.Message);
        Nearest(writer, comparison.Nearest);
        writer.WriteEndObject();
    }

    /// <summary>The name of a relation in JSON and in tables.</summary>
    public static string NameOf(NetworkRelation relation) => relation switch
    {
        NetworkRelation.Identical => "identical",
        NetworkRelation.Permutation => "permutation",
        NetworkRelation.Rescaling => "rescaling",
        NetworkRelation.PermutationAndRescaling => "permutation-rescaling",
        NetworkRelation.SameFunction => "same-function",
        _ => "different",
    };

    /// <summary>The fraction rounded down.</summary>
    public static double LowerBound(Ratio value) => Rounding.ToDoubleDown(value.Numerator, value.Denominator);

    private static void Difference(Utf8JsonWriter writer, DifferenceReport difference)
    {
        writer.WriteNumber("output", difference.Output);
        writer.WriteStartObject("exact");
        writer.WriteString("maxDifference", difference.Largest.ToString());
        writer.WritePropertyName("attainedAt");
        Strings(writer, difference.Point);
        writer.WriteEndObject();
        writer.WriteNumber("regions", difference.Regions);
        writer.WriteNumber("nodes", difference.Nodes);
    }

    private static void Witness(Utf8JsonWriter writer, EquivalenceWitness? witness)
    {
        if (witness is null)
        {
            writer.WriteNull("witness");
            return;
        }

        writer.WriteStartObject("witness");
        Permutations(writer, witness.Permutations);
        writer.WriteStartArray("scales");
        foreach (IReadOnlyList<Ratio> scales in witness.Scales)
        {
            Strings(writer, scales);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Nearest(Utf8JsonWriter writer, NearestMatch? match)
    {
        if (match is null)
        {
            writer.WriteNull("nearest");
            return;
        }

        writer.WriteStartObject("nearest");
        writer.WriteBoolean("estimate", true);
        Permutations(writer, match.Permutations);
        writer.WriteStartArray("distances");
        foreach (IReadOnlyList<double> distances in match.Distances)
        {
            writer.Numbers([.. distances]);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("outputDistances");
        writer.Numbers([.. match.OutputDistances]);
        writer.WriteNumber("largestDistance", match.Largest);
        writer.WriteEndObject();
    }

    private static void Permutations(Utf8JsonWriter writer, IReadOnlyList<IReadOnlyList<int>> permutations)
    {
        writer.WriteStartArray("permutations");
        foreach (IReadOnlyList<int> permutation in permutations)
        {
            writer.WriteStartArray();
            foreach (int place in permutation)
            {
                writer.WriteNumberValue(place);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void Boolean(Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } known)
        {
            writer.WriteBoolean(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void Numbers(Utf8JsonWriter writer, IReadOnlyList<Ratio>? values)
    {
        if (values is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.Numbers([.. values.Select(static value => value.ToDouble())]);
        }
    }

    private static void Strings(Utf8JsonWriter writer, IReadOnlyList<Ratio>? values)
    {
        if (values is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (Ratio value in values)
        {
            writer.WriteStringValue(value.ToString());
        }

        writer.WriteEndArray();
    }
}
