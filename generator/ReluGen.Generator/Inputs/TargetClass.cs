using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReluGen.Generator.Diagnostics;
using ReluGen.Generator.Emission;

namespace ReluGen.Generator.Inputs;

/// <summary>A class with the attribute.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Name">Its name.</param>
/// <param name="HintName">Name of the file that is added to the compilation.</param>
/// <param name="File">The file that the attribute names.</param>
/// <param name="Fma">True if sums may be fused.</param>
/// <param name="Place">Where the attribute stands.</param>
/// <param name="Problem">Why no code can be added to it; null if it can.</param>
internal sealed record TargetClass(string Namespace, string Name, string HintName, string File, bool Fma, Place Place, Finding? Problem)
{
    public const string AttributeName = "ReluGen.ReluNetworkAttribute";

    public static TargetClass From(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData attribute = context.Attributes[0];
        Location location = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? context.TargetNode.GetLocation();
        string file = attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value as string ?? "" : "";
        bool fma = attribute.NamedArguments.Any(static argument => argument.Key == "Fma" && argument.Value.Value is true);
        string containing = type.ContainingNamespace.IsGlobalNamespace
            ? ""
            : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));
        string qualified = containing.Length == 0 ? type.Name : containing.Replace("@", "") + "." + type.Name;
        return new TargetClass(containing, CSharpNames.Escape(type.Name), qualified + ".g.cs", file, fma, Place.Of(location), ProblemOf(type, (TypeDeclarationSyntax)context.TargetNode));
    }

    /// <summary>
    /// The classes, each once (the compiler says what is wrong with an attribute on two parts), with hint names that differ by more than
    /// case: a host refuses equal ones, and with them everything that the generator makes.
    /// </summary>
    public static IEnumerable<TargetClass> Distinct(ImmutableArray<TargetClass> targets)
    {
        var classes = new HashSet<string>(StringComparer.Ordinal);
        var hints = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (TargetClass target in targets.Where(target => target.Problem is not null || classes.Add(target.HintName)))
        {
            string hint = target.HintName;
            for (int i = 2; target.Problem is null && !hints.Add(hint); i++)
            {
                hint = target.HintName.Substring(0, target.HintName.Length - "g.cs".Length) + i.ToString(System.Globalization.CultureInfo.InvariantCulture) + ".g.cs";
            }

            yield return target with { HintName = hint };
        }
    }

    private static Finding? ProblemOf(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        DiagnosticDescriptor? descriptor =
            type.ContainingType is not null ? Descriptors.Nested
            : type.TypeParameters.Length > 0 ? Descriptors.Generic
            : type.IsStatic ? Descriptors.Static
            : type.IsRecord || type.IsFileLocal ? Descriptors.OtherKind
            : CSharpNames.IsMember(type.Name) ? Descriptors.NameOfMember
            : !declaration.Modifiers.Any(static m => m.IsKind(SyntaxKind.PartialKeyword)) ? Descriptors.NotPartial
            : null;
        return descriptor is null ? null : new Finding(descriptor, Place.Of(declaration.Identifier.GetLocation()), type.Name);
    }
}
