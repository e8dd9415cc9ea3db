using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReluGen.Generator.Diagnostics;

namespace ReluGen.CodeFixes;

/// <summary>RLG3007: puts the size that the network has, such as Titanic.InputCount, where an array or stackalloc has another.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class SpanLengthFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(FixableDiagnostics.WrongLength);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        Diagnostic diagnostic = context.Diagnostics[0];
        if (diagnostic.AdditionalLocations.Count == 1 && diagnostic.Properties.TryGetValue(FixableDiagnostics.Remedy, out string? remedy) && remedy is not null
            && root?.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax size)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Use '{remedy}'",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(size, SyntaxFactory.ParseExpression(remedy).WithTriviaFrom(size)))),
                    nameof(SpanLengthFix)),
                context.Diagnostics);
        }
    }
}
