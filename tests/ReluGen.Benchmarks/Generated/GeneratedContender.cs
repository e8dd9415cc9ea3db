using System;
using System.Reflection;
using System.Runtime.Loader;
using ReluGen.Benchmarks.Peers;
using ReluGen.Benchmarks.Timing;

namespace ReluGen.Benchmarks.Generated;

/// <summary>Our generated code; it gives the activation pattern of every row too.</summary>
internal sealed unsafe class GeneratedContender : Contender
{
    private readonly Action<nint, nint, nint, int, int> single;
    private readonly Action<nint, nint, nint, int, int> batch;
    private readonly Action<nint, nint, int, int> gradient;
    private readonly Action<nint, nint, nint, int, int> map;
    private readonly Action<nint, int, ulong[]> copyPattern;
    private readonly NativeBuffer<byte> patterns;
    private readonly NativeBuffer<float> mapWeights;
    private readonly NativeBuffer<float> mapBias;

    /// <summary>Loads what <see cref="GeneratedAssembly"/> wrote.</summary>
    /// <param name="name">Key in the report.</param>
    /// <param name="path">Path of the assembly.</param>
    /// <param name="workload">Inputs and their references.</param>
    /// <param name="isFused">True if its sums are fused multiply-adds.</param>
    public GeneratedContender(string name, string path, Workload workload, bool isFused)
        : base(name, workload)
    {
        IsFused = isFused;

        // Not into a collectible context: the statics of such code are slower to reach.
        Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        Type driver = assembly.GetType(GeneratedAssembly.DriverName, throwOnError: true)!;
        single = driver.GetMethod("Single")!.CreateDelegate<Action<nint, nint, nint, int, int>>();
        batch = driver.GetMethod("Batch")!.CreateDelegate<Action<nint, nint, nint, int, int>>();
        gradient = driver.GetMethod("Gradient")!.CreateDelegate<Action<nint, nint, int, int>>();
        map = driver.GetMethod("Map")!.CreateDelegate<Action<nint, nint, nint, int, int>>();
        mapWeights = new NativeBuffer<float>(workload.Network.InputCount * workload.Network.OutputCount);
        mapBias = new NativeBuffer<float>(workload.Network.OutputCount);
        copyPattern = driver.GetMethod("CopyPattern")!.CreateDelegate<Action<nint, int, ulong[]>>();
        patterns = new NativeBuffer<byte>(Workload.Rows * (int)driver.GetProperty("PatternBytes")!.GetValue(null)!);
    }

    /// <summary>True if its sums are fused multiply-adds: order C1.</summary>
    public bool IsFused { get; }

    public override void Single(int rows, int calls) => single((nint)Work.Inputs.Pointer, (nint)Outputs.Pointer, (nint)patterns.Pointer, rows, calls);

    public override void Batch(int passes) => batch((nint)Work.Inputs.Pointer, (nint)Outputs.Pointer, (nint)patterns.Pointer, Workload.Rows, passes);

    /// <summary>A of the last call of <see cref="Map"/>, or in its first row the gradient of the last call of <see cref="Gradient"/>.</summary>
    public ReadOnlySpan<float> MapWeights => mapWeights.Span;

    /// <summary>b of the last call of <see cref="Map"/>.</summary>
    public ReadOnlySpan<float> MapBias => mapBias.Span;

    /// <summary>Gradients of the first output, one pattern a call, going round those of the first <paramref name="rows"/> rows.</summary>
    public void Gradient(int rows, int calls) => gradient((nint)patterns.Pointer, (nint)mapWeights.Pointer, rows, calls);

    /// <summary>Affine maps, one pattern a call, going round those of the first <paramref name="rows"/> rows.</summary>
    public void Map(int rows, int calls) => map((nint)patterns.Pointer, (nint)mapWeights.Pointer, (nint)mapBias.Pointer, rows, calls);

    /// <summary>The words of the pattern of a row.</summary>
    public ReadOnlySpan<ulong> PatternOf(int row)
    {
        var words = new ulong[Work.WordCount];
        copyPattern((nint)patterns.Pointer, row, words);
        return words;
    }

    /// <summary>Overwrites all patterns.</summary>
    public void ClearPatterns() => patterns.Span.Fill(0xaa);

    public override void Dispose()
    {
        patterns.Dispose();
        mapWeights.Dispose();
        mapBias.Dispose();
        base.Dispose();
    }
}
