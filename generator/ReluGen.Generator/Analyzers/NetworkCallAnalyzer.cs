using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ReluGen.Generator.Analyzers;

/// <summary>Looks at every call of a generated method that a person wrote, in a project that knows ReluGen.</summary>
public abstract class NetworkCallAnalyzer : DiagnosticAnalyzer
{
    private protected NetworkCallAnalyzer(DiagnosticDescriptor descriptor) => SupportedDiagnostics = ImmutableArray.Create(descriptor);

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(NetworkCall.InterfaceName) is not { } networkInterface)
            {
                return;
            }

            var links = new NetworkLinks(start.Options);
            start.RegisterOperationAction(
                operation =>
                {
                    if (NetworkCall.From((IInvocationOperation)operation.Operation, networkInterface) is { } call)
                    {
                        Check(call, links, operation);
                    }
                },
                OperationKind.Invocation);
        });
    }

    /// <summary>Reports what is to be said of a call.</summary>
    private protected abstract void Check(NetworkCall call, NetworkLinks links, OperationAnalysisContext context);
}
