using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ReluGen.Generator.Diagnostics;

namespace ReluGen.Generator.Analyzers;

/// <summary>
/// RLG3009: one call a row where ForwardBatch takes all rows. Reported only where every row is there before the loop and no result
/// has a say in what comes next (<see cref="RowLoop"/>). Predict counts where the network has no link, since it then is Forward.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RowByRowAnalyzer() : NetworkCallAnalyzer(Descriptors.RowByRow)
{
    private protected override void Check(NetworkCall call, NetworkLinks links, OperationAnalysisContext context)
    {
        if (call.Method is NetworkCall.Forward or NetworkCall.Predict
            && call.Argument(0) is { } input && RowLoop.Around(call.Call) is { } loop && loop.TakesRows(input)
            && (call.Method == NetworkCall.Forward || links.IsIdentity(call.Network, context.CancellationToken)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.RowByRow, call.Call.Syntax.GetLocation(), call.Display, call.Network.Name));
        }
    }
}
