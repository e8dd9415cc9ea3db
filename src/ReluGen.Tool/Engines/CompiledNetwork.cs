using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Generator.Emission;
using ReluGen.Generator.Planning;

namespace ReluGen.Tool.Engines;

/// <summary>The real generated code of a network, compiled and loaded in this process.</summary>
internal sealed class CompiledNetwork : IDisposable
{
    private const string ClassName = "ReluGenNetwork";
    private const string WeightsResource = "weights";

    // The generated class speaks spans, which delegates found by reflection cannot; this class next to it speaks arrays.
    private const string Adapter =
        $$"""
        public static class Adapter
        {
            public static void Forward(float[] input, float[] output, ulong[] pattern) =>
                {{ClassName}}.Forward(input, output).CopyWordsTo(pattern);

            public static void Predict(float[] input, float[] output) => {{ClassName}}.Predict(input, output);

            public static void ForwardBatch(float[] inputs, float[] outputs, ulong[] patterns)
            {
                var typed = new {{ClassName}}.Pattern[inputs.Length / {{ClassName}}.InputCount];
                {{ClassName}}.ForwardBatch(inputs, outputs, typed);
                for (int row = 0; row < typed.Length; row++)
                {
                    typed[row].CopyWordsTo(System.MemoryExtensions.AsSpan(patterns, row * {{ClassName}}.Pattern.WordCount));
                }
            }

            // For timing: calls as an app makes them, not each through a delegate.
            [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
            public static void RepeatForward(float[] inputs, float[] outputs, int calls)
            {
                int rows = inputs.Length / {{ClassName}}.InputCount;
                for (int call = 0, row = 0; call < calls; call++, row = row + 1 == rows ? 0 : row + 1)
                {
                    {{ClassName}}.Forward(
                        System.MemoryExtensions.AsSpan(inputs, row * {{ClassName}}.InputCount, {{ClassName}}.InputCount),
                        System.MemoryExtensions.AsSpan(outputs, row * {{ClassName}}.OutputCount, {{ClassName}}.OutputCount));
                }
            }

            public static void RepeatBatch(float[] inputs, float[] outputs, int passes)
            {
                var patterns = new {{ClassName}}.Pattern[inputs.Length / {{ClassName}}.InputCount];
                for (int pass = 0; pass < passes; pass++)
                {
                    {{ClassName}}.ForwardBatch(inputs, outputs, patterns);
                }
            }

            public static void AffineMap(ulong[] pattern, float[] weights, float[] bias) =>
                {{ClassName}}.AffineMapOf({{ClassName}}.Pattern.FromWords(pattern), weights, bias);

            public static void Gradient(ulong[] pattern, int output, float[] gradient) =>
                {{ClassName}}.Gradient({{ClassName}}.Pattern.FromWords(pattern), output, gradient);

            public static int Region(ulong[] pattern) =>
                {{ClassName}}.Regions.TryFind({{ClassName}}.Pattern.FromWords(pattern), out int index) ? index : -1;

            public static void Boundaries(ulong[] pattern, double[] normals, double[] offsets) =>
                {{ClassName}}.BoundariesOf({{ClassName}}.Pattern.FromWords(pattern), normals, offsets);

            public static void ErrorBounds(float[] input, double[] values, double[] errors) => {{ClassName}}.ErrorBoundsOf(input, values, errors);

            public static void ForwardAt(int width, float[] input, float[] output, ulong[] pattern) =>
                {{ClassName}}.ForwardAt(width, input, output, pattern);

            public static void TileAt(int width, float[] inputs, float[] outputs, ulong[] patterns) =>
                {{ClassName}}.TileAt(width, inputs, outputs, patterns);

            public static int TileRowsAt(int width) => {{ClassName}}.TileRowsAt(width);
        }

        // Calls one of the bodies that the processor chooses among.
        unsafe partial class {{ClassName}}
        {
            internal static void ForwardAt(int width, float[] input, float[] output, ulong[] pattern)
            {
                fixed (float* x = input)
                fixed (float* y = output)
                fixed (ulong* p = pattern)
                {
                    switch (width)
                    {
                        case 512: Forward512(x, y, p); break;
                        case 256: Forward256(x, y, p); break;
                        default: Forward128(x, y, p); break;
                    }
                }
            }

            internal static int TileRowsAt(int width) => width == 512 ? Tile512Samples : width == 256 ? Tile256Samples : Tile128Samples;

            internal static void TileAt(int width, float[] inputs, float[] outputs, ulong[] patterns)
            {
                fixed (float* x = inputs)
                fixed (float* y = outputs)
                fixed (ulong* p = patterns)
                {
                    switch (width)
                    {
                        case 512: Tile512(x, y, (Pattern*)p, inputs.Length / InputCount); break;
                        case 256: Tile256(x, y, (Pattern*)p, inputs.Length / InputCount); break;
                        default: Tile128(x, y, (Pattern*)p, inputs.Length / InputCount); break;
                    }
                }
            }
        }
        """;

    /// <summary>What the SDK defines for this framework.</summary>
    private static readonly CSharpParseOptions Parsing = CSharpParseOptions.Default.WithPreprocessorSymbols("NET9_0_OR_GREATER");

    private static readonly Lazy<IReadOnlyList<MetadataReference>> References = new(FindReferences);

    private readonly AssemblyLoadContext context;

    private CompiledNetwork(AssemblyLoadContext context, Type adapter)
    {
        this.context = context;
        NetworkType = adapter.Assembly.GetType(ClassName)!;
        Forward = Bind<Action<float[], float[], ulong[]>>(adapter, nameof(Forward));
        Predict = Bind<Action<float[], float[]>>(adapter, nameof(Predict));
        ForwardBatch = Bind<Action<float[], float[], ulong[]>>(adapter, nameof(ForwardBatch));
        RepeatForward = Bind<Action<float[], float[], int>>(adapter, nameof(RepeatForward));
        RepeatBatch = Bind<Action<float[], float[], int>>(adapter, nameof(RepeatBatch));
        AffineMap = Bind<Action<ulong[], float[], float[]>>(adapter, nameof(AffineMap));
        Gradient = Bind<Action<ulong[], int, float[]>>(adapter, nameof(Gradient));
        Region = Bind<Func<ulong[], int>>(adapter, nameof(Region));
        Boundaries = Bind<Action<ulong[], double[], double[]>>(adapter, nameof(Boundaries));
        ErrorBounds = Bind<Action<float[], double[], double[]>>(adapter, nameof(ErrorBounds));
        TileRowsAt = Bind<Func<int, int>>(adapter, nameof(TileRowsAt));
        TileAt = Bind<Action<int, float[], float[], ulong[]>>(adapter, nameof(TileAt));
        ForwardAt = Bind<Action<int, float[], float[], ulong[]>>(adapter, nameof(ForwardAt));
    }

    /// <summary>The generated class, for what is generic over it.</summary>
    public Type NetworkType { get; }

    /// <summary>Input, outputs before the link, pattern words.</summary>
    public Action<float[], float[], ulong[]> Forward { get; }

    /// <summary>Input, outputs after the link.</summary>
    public Action<float[], float[]> Predict { get; }

    /// <summary>Rows of inputs, of outputs, of pattern words.</summary>
    public Action<float[], float[], ulong[]> ForwardBatch { get; }

    /// <summary>Rows of inputs and outputs, and how many single rows to evaluate, round and round.</summary>
    public Action<float[], float[], int> RepeatForward { get; }

    /// <summary>Rows of inputs and outputs, and how often to evaluate all of them, with their patterns.</summary>
    public Action<float[], float[], int> RepeatBatch { get; }

    /// <summary>Pattern words, A row-major, b.</summary>
    public Action<ulong[], float[], float[]> AffineMap { get; }

    /// <summary>Pattern words, output, gradient.</summary>
    public Action<ulong[], int, float[]> Gradient { get; }

    /// <summary>Pattern words; the index of the region in the static table, or -1.</summary>
    public Func<ulong[], int> Region { get; }

    /// <summary>Pattern words; normals (a row a hidden neuron) and offsets of the pre-activations.</summary>
    public Action<ulong[], double[], double[]> Boundaries { get; }

    /// <summary>Input; pre-activations and outputs, and bounds on their rounding errors.</summary>
    public Action<float[], double[], double[]> ErrorBounds { get; }

    /// <summary>A vector width in bits; input, outputs before the link, pattern words (zero on entry). For inputs that cannot overflow.</summary>
    public Action<int, float[], float[], ulong[]> ForwardAt { get; }

    /// <summary>A vector width in bits; rows of inputs, outputs and pattern words, at most a tile of that width. For inputs that cannot overflow.</summary>
    public Action<int, float[], float[], ulong[]> TileAt { get; }

    /// <summary>A vector width in bits; the rows of a tile.</summary>
    public Func<int, int> TileRowsAt { get; }

    /// <summary>Emits, compiles and loads <paramref name="document"/>.</summary>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    public static CompiledNetwork Compile(NetworkDocument document, CancellationToken cancellation = default) => Compile(document, CodeOptions.Default, cancellation);

    /// <summary>Emits, compiles and loads <paramref name="document"/> with <paramref name="options"/>; large weights are embedded as a build does.</summary>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    public static CompiledNetwork Compile(NetworkDocument document, CodeOptions options, CancellationToken cancellation = default)
    {
        if (NonFiniteWeights.First(document.Network) is { } weight)
        {
            throw new ArgumentException($"{weight.Where} has {weight.Value}; there is no code for a network whose outputs would be NaN.", nameof(document));
        }

        string code = NetworkCode.Emit(document, "", ClassName, options with { WeightsResource = WeightsResource }, cancellation);
        var compilation = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release);
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(code, Parsing, cancellationToken: cancellation), CSharpSyntaxTree.ParseText(Adapter, cancellationToken: cancellation)];
        using var image = new MemoryStream();
        EmitResult result = CSharpCompilation.Create("ReluGen.Compiled", trees, References.Value, compilation)
            .Emit(image, manifestResources: Weights(document.Network), cancellationToken: cancellation);
        if (!result.Success)
        {
            throw new InvalidOperationException("The generated code does not compile: " + result.Diagnostics.First(static d => d.Severity == DiagnosticSeverity.Error));
        }

        image.Position = 0;
        var context = new AssemblyLoadContext("ReluGen.Compiled", isCollectible: true);
        return new CompiledNetwork(context, context.LoadFromStream(image).GetType("Adapter")!);
    }

    /// <summary>Lets the code be unloaded.</summary>
    public void Dispose() => context.Unload();

    /// <summary>The weights of a large network, embedded as a build does.</summary>
    private static IEnumerable<ResourceDescription> Weights(Network network)
    {
        if (WeightsFile.IsUsedFor(network))
        {
            var weights = new MemoryStream();
            WeightsFile.Write(network, weights);
            weights.Position = 0;
            yield return new ResourceDescription(WeightsResource, () => weights, isPublic: false);
        }
    }

    private static T Bind<T>(Type adapter, string method)
        where T : Delegate => adapter.GetMethod(method)!.CreateDelegate<T>();

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
