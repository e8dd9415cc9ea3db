using System;
using ReluGen.Benchmarks.Timing;

namespace ReluGen.Benchmarks.Peers;

/// <summary>One way to evaluate the network of a workload. Row i of the outputs answers row i of the inputs.</summary>
/// <param name="name">Key in the report; contenders that share it are variants, of which the fastest counts.</param>
/// <param name="workload">Inputs and their references.</param>
internal abstract class Contender(string name, Workload workload) : IDisposable
{
    /// <summary>Key in the report.</summary>
    public string Name { get; } = name;

    /// <summary>Inputs and their references.</summary>
    protected Workload Work { get; } = workload;

    /// <summary>Where the outputs go.</summary>
    public NativeBuffer<float> Outputs { get; } = new(Workload.Rows * workload.Network.OutputCount);

    /// <summary>Rows that one pass of <see cref="Batch"/> evaluates.</summary>
    public virtual int RowsPerPass => Workload.Rows;

    /// <summary>Evaluates <paramref name="calls"/> rows in separate calls, going round the first <paramref name="rows"/>.</summary>
    public abstract void Single(int rows, int calls);

    /// <summary>Evaluates the batch <paramref name="passes"/> times.</summary>
    public abstract void Batch(int passes);

    /// <summary>Frees what is not on the heap.</summary>
    public virtual void Dispose() => Outputs.Dispose();
}

/// <summary>A peer cannot take part on this machine.</summary>
internal sealed class MissingPeerException(string reason) : Exception(reason);
