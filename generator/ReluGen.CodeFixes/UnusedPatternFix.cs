using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReluGen.Generator.Diagnostics;

namespace ReluGen.CodeFixes;

/// <summary>RLG3008: calls Predict in the place of Forward.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class UnusedPatternFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(FixableDiagnostics.UnusedPattern);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is InvocationExpressionSyntax call && Name(call) is { } forward)
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Call Predict",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(forward, SyntaxFactory.IdentifierName("Predict").WithTriviaFrom(forward)))),
                    nameof(UnusedPatternFix)),
                context.Diagnostics);
        }
    }

    private static SimpleNameSyntax? Name(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };
}
