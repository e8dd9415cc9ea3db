using System.Collections.Generic;
using System.IO;
using BenchmarkDotNet.Attributes;
using ReluGen.Benchmarks.Generated;
using ReluGen.Benchmarks.Networks;
using ReluGen.Benchmarks.Peers;
using ReluGen.Benchmarks.Timing;

namespace ReluGen.Benchmarks.Commands;

/// <summary>The generated code and the C# peers for BenchmarkDotNet. Times are a sample's.</summary>
public class NetworkBenchmarks
{
    private const int Calls = 256;

    private Workload? workload;
    private Contender? generated;
    private Contender? tensorPrimitives;
    private Contender? naive;

    /// <summary>Where compiled networks lie for the life of the process.</summary>
    internal static string Folder { get; set; } = "";

    /// <summary>Networks to choose from.</summary>
    public static IEnumerable<string> Names => BenchmarkNetwork.Names;

    /// <summary>Name of the network.</summary>
    [ParamsSource(nameof(Names))]
    public string Network { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        BenchmarkNetwork network = BenchmarkNetwork.Of(Network);
        string path = TimingOrder.AssemblyOf(Folder, Network, fma: false);
        if (!File.Exists(path))
        {
            GeneratedAssembly.Compile(network, fma: false, path);
        }

        workload = new Workload(network);
        generated = new GeneratedContender("ReluGen", path, workload, isFused: false);
        tensorPrimitives = new TensorPrimitivesPeer(workload);
        naive = new NaivePeer(workload);
        foreach (Contender contender in (Contender[])[generated, tensorPrimitives, naive])
        {
            Verification.Check(contender, workload);
        }
    }

    [GlobalCleanup]
    public void Free()
    {
        generated?.Dispose();
        tensorPrimitives?.Dispose();
        naive?.Dispose();
        workload?.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Forward() => generated!.Single(workload!.Rotation, Calls);

    [Benchmark(OperationsPerInvoke = Workload.Rows)]
    public void ForwardBatch() => generated!.Batch(1);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void TensorPrimitives() => tensorPrimitives!.Single(workload!.Rotation, Calls);

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void Naive() => naive!.Single(workload!.Rotation, Calls);
}
