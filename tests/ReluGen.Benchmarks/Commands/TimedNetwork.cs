using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Benchmarks.Generated;
using ReluGen.Benchmarks.Networks;
using ReluGen.Benchmarks.Peers;
using ReluGen.Benchmarks.Reports;
using ReluGen.Benchmarks.Timing;
using ReluGen.Tool.Timing;

namespace ReluGen.Benchmarks.Commands;

/// <summary>All contenders on one network at one batch size.</summary>
/// <param name="Network">The network.</param>
/// <param name="Activity">Share of hidden neurons that are active.</param>
/// <param name="MultiplyAdds">Multiply-adds of one dense inference.</param>
/// <param name="Batch">Samples a call.</param>
/// <param name="Measurements">By the contender's name; of variants the fastest.</param>
/// <param name="Missing">Why a contender is not there, by its name.</param>
/// <param name="Explanations">Our gradient and affine map, at batch 1.</param>
/// <param name="Peak">A multiply-add at the peak of the core, in the same turns: what other guests of the host take away, they take from it too.</param>
internal sealed record TimedNetwork(
    BenchmarkNetwork Network,
    double Activity,
    long MultiplyAdds,
    int Batch,
    IReadOnlyDictionary<string, Measurement> Measurements,
    IReadOnlyDictionary<string, string> Missing,
    (Measurement Gradient, Measurement Map)? Explanations,
    Measurement Peak)
{
    /// <summary>Our contenders, by the order of their sums.</summary>
    private static readonly IReadOnlyDictionary<string, string> Ours = new Dictionary<string, string> { ["C0"] = "ReluGen", ["C1"] = "ReluGen, fused" };

    /// <summary>Verifies all contenders, then times them one row a call and as a batch.</summary>
    /// <exception cref="WrongAnswerException">One of them computes something else than the network.</exception>
    public static unsafe TimedNetwork[] Time(BenchmarkNetwork network, TimingOrder order, string folder)
    {
        using var workload = new Workload(network);
        using var sink = new NativeBuffer<float>(1);
        var missing = new Dictionary<string, string>();
        List<Contender> contenders = Gather(network, workload, order, folder, missing);
        foreach (Contender contender in contenders)
        {
            Verification.Check(contender, workload);
        }

        Trial peak = CorePeaks.MultiplyAdds(sink.Pointer);

        // Gradients take turns with the forward pass of one row that they are compared with.
        var ours = (GeneratedContender)contenders[0];
        Trial[] explanations = [new(calls => ours.Gradient(workload.Rotation, calls), 1), new(calls => ours.Map(workload.Rotation, calls), 1)];

        TimedNetwork Timed(int batch, Func<Contender, Trial> trial)
        {
            Trial[] trials = [.. contenders.Select(trial), .. batch == 1 ? explanations : [], peak];
            Measurement[] all = Interleaved.Measure(trials, order.Windows);
            return new(
                network,
                workload.Activity,
                Layer.MultiplyAdds(workload.Layers),
                batch,
                Fastest(contenders, all[..contenders.Count]),
                missing,
                batch == 1 ? (all[^3], all[^2]) : null,
                all[^1]);
        }

        TimedNetwork[] timed =
        [
            Timed(1, contender => new Trial(calls => contender.Single(workload.Rotation, calls), 1)),
            Timed(Workload.Rows, static contender => new Trial(contender.Batch, contender.RowsPerPass)),
        ];
        contenders.ForEach(static contender => contender.Dispose());
        return timed;
    }

    /// <summary>The rows of the report, one an order.</summary>
    public IEnumerable<ReportRow> ToRows() => Ours.Keys.Select(ToRow);

    private ReportRow ToRow(string order)
    {
        Dictionary<string, Measurement> peers = Measurements.Where(static m => !Ours.Values.Contains(m.Key)).ToDictionary();
        Measurement own = Measurements[Ours[order]];
        return new ReportRow(
            Network.Name,
            Network.Weights,
            Network.Inputs.ToString().ToLowerInvariant(),
            Activity,
            Batch,
            order,
            own.Median,
            own.Minimum,
            MultiplyAdds * Peak.Median,
            peers.ToDictionary(static m => m.Key, static m => m.Value.Median),
            peers.ToDictionary(static m => m.Key, static m => m.Value.Minimum),
            Missing,
            Explanations?.Gradient.Median,
            Explanations?.Map.Median);
    }

    private static List<Contender> Gather(BenchmarkNetwork network, Workload workload, TimingOrder order, string folder, Dictionary<string, string> missing)
    {
        List<Contender> contenders =
        [
            new GeneratedContender(Ours["C0"], TimingOrder.AssemblyOf(folder, network.Name, fma: false), workload, isFused: false),
            new GeneratedContender(Ours["C1"], TimingOrder.AssemblyOf(folder, network.Name, fma: true), workload, isFused: true),
            new TensorPrimitivesPeer(workload),
            new NaivePeer(workload),
        ];
        Add("onnxruntime", () => [new OnnxRuntimePeer(order.OnnxRuntime, workload)]);
        Add("c", () => order.WithoutC.TryGetValue(network.Name, out string? reason)
            ? throw new MissingPeerException(reason)
            : CPeer.Load(TimingOrder.LibraryOf(folder, network.Name), workload));
        return contenders;

        void Add(string name, Func<Contender[]> load)
        {
            try
            {
                contenders.AddRange(load());
            }
            catch (MissingPeerException e)
            {
                missing.Add(name, e.Message);
            }
        }
    }

    private static Dictionary<string, Measurement> Fastest(List<Contender> contenders, Measurement[] measurements) => contenders
        .Zip(measurements)
        .GroupBy(static pair => pair.First.Name, static pair => pair.Second)
        .ToDictionary(static variants => variants.Key, static variants => variants.MinBy(static m => m.Median)!);
}
