using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReluGen.Generator.Diagnostics;

namespace ReluGen.Generator.Inputs;

/// <summary>A class with the attribute.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Name">Its name.</param>
/// <param name="File">The file that the attribute names.</param>
/// <param name="Place">Where the attribute stands.</param>
/// <param name="Problem">Why no code can be added to it; null if it can.</param>
internal sealed record TargetClass(string Namespace, string Name, string File, Place Place, Finding? Problem)
{
    public const string AttributeName = "ReluGen.ReluNetworkAttribute";

    public static TargetClass From(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData attribute = context.Attributes[0];
        Location location = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? context.TargetNode.GetLocation();
        string file = attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value as string ?? "" : "";
        string containing = type.ContainingNamespace.IsGlobalNamespace
            ? ""
            : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));
        return new TargetClass(containing, EscapedName(type.Name), file, Place.Of(location), ProblemOf(type, (ClassDeclarationSyntax)context.TargetNode));
    }

    private static Finding? ProblemOf(INamedTypeSymbol type, ClassDeclarationSyntax declaration)
    {
        DiagnosticDescriptor? descriptor =
            type.ContainingType is not null ? Descriptors.Nested
            : type.TypeParameters.Length > 0 ? Descriptors.Generic
            : type.IsStatic ? Descriptors.Static
            : !declaration.Modifiers.Any(static m => m.IsKind(SyntaxKind.PartialKeyword)) ? Descriptors.NotPartial
            : null;
        return descriptor is null ? null : new Finding(descriptor, Place.Of(declaration.Identifier.GetLocation()), type.Name);
    }

    private static string EscapedName(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
