using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ReluGen.Generator.Diagnostics;

namespace ReluGen.Generator.Analyzers;

/// <summary>
/// RLG3008: Forward as a statement, its pattern dropped, where Predict computes the same. Silent where the network has a link: there
/// Forward alone gives the outputs before it. <c>_ = Net.Forward(…)</c> says that the pattern is dropped on purpose.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnusedPatternAnalyzer() : NetworkCallAnalyzer(Descriptors.UnusedPattern)
{
    private protected override void Check(NetworkCall call, NetworkLinks links, OperationAnalysisContext context)
    {
        if (call.Method == NetworkCall.Forward && call.Call.Parent is IExpressionStatementOperation && links.IsIdentity(call.Network, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.UnusedPattern, call.Call.Syntax.GetLocation(), call.Display, call.Network.Name));
        }
    }
}
