using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ReluGen.Generator.Analyzers;

/// <summary>The length of an array or span that is known at compile time.</summary>
/// <param name="Count">Number of elements.</param>
/// <param name="Size">The expression that sets the length in <c>new float[3]</c> or <c>stackalloc float[3]</c>; null elsewhere.</param>
/// <param name="IsListed">True if every element is written out, as in <c>[1, 2, 3]</c>.</param>
internal sealed record ConstantLength(int Count, ExpressionSyntax? Size = null, bool IsListed = false)
{
    // A chain of locals is as long as the source has them; nobody writes more than a few.
    private const int MostSteps = 8;

    /// <summary>The length of a value; null if it is not constant or not understood.</summary>
    public static ConstantLength? Of(IOperation value) => Of(value, MostSteps);

    private static ConstantLength? Of(IOperation value, int steps)
    {
        if (steps == 0)
        {
            return null;
        }

        switch (value)
        {
            case IArrayCreationOperation { DimensionSizes.Length: 1 } array:
                return OfArray(array);
            case ILocalReferenceOperation local:
                return Locals.OnlyValue(local) is { } only ? Of(only, steps - 1) : null;
            case IInvocationOperation { Instance: { } whole } slice when slice.TargetMethod.Name == "Slice" && IsSpan(whole.Type):
                return OfPart(whole, InOrder(slice.Arguments), steps);
            case IInvocationOperation { TargetMethod: { Name: "AsSpan", ContainingType: { Name: "MemoryExtensions", ContainingNamespace.Name: "System" } } } call:
                IArgumentOperation[] arguments = InOrder(call.Arguments);
                return OfPart(arguments[0].Value, arguments.Skip(1).ToArray(), steps);
            case IObjectCreationOperation { Arguments.Length: > 0 } span when IsSpan(span.Type):
                IArgumentOperation[] parts = InOrder(span.Arguments);
                return OfPart(parts[0].Value, parts.Skip(1).ToArray(), steps);
            case IDefaultValueOperation when IsSpan(value.Type):
            case IPropertyReferenceOperation { Property.Name: "Empty" } when IsSpan(value.Type):
                return new ConstantLength(0);
            case IConversionOperation conversion:
                return Of(conversion.Operand, steps - 1);
            default:
                return OfSyntax(value);
        }
    }

    private static ConstantLength? OfArray(IArrayCreationOperation array)
    {
        if (array.Initializer is { } initializer)
        {
            return new ConstantLength(initializer.ElementValues.Length, IsListed: true);
        }

        return Number(array.DimensionSizes[0]) is { } count ? new ConstantLength(count, array.DimensionSizes[0].Syntax as ExpressionSyntax) : null;
    }

    /// <summary>A part: the whole (no argument), the rest from a start (one), or a start and a length (two).</summary>
    private static ConstantLength? OfPart(IOperation whole, IArgumentOperation[] arguments, int steps)
    {
        switch (arguments.Length)
        {
            case 0:
                return Of(whole, steps - 1);
            case 1:
                return Number(arguments[0].Value) is { } start && Of(whole, steps - 1) is { } length && length.Count >= start ? new ConstantLength(length.Count - start) : null;
            default:
                return Number(arguments[1].Value) is { } count ? new ConstantLength(count) : null;
        }
    }

    private static int? Number(IOperation value) => value.ConstantValue is { HasValue: true, Value: int number } ? number : null;

    /// <summary>Forms that the oldest supported compiler has no operation for.</summary>
    private static ConstantLength? OfSyntax(IOperation value)
    {
        switch (value.Syntax)
        {
            case StackAllocArrayCreationExpressionSyntax { Initializer: { } initializer }:
                return new ConstantLength(initializer.Expressions.Count, IsListed: true);
            case StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: { Count: 1 } ranks } }:
                ExpressionSyntax size = ranks[0].Sizes[0];
                return value.SemanticModel?.GetConstantValue(size) is { HasValue: true, Value: int count } ? new ConstantLength(count, size) : null;
            case ImplicitStackAllocArrayCreationExpressionSyntax stack:
                return new ConstantLength(stack.Initializer.Expressions.Count, IsListed: true);
            case CollectionExpressionSyntax list when list.Elements.All(static element => element is ExpressionElementSyntax):
                return new ConstantLength(list.Elements.Count, IsListed: true);
            default:
                return null;
        }
    }

    /// <summary>Arguments as the method declares them: named ones may stand in another order.</summary>
    private static IArgumentOperation[] InOrder(ImmutableArray<IArgumentOperation> arguments) =>
        arguments.OrderBy(static argument => argument.Parameter?.Ordinal).ToArray();

    private static bool IsSpan(ITypeSymbol? type) => type is { Name: "Span" or "ReadOnlySpan", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
