using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ReluGen.Generator.Analyzers;

/// <summary>What can be said of a variable without following the flow of control.</summary>
internal static class Locals
{
    /// <summary>The value that a local has wherever it can be read: that of its declaration, if nothing else is ever assigned. Else null.</summary>
    public static IOperation? OnlyValue(ILocalReferenceOperation reference)
    {
        ILocalSymbol local = reference.Local;
        IOperation body = Root(reference);
        IVariableDeclaratorOperation? declarator = body.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local));
        return local.IsRef || declarator?.Initializer is null || IsWritten(local, body) ? null : declarator.Initializer.Value;
    }

    /// <summary>True if something in <paramref name="scope"/> may give the variable another value (the elements of an array are not its value).</summary>
    public static bool IsWritten(ISymbol variable, IOperation scope) =>
        References(scope).Any(reference => SymbolEqualityComparer.Default.Equals(reference.Variable, variable) && IsWrite(reference.Operation));

    /// <summary>The locals, parameters and fields that are mentioned.</summary>
    public static IEnumerable<(IOperation Operation, ISymbol Variable)> References(IOperation scope)
    {
        foreach (IOperation operation in scope.DescendantsAndSelf())
        {
            ISymbol? variable = operation switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                IFieldReferenceOperation field => field.Field,
                _ => null,
            };
            if (variable is not null)
            {
                yield return (operation, variable);
            }
        }
    }

    /// <summary>True if the place that <paramref name="operation"/> names is written, or handed out so that it may be.</summary>
    public static bool IsWrite(IOperation operation) => operation.Parent switch
    {
        IAssignmentOperation assignment => ReferenceEquals(assignment.Target, operation) || assignment is ISimpleAssignmentOperation { IsRef: true },
        IIncrementOrDecrementOperation => true,
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        IAddressOfOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } } => true,
        // (a, b) = …: the tuple is the target.
        ITupleOperation tuple => IsWrite(tuple),
        _ => false,
    };

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }
}
