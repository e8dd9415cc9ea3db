using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ReluGen.Tool.Naming;

/// <summary>Finds the names that a class or namespace cannot have because the generated code uses them for something else.</summary>
internal static class NameClashes
{
    /// <summary>
    /// Every name that <paramref name="code"/> declares or looks up from within the class. A class of such a name would hide what
    /// the code means, or could not have a member of its own name.
    /// </summary>
    public static HashSet<string> NamesUsedBy(string code, CancellationToken cancellation)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(code, cancellationToken: cancellation).GetRoot(cancellation);
        IEnumerable<SyntaxToken> tokens = root.DescendantTokens()
            .Where(static token => token.IsKind(SyntaxKind.IdentifierToken) && !IsQualified(token.Parent));
        return [.. tokens.Select(static token => token.ValueText)];
    }

    /// <summary>True for the part after a dot or <c>::</c>, which is looked up in what stands before it.</summary>
    private static bool IsQualified(SyntaxNode? name) => name?.Parent switch
    {
        QualifiedNameSyntax qualified => qualified.Right == name,
        MemberAccessExpressionSyntax access => access.Name == name,
        AliasQualifiedNameSyntax alias => alias.Name == name,
        _ => false,
    };
}
