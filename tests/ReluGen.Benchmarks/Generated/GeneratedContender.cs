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
    private readonly Action<nint, int, ulong[]> copyPattern;
    private readonly NativeBuffer<byte> patterns;

    /// <summary>Loads what <see cref="GeneratedAssembly"/> wrote.</summary>
    public GeneratedContender(string path, Workload workload)
        : base("ReluGen", workload)
    {
        // Not into a collectible context: the statics of such code are slower to reach.
        Assembly assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        Type driver = assembly.GetType(GeneratedAssembly.DriverName, throwOnError: true)!;
        single = driver.GetMethod("Single")!.CreateDelegate<Action<nint, nint, nint, int, int>>();
        batch = driver.GetMethod("Batch")!.CreateDelegate<Action<nint, nint, nint, int, int>>();
        copyPattern = driver.GetMethod("CopyPattern")!.CreateDelegate<Action<nint, int, ulong[]>>();
        patterns = new NativeBuffer<byte>(Workload.Rows * (int)driver.GetProperty("PatternBytes")!.GetValue(null)!);
    }

    public override void Single(int rows, int calls) => single((nint)Work.Inputs.Pointer, (nint)Outputs.Pointer, (nint)patterns.Pointer, rows, calls);

    public override void Batch(int passes) => batch((nint)Work.Inputs.Pointer, (nint)Outputs.Pointer, (nint)patterns.Pointer, Workload.Rows, passes);

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
        base.Dispose();
    }
}
