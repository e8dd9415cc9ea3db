using System;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ReluGen.Generator;

namespace ReluGen.Benchmarks.Generated;

/// <summary>One run of the generator as the compiler makes it, over a project with one network.</summary>
internal sealed class GeneratorRun
{
    private readonly CSharpCompilation compilation = CSharpCompilation.Create(
        "Timed",
        [CSharpSyntaxTree.ParseText("[ReluGen.ReluNetwork(\"model.onnx\")] public partial class Model;", path: "Model.cs")],
        GeneratedAssembly.PlatformReferences,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    private readonly GeneratorDriver driver;

    /// <summary>Sets up a run over the text form of a network.</summary>
    public GeneratorRun(string text, string diagnostics) => driver = CSharpGeneratorDriver.Create(
        [new NetworkGenerator().AsSourceGenerator()], [new NetworkText(text)], CSharpParseOptions.Default, new Options(diagnostics));

    /// <summary>Runs it.</summary>
    /// <exception cref="InvalidOperationException">No code was generated.</exception>
    public void Execute()
    {
        GeneratorRunResult result = driver.RunGenerators(compilation).GetRunResult().Results.Single();
        if (result.GeneratedSources.Length != 1)
        {
            throw new InvalidOperationException($"The generator failed: {result.Exception}");
        }
    }

    private sealed class NetworkText(string text) : AdditionalText
    {
        public override string Path => "obj/model.relunet";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }

    private sealed class Options(string diagnostics) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new FileOptions(diagnostics);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class FileOptions(string diagnostics) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = key switch
            {
                "build_metadata.AdditionalFiles.ReluNetworkName" => "model.onnx",
                "build_metadata.AdditionalFiles.ReluNetworkDiagnostics" => diagnostics,
                "build_metadata.AdditionalFiles.ReluNetworkWeights" => "weights", // as a build says; only large networks use it
                _ => "",
            };
            return value.Length > 0;
        }
    }
}
