using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ReluGen.Generator.Diagnostics;
using ReluGen.Generator.Emission;
using ReluGen.Generator.Facts;
using ReluGen.Generator.Inputs;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator;

/// <summary>
/// The pipeline: additional files → networks; classes with the attribute → targets; each target with its network → code;
/// each network → facts about it. Files are read without a look at the compilation, so edits of C# never read, analyse or emit a network again.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class NetworkGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<NetworkFile> files = context.AdditionalTextsProvider
            .Where(static text => NamedText.IsNetwork(text))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => NamedText.From(pair.Left, pair.Right.GetOptions(pair.Left)))
            .WithTrackingName(TrackingNames.Name)
            .Select(static (file, cancellation) => NetworkFile.Read(file, cancellation))
            .WithTrackingName(TrackingNames.Read);

        IncrementalValuesProvider<TargetClass> targets = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                TargetClass.AttributeName,
                static (node, _) => node is TypeDeclarationSyntax,
                static (match, cancellation) => TargetClass.From(match, cancellation))
            .Collect()
            .SelectMany(static (targets, _) => TargetClass.Distinct(targets))
            .WithTrackingName(TrackingNames.Target);

        IncrementalValuesProvider<Request> requests = targets
            .Combine(files.Collect())
            .Select(static (pair, _) => Request.Resolve(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Request);

        IncrementalValuesProvider<NetworkSource> code = requests
            .Where(static request => request.Problem is null)
            .Select(static (request, _) => new CodeRequest(request.Target.Namespace, request.Target.Name, request.Target.HintName, request.File!, request.Target.Fma))
            .WithTrackingName(TrackingNames.CodeRequest)
            .Select(static (request, cancellation) => Emit(request, cancellation))
            .WithTrackingName(TrackingNames.Code);

        IncrementalValuesProvider<Finding> findings = requests
            .SelectMany(static (request, _) => FindingsOf(request))
            .WithTrackingName(TrackingNames.Findings);

        IncrementalValuesProvider<Finding> fmaFindings = targets
            .Where(static target => target.Fma)
            .Combine(context.AnalyzerConfigOptionsProvider.Select(static (options, _) => TargetHardware.HasFma(options.GlobalOptions)))
            .Where(static pair => !pair.Right)
            .Select(static (pair, _) => new Finding(Descriptors.MayLackFma, pair.Left.Place, pair.Left.Name));

        IncrementalValuesProvider<FactSubject> subjects = requests
            .Collect()
            .SelectMany(static (requests, _) => FactSubject.Of(requests));

        IncrementalValuesProvider<NetworkFacts> facts = subjects
            .Select(static (subject, _) => subject.File)
            .Select(static (file, cancellation) => NetworkFacts.Of(file, cancellation))
            .WithTrackingName(TrackingNames.Facts);

        IncrementalValuesProvider<Finding> factFindings = subjects
            .Combine(facts.Collect())
            .SelectMany(static (pair, _) => FactFindings.Of(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.FactFindings);

        context.RegisterSourceOutput(code, static (output, source) =>
            output.AddSource(source.HintName, SourceText.From(source.Text, System.Text.Encoding.UTF8)));
        Report(context, findings);
        Report(context, factFindings);
        Report(context, fmaFindings);
    }

    /// <summary>With the compilation at hand, places in C# are places in its trees, which .editorconfig, #pragma and SuppressMessage reach.</summary>
    private static void Report(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Finding> findings) =>
        context.RegisterSourceOutput(
            findings.Combine(context.CompilationProvider),
            static (output, pair) => output.ReportDiagnostic(pair.Left.ToDiagnostic(pair.Right)));

    private static NetworkSource Emit(CodeRequest request, CancellationToken cancellation) =>
        new(request.HintName, NetworkCode.Emit(request.File.Document!, request.Namespace, request.Name, request.Options, cancellation));

    private static ImmutableArray<Finding> FindingsOf(Request request)
    {
        if (request.Problem is { } problem)
        {
            return ImmutableArray.Create(problem);
        }

        return RegionCut.Finding(request) is { } cut ? ImmutableArray.Create(cut) : ImmutableArray<Finding>.Empty;
    }
}
