using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReluGen.Generator.Diagnostics;

namespace ReluGen.CodeFixes;

/// <summary>RLG1001: names the file of the project that comes closest to the one in the attribute.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class NetworkFileFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(FixableDiagnostics.FileNotInProject);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (context.Diagnostics[0].Properties.TryGetValue(FixableDiagnostics.Remedy, out string? file) && file is not null
            && root?.FindNode(context.Span) is AttributeSyntax { ArgumentList.Arguments: { Count: 1 } arguments })
        {
            ExpressionSyntax written = arguments[0].Expression;
            context.RegisterCodeFix(
                CodeAction.Create($"Use '{file}'", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(written, Literal(file, written)))), nameof(NetworkFileFix)),
                context.Diagnostics);
        }
    }

    private static LiteralExpressionSyntax Literal(string text, ExpressionSyntax replaced) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text)).WithTriviaFrom(replaced);
}
