using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ReluGen.Generator;

namespace ReluGen.CodeFixes.Tests.Harness;

/// <summary>A project in a workspace, with the assemblies of the package as an editor loads them: generator, analyzers, code fixes.</summary>
internal sealed class EditorProject
{
    private const string Folder = "/app/";

    private static readonly AnalyzerFileReference Package = new(typeof(NetworkGenerator).Assembly.Location, new Loader());

    private static readonly CodeFixProvider[] Fixes = typeof(PartialClassFix).Assembly.GetTypes()
        .Where(static type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
        .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!)
        .ToArray();

    private static readonly MetadataReference[] References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
        .Append(typeof(ReluNetworkAttribute).Assembly.Location)
        .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToArray();

    // Every project of the tests is an edit of this one, so that references and networks are read once.
    private static readonly Lazy<Document> Empty = new(NewDocument);

    private static readonly Lazy<GeneratorDriver> Driver = new(NewDriver);

    private readonly Document document;

    /// <summary>A project with one C# file and <see cref="Networks"/>.</summary>
    /// <param name="source">The file.</param>
    /// <param name="editorConfig">Lines for C# files of an .editorconfig.</param>
    public EditorProject(string source, string editorConfig = "")
    {
        Solution solution = Empty.Value.Project.Solution;
        if (editorConfig.Length > 0)
        {
            TextDocument config = Empty.Value.Project.AnalyzerConfigDocuments.Single(static document => document.Name == ".editorconfig");
            solution = solution.WithAnalyzerConfigDocumentText(config.Id, SourceText.From("root = true\n[*.cs]\n" + editorConfig));
        }

        document = solution.WithDocumentText(Empty.Value.Id, SourceText.From(source)).GetDocument(Empty.Value.Id)!;
    }

    private EditorProject(Document document) => this.document = document;

    /// <summary>The text of the file.</summary>
    public string Text => document.GetTextAsync().Result.ToString();

    /// <summary>Errors and warnings of the compiler in the file.</summary>
    public async Task<IEnumerable<Diagnostic>> CompilerDiagnostics() =>
        (await document.GetSemanticModelAsync())!.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning);

    /// <summary>What the generator reports, and the analyzers in the file, which an editor asks for as it is open; in the order of the file.</summary>
    public async Task<Diagnostic[]> Diagnostics()
    {
        SemanticModel model = (await document.GetSemanticModelAsync())!;
        var analysis = model.Compilation.WithAnalyzers(Package.GetAnalyzers(LanguageNames.CSharp), document.Project.AnalyzerOptions);
        ImmutableArray<Diagnostic> analyzed = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None);
        return [.. analyzed.Concat(GeneratorDiagnostics(model.Compilation)).OrderBy(static d => d.Location.SourceSpan.Start)];
    }

    /// <summary>The project after the only fix of the first diagnostic with an id.</summary>
    public async Task<EditorProject> Fix(string id)
    {
        Diagnostic diagnostic = (await Diagnostics()).First(diagnostic => diagnostic.Id == id);
        CodeAction action = Assert.Single(await Actions(diagnostic));
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(CancellationToken.None);
        Solution changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution;
        return new EditorProject(changed.GetDocument(document.Id)!);
    }

    /// <summary>What an editor offers for a diagnostic.</summary>
    public async Task<List<CodeAction>> Actions(Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        foreach (CodeFixProvider fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return actions;
    }

    /// <summary>The workspace keeps them to itself, so a driver runs once more on what a person wrote.</summary>
    private static ImmutableArray<Diagnostic> GeneratorDiagnostics(Compilation full)
    {
        Compilation written = full.RemoveSyntaxTrees(full.SyntaxTrees.Where(static tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)));
        Driver.Value.RunGeneratorsAndUpdateCompilation(written, out _, out ImmutableArray<Diagnostic> diagnostics);
        return diagnostics;
    }

    private static Document NewDocument()
    {
        var id = ProjectId.CreateNewId();
        ProjectInfo project = ProjectInfo.Create(id, VersionStamp.Create(), "App", "App", LanguageNames.CSharp)
            .WithFilePath(Folder + "App.csproj")
            .WithParseOptions(CSharpParseOptions.Default)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable))
            .WithMetadataReferences(References)
            .WithAnalyzerReferences([Package])
            .WithDocuments([File("Program.cs", Networks.Classes)])
            .WithAdditionalDocuments(Networks.All.Select(network => File(TextName(network.Path), network.Text)))
            .WithAnalyzerConfigDocuments([File(".globalconfig", GlobalConfig()), File(".editorconfig", "root = true\n")]);
        Document document = new AdhocWorkspace().AddSolution(SolutionInfo.Create(SolutionId.CreateNewId(), VersionStamp.Create(), projects: [project])).GetProject(id)!.Documents.Single();
        Assert.Empty(document.Project.GetCompilationAsync().Result!.GetDiagnostics().Where(static d => d.Severity >= DiagnosticSeverity.Warning));
        return document;

        DocumentInfo File(string name, string text) => DocumentInfo.Create(
            DocumentId.CreateNewId(id), name, filePath: Folder + name, loader: TextLoader.From(TextAndVersion.Create(SourceText.From(text), VersionStamp.Create())));
    }

    private static GeneratorDriver NewDriver()
    {
        Project project = Empty.Value.Project;
        AnalyzerOptions options = project.AnalyzerOptions;
        return CSharpGeneratorDriver
            .Create(Package.GetGenerators(LanguageNames.CSharp), options.AdditionalFiles, CSharpParseOptions.Default, options.AnalyzerConfigOptionsProvider)
            .RunGenerators(project.GetCompilationAsync().Result!);
    }

    private static string TextName(string path) => "obj/" + path + ".relunet";

    /// <summary>What the build hands over beside the texts.</summary>
    private static string GlobalConfig() => "is_global = true\n" + string.Concat(Networks.All.Select(static network => $"""

        [{Folder}{TextName(network.Path)}]
        build_metadata.AdditionalFiles.ReluNetworkName = {Path.GetFileName(network.Path)}
        build_metadata.AdditionalFiles.ReluNetworkPath = {network.Path}
        build_metadata.AdditionalFiles.ReluNetworkDiagnostics = none

        """));

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
