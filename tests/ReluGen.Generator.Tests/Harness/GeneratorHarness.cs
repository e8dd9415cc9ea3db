using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace ReluGen.Generator.Tests.Harness;

/// <summary>Runs the generator in a driver, as the compiler does, and again after edits.</summary>
internal sealed class GeneratorHarness
{
    private static readonly CSharpParseOptions ParseOptions = CSharpParseOptions.Default;

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(static () =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(ReluNetworkAttribute).Assembly.Location)
            .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToArray());

    private readonly Dictionary<string, NetworkText> metadata = [];
    private ImmutableArray<AdditionalText> files;
    private GeneratorDriver driver;
    private CSharpCompilation compilation;

    public GeneratorHarness(string source, params NetworkText[] networks)
        : this(source, "", networks)
    {
    }

    /// <param name="source">The C# file.</param>
    /// <param name="assumeFma">Value of the property ReluGenAssumeFma; empty where it is not set.</param>
    /// <param name="networks">The additional files.</param>
    public GeneratorHarness(string source, string assumeFma, NetworkText[] networks)
    {
        compilation = CSharpCompilation.Create(
            "Test",
            [CSharpSyntaxTree.ParseText(source, ParseOptions, "Program.cs")],
            References.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        files = [.. networks.Select(File)];
        driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            files,
            ParseOptions,
            new Options(metadata, assumeFma),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Run();
    }

    /// <summary>Diagnostics of the generator.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; private set; }

    /// <summary>Errors and warnings of the compiler, generated code included.</summary>
    public IEnumerable<Diagnostic> CompilerDiagnostics { get; private set; } = [];

    /// <summary>The generated files: hint name and text.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; private set; } = new Dictionary<string, string>();

    private GeneratorRunResult Result { get; set; }

    /// <summary>Runs again on the same input.</summary>
    public void Run()
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Result = driver.GetRunResult().Results.Single();
        Assert.Null(Result.Exception);
        Diagnostics = diagnostics;
        CompilerDiagnostics = output.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning);
        Sources = Result.GeneratedSources.ToDictionary(static s => s.HintName, static s => s.SourceText.ToString());
    }

    /// <summary>Adds a C# file and runs again.</summary>
    public void AddSource(string source)
    {
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, ParseOptions, "Added.cs"));
        Run();
    }

    /// <summary>Replaces the first C# file and runs again.</summary>
    public void ReplaceSource(string source)
    {
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], CSharpSyntaxTree.ParseText(source, ParseOptions, "Program.cs"));
        Run();
    }

    /// <summary>Replaces file <paramref name="index"/> by a new object and runs again.</summary>
    public void Replace(int index, NetworkText network)
    {
        AdditionalText file = File(network);
        driver = driver.ReplaceAdditionalText(files[index], file);
        files = files.SetItem(index, file);
        Run();
    }

    /// <summary>Why each output of a step was made.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        Result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? runs.SelectMany(static run => run.Outputs).Select(static output => output.Reason).ToArray()
            : [];

    /// <summary>Why each file that is added to the compilation was made.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons() =>
        Result.TrackedOutputSteps.SelectMany(static pair => pair.Value).SelectMany(static run => run.Outputs).Select(static output => output.Reason).ToArray();

    private AdditionalText File(NetworkText network)
    {
        metadata[network.Path] = network;
        return new Text(network.Path, network.Content);
    }

    private sealed class Text(string path, string? content) : AdditionalText
    {
        public override string Path => path;

        public override SourceText? GetText(CancellationToken cancellationToken = default) =>
            content is null ? null : SourceText.From(content, Encoding.UTF8);
    }

    private sealed class Options(Dictionary<string, NetworkText> metadata, string assumeFma) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new FileOptions(new NetworkText("", null, Diagnostics: ""), assumeFma);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
            metadata.TryGetValue(textFile.Path, out NetworkText? found) ? new FileOptions(found, "") : GlobalOptions;
    }

    private sealed class FileOptions(NetworkText file, string assumeFma) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, out string value)
        {
            value = key switch
            {
                "build_metadata.AdditionalFiles.ReluNetworkName" => file.Name,
                "build_metadata.AdditionalFiles.ReluNetworkPath" => file.RelativePath,
                "build_metadata.AdditionalFiles.ReluNetworkRegions" => file.Regions,
                "build_metadata.AdditionalFiles.ReluNetworkDiagnostics" => file.Diagnostics,
                "build_property.ReluGenAssumeFma" => assumeFma,
                _ => "",
            };
            return value.Length > 0;
        }
    }
}

/// <summary>A .relunet file as the build hands it to the compiler; no content is a file that is not text. Facts about it are not asked for unless said.</summary>
internal sealed record NetworkText(string Path, string? Content, string Name = "", string RelativePath = "", string Regions = "", string Diagnostics = "none");
