using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Generator.Diagnostics;

namespace ReluGen.Generator.Facts;

/// <summary>
/// The diagnostics of facts: one a kind, or one a fact. They stand at the neuron's line where the model is a text itself, else at the
/// attribute: the lines that the build made of a binary model are nobody's to read, and settings for C# files reach the attribute.
/// </summary>
internal static class FactFindings
{
    public static IEnumerable<Finding> Of(FactSubject subject, ImmutableArray<NetworkFacts> all)
    {
        NetworkFacts facts = all.First(facts => facts.File.Equals(subject.File));
        return subject.File.Detail is FactDetail.Detailed or FactDetail.Identifiability
            ? facts.Facts.Select(fact => Finding(subject, fact, FactText.Of(fact)))
            : facts.Facts.GroupBy(static fact => fact.Kind)
                .OrderBy(static kind => kind.Key.Id, StringComparer.Ordinal)
                .Select(kind => Finding(subject, kind.First(), FactText.Of([.. kind], subject.File.Document!.Network)));
    }

    private static Finding Finding(FactSubject subject, Fact fact, string text) =>
        new(Descriptors.Of(fact.Kind), PlaceOf(subject, fact), subject.File.Name, text);

    private static Place PlaceOf(FactSubject subject, Fact fact)
    {
        if (!subject.File.IsText)
        {
            return subject.Attribute;
        }

        int line = fact.Stage == 0 ? 1 : subject.File.Document!.Lines.Of(fact.Stage, fact.Neuron ?? 0);
        return Place.OfLine(subject.File.TextPath, line, 1);
    }
}
