using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ReluGen.Generator.Analyzers;

/// <summary>A loop that runs to its end whatever is computed in it, so that its calls could be made all at once.</summary>
internal sealed class RowLoop
{
    private readonly ILoopOperation loop;

    private RowLoop(ILoopOperation loop) => this.loop = loop;

    /// <summary>The loop in whose body <paramref name="call"/> stands unconditionally; null if there is none of the kind.</summary>
    public static RowLoop? Around(IInvocationOperation call)
    {
        for (IOperation inner = call; inner.Parent is { } outer; inner = outer)
        {
            switch (outer)
            {
                case ILoopOperation loop when ReferenceEquals(loop.Body, inner):
                    return IsCounted(loop) && RunsToItsEnd(loop) ? new RowLoop(loop) : null;
                case ILoopOperation or IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation or ITryOperation or ICoalesceOperation:
                case ICoalesceAssignmentOperation or IConditionalAccessOperation or IAnonymousFunctionOperation or ILocalFunctionOperation:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }:
                    return null;
            }
        }

        return null;
    }

    /// <summary>
    /// True if <paramref name="input"/> is a row of its own for each turn, part of something that the loop only reads: <c>rows[i]</c>,
    /// <c>inputs.Slice(i * n, n)</c>, or the variable of a foreach.
    /// </summary>
    public bool TakesRows(IArgumentOperation input)
    {
        var chain = new RowChain(loop);
        return chain.Follow(input.Value) && chain.IsRow
            && Locals.References(loop.Body).All(reference => !chain.Wholes.Contains(reference.Variable) || chain.Steps.Contains(reference.Operation) || OnlyReads(reference.Operation));
    }

    /// <summary>True if how often the loop turns is settled before it begins.</summary>
    private static bool IsCounted(ILoopOperation loop) => loop switch
    {
        IForLoopOperation { Condition: { } condition, Locals.Length: 1 } counted =>
            counted.AtLoopBottom.Append(condition).All(part => !part.DescendantsAndSelf().OfType<IInvocationOperation>().Any()
                && Locals.References(part).All(reference => !Locals.IsWritten(reference.Variable, loop.Body))),
        IForEachLoopOperation { IsAsynchronous: false } each => IsList(each.Collection),
        _ => false,
    };

    /// <summary>True for collections whose rows all exist: a lazy sequence may read a file, or never end.</summary>
    private static bool IsList(IOperation collection)
    {
        ITypeSymbol? type = collection is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand.Type : collection.Type;
        return type is IArrayTypeSymbol { Rank: 1 } or { Name: "Span" or "ReadOnlySpan" or "List" or "ImmutableArray" or "IList" or "IReadOnlyList", ContainingNamespace.Name: "System" or "Generic" or "Immutable" };
    }

    /// <summary>True if nothing leaves the loop, or a turn, early, and nothing waits in it.</summary>
    private static bool RunsToItsEnd(ILoopOperation loop) => !loop.Body.Descendants().Any(operation => operation switch
    {
        IReturnOperation or IAwaitOperation or IThrowOperation => true,
        IBranchOperation branch => branch.BranchKind == BranchKind.GoTo || Is(branch.Target, loop.ExitLabel) || Is(branch.Target, loop.ContinueLabel),
        _ => false,
    });

    /// <summary>True if this mention of the rows takes a number of them or their count, and writes nothing.</summary>
    private static bool OnlyReads(IOperation rows)
    {
        IOperation part = rows;
        while (part.Parent is IArrayElementReferenceOperation or IPropertyReferenceOperation or IFieldReferenceOperation && !Locals.IsWrite(part.Parent))
        {
            part = part.Parent;
        }

        return part.Type is { IsValueType: true, SpecialType: not SpecialType.None };
    }

    private static bool Is(ISymbol a, ISymbol b) => SymbolEqualityComparer.Default.Equals(a, b);
}
