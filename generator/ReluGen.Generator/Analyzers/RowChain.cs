using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ReluGen.Generator.Analyzers;

/// <summary>Follows a row to the whole that it is a part of, through locals, elements, slices and properties.</summary>
internal sealed class RowChain(ILoopOperation loop)
{
    /// <summary>The variables that hold the whole, or a part of it that is not a row.</summary>
    public HashSet<ISymbol> Wholes { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The mentions of variables that the chain itself is made of.</summary>
    public HashSet<IOperation> Steps { get; } = [];

    /// <summary>True if the part is another in each turn of the loop.</summary>
    public bool IsRow { get; private set; }

    /// <summary>Goes from a part to its whole; false where the whole is not a variable, or something else than taking a part happens on the way.</summary>
    public bool Follow(IOperation part)
    {
        switch (part)
        {
            case IConversionOperation conversion:
                return Follow(conversion.Operand);
            case ILocalReferenceOperation local:
                return FollowLocal(local);
            case IParameterReferenceOperation parameter:
                return End(parameter, parameter.Parameter);
            case IFieldReferenceOperation field:
                return End(field, field.Field);
            case IArrayElementReferenceOperation element:
                return FollowPart(element.ArrayReference, element.Indices);
            case IImplicitIndexerReferenceOperation element:
                return FollowPart(element.Instance, [element.Argument]);
            case IPropertyReferenceOperation { Instance: { } whole } property:
                return FollowPart(whole, property.Arguments);
            case IInvocationOperation { TargetMethod.Name: "Slice", Instance: { } whole } slice:
                return FollowPart(whole, slice.Arguments);
            case IInvocationOperation { TargetMethod: { Name: "AsSpan", IsExtensionMethod: true }, Arguments.Length: > 0 } span:
                return FollowPart(span.Arguments[0].Value, span.Arguments.Skip(1));
            default:
                return false;
        }
    }

    private bool FollowPart(IOperation whole, IEnumerable<IOperation> places)
    {
        IsRow |= places.Any(IsOfTurn);
        return Follow(whole);
    }

    private bool FollowLocal(ILocalReferenceOperation local)
    {
        if (loop is IForEachLoopOperation each && IsLoopVariable(local.Local))
        {
            IsRow = true;
            Steps.Add(local);
            return Follow(each.Collection);
        }

        if (Locals.OnlyValue(local) is { } value && !IsLoopVariable(local.Local) && IsTaken(value))
        {
            // A second name of the whole, or of the row.
            Steps.Add(local);
            if (!IsOfTurn(value))
            {
                Wholes.Add(local.Local);
            }

            return Follow(value);
        }

        return End(local, local.Local);
    }

    /// <summary>True if a variable holds a part of another, and not something made for it.</summary>
    private static bool IsTaken(IOperation value) => value is IConversionOperation conversion
        ? IsTaken(conversion.Operand)
        : value is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation
            or IPropertyReferenceOperation { Instance: not null } or IInvocationOperation { TargetMethod.Name: "Slice" or "AsSpan" };

    private bool End(IOperation mention, ISymbol variable)
    {
        Steps.Add(mention);
        Wholes.Add(variable);

        // The whole is there before the loop: else each turn makes its own, perhaps of what the last one found.
        return !Locals.IsWritten(variable, loop) && !variable.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == loop.Syntax.SyntaxTree && loop.Body.Syntax.Span.Contains(reference.Span));
    }

    /// <summary>True if a place depends on the variable of the loop, also by way of a local of its body.</summary>
    private bool IsOfTurn(IOperation place) => IsOfTurn(place, ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default));

    private bool IsOfTurn(IOperation place, ImmutableHashSet<ISymbol> seen) =>
        place.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(local =>
            IsLoopVariable(local.Local)
            || (!seen.Contains(local.Local) && Locals.OnlyValue(local) is { } value && IsOfTurn(value, seen.Add(local.Local))));

    private bool IsLoopVariable(ISymbol variable) => loop.Locals.Contains(variable, SymbolEqualityComparer.Default);
}
