using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using ReluGen.Benchmarks.Networks;
using ReluGen.Core.Text;
using ReluGen.Generator.Emission;
using ReluGen.Generator.Planning;

namespace ReluGen.Benchmarks.Generated;

/// <summary>Compiles the real generated code of a network, and next to it the loops that call it.</summary>
internal static class GeneratedAssembly
{
    /// <summary>Name of the class with the loops; <see cref="GeneratedContender"/> calls them.</summary>
    public const string DriverName = "Driver";

    /// <summary>Name of the generated class.</summary>
    public const string ClassName = "GeneratedNetwork";

    // The loops are compiled with the class, so that what is timed is a call as an app makes it, not one through a delegate.
    private const string Driver =
        $$"""
        using System;
        using Network = {{ClassName}};

        public static unsafe class {{DriverName}}
        {
            public static int PatternBytes => sizeof(Network.Pattern);

            public static void Single(nint inputs, nint outputs, nint patterns, int rows, int calls)
            {
                float* x = (float*)inputs, y = (float*)outputs;
                Network.Pattern* pattern = (Network.Pattern*)patterns;
                for (int call = 0, row = 0; call < calls; call++, row = row + 1 == rows ? 0 : row + 1)
                {
                    pattern[row] = Network.Forward(
                        new ReadOnlySpan<float>(x + (nint)row * Network.InputCount, Network.InputCount),
                        new Span<float>(y + (nint)row * Network.OutputCount, Network.OutputCount));
                }
            }

            public static void Batch(nint inputs, nint outputs, nint patterns, int rows, int passes)
            {
                for (int pass = 0; pass < passes; pass++)
                {
                    Network.ForwardBatch(
                        new ReadOnlySpan<float>((float*)inputs, rows * Network.InputCount),
                        new Span<float>((float*)outputs, rows * Network.OutputCount),
                        new Span<Network.Pattern>((Network.Pattern*)patterns, rows));
                }
            }

            public static void Gradient(nint patterns, nint gradient, int rows, int calls)
            {
                for (int call = 0, row = 0; call < calls; call++, row = row + 1 == rows ? 0 : row + 1)
                {
                    Network.Gradient(((Network.Pattern*)patterns)[row], 0, new Span<float>((float*)gradient, Network.InputCount));
                }
            }

            public static void Map(nint patterns, nint weights, nint bias, int rows, int calls)
            {
                for (int call = 0, row = 0; call < calls; call++, row = row + 1 == rows ? 0 : row + 1)
                {
                    Network.AffineMapOf(
                        ((Network.Pattern*)patterns)[row],
                        new Span<float>((float*)weights, Network.OutputCount * Network.InputCount),
                        new Span<float>((float*)bias, Network.OutputCount));
                }
            }

            public static void CopyPattern(nint patterns, int row, ulong[] words) => ((Network.Pattern*)patterns)[row].CopyWordsTo(words);
        }
        """;

    /// <summary>What the SDK defines for this framework.</summary>
    private static readonly CSharpParseOptions Parsing = CSharpParseOptions.Default.WithPreprocessorSymbols("NET9_0_OR_GREATER");

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(FindReferences);

    /// <summary>The framework and the library ReluGen.</summary>
    public static IReadOnlyList<MetadataReference> PlatformReferences => References.Value;

    /// <summary>Generates and compiles <paramref name="network"/> to the file <paramref name="path"/>, with loops for <see cref="GeneratedContender"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="fma">True for sums of fused multiply-adds.</param>
    /// <param name="path">Path of the assembly.</param>
    public static void Compile(BenchmarkNetwork network, bool fma, string path) =>
        Compile(CodeOf(network, new CodeOptions { Fma = fma }), Driver, path);

    /// <summary>The same with changed code.</summary>
    /// <param name="network">The network.</param>
    /// <param name="change">Changes the C# of its class.</param>
    /// <param name="path">Path of the assembly.</param>
    public static void Compile(BenchmarkNetwork network, Func<string, string> change, string path) =>
        Compile(change(CodeOf(network, CodeOptions.Default)), Driver, path);

    /// <summary>Generates and compiles the network of <paramref name="document"/>, with its table, to the file <paramref name="path"/>.</summary>
    /// <param name="document">The network and its regions.</param>
    /// <param name="driver">C# to compile with the class.</param>
    /// <param name="path">Path of the assembly.</param>
    public static void Compile(NetworkDocument document, string driver, string path) => Compile(NetworkCode.Emit(document, "", ClassName), driver, path);

    private static string CodeOf(BenchmarkNetwork network, CodeOptions options) =>
        NetworkCode.Emit(new NetworkDocument(network.Network) { Layout = network.Layout }, "", ClassName, options);

    private static void Compile(string code, string driver, string path)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release);
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(code, Parsing), CSharpSyntaxTree.ParseText(driver)];
        string name = "ReluGen.Benchmarks.Generated." + Path.GetFileNameWithoutExtension(path);
        EmitResult result = CSharpCompilation.Create(name, trees, References.Value, options).Emit(path);
        if (!result.Success)
        {
            throw new InvalidOperationException("The generated code does not compile: " + result.Diagnostics.First(static d => d.Severity == DiagnosticSeverity.Error));
        }
    }

    private static IReadOnlyList<MetadataReference> FindReferences()
    {
        string platform = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return platform.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(ReluNetworkAttribute).Assembly.Location)
            .Select(static path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToArray();
    }
}
