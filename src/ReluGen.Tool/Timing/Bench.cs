using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Tool.Engines;

namespace ReluGen.Tool.Timing;

/// <summary>Nanoseconds a sample at one batch size.</summary>
/// <param name="Batch">Rows of a batch; 1 for single rows.</param>
/// <param name="Nanoseconds">Of the generated code.</param>
/// <param name="ReferenceNanoseconds">Of the reference loop.</param>
internal sealed record BenchRow(int Batch, double Nanoseconds, double ReferenceNanoseconds)
{
    /// <summary>How many times as fast as the reference loop the generated code is.</summary>
    public double Ratio => ReferenceNanoseconds / Nanoseconds;
}

/// <summary>Times the generated code of a network against the reference loop, which computes the same bits; that is checked first.</summary>
/// <param name="network">The network.</param>
/// <param name="code">Its code.</param>
/// <param name="rows">Inputs, at least one; taken round and round.</param>
internal sealed class Bench(Network network, CompiledNetwork code, IReadOnlyList<float[]> rows)
{
    private const int Windows = 21;
    private const long MostInputs = 1 << 26;

    /// <summary>Single calls go round this many floats of inputs: enough that branches are not learnt by heart, few enough to stay in the cache.</summary>
    private const int RotatedFloats = 8192;

    private const int TieringSteps = 3;
    private const int CallsToTier = 30;
    private const int TieringPause = 200;

    private static readonly TimeSpan CallTime = TimeSpan.FromMilliseconds(50);

    private static readonly int[] Batches = [1, 64, 1024, 16384];

    private readonly CanonicalForward reference = new(network);

    /// <summary>Times all batch sizes.</summary>
    /// <param name="notes">Receives what was left out.</param>
    /// <param name="starting">Called before each batch size.</param>
    /// <param name="cancellation">Stops between batch sizes.</param>
    /// <exception cref="InvalidOperationException">The bits differ, which would be a defect of the generated code.</exception>
    public IReadOnlyList<BenchRow> Run(List<string> notes, Action<int> starting, CancellationToken cancellation)
    {
        var result = new List<BenchRow>();
        foreach (int batch in Batches)
        {
            cancellation.ThrowIfCancellationRequested();
            if ((long)batch * network.InputCount > MostInputs)
            {
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"Batches of {batch} rows were left out: their inputs take more than 256 MB."));
                continue;
            }

            starting(batch);
            result.Add(batch == 1 ? Single() : Batch(batch));
        }

        return result;
    }

    private BenchRow Single()
    {
        float[] inputs = InputsOf(Math.Clamp(RotatedFloats / network.InputCount, 32, 256));
        float[] outputs = new float[inputs.Length / network.InputCount * network.OutputCount];
        code.RepeatForward(inputs, outputs, inputs.Length / network.InputCount);
        Check(inputs, outputs);
        return Time(1, new Trial(calls => code.RepeatForward(inputs, outputs, calls), 1), inputs);
    }

    private BenchRow Batch(int batch)
    {
        float[] inputs = InputsOf(batch);
        float[] outputs = new float[batch * network.OutputCount];
        code.RepeatBatch(inputs, outputs, 1);
        Check(inputs, outputs);
        return Time(batch, new Trial(passes => code.RepeatBatch(inputs, outputs, passes), batch), inputs);
    }

    private BenchRow Time(int batch, Trial generated, float[] inputs)
    {
        Trial[] trials = [generated, new Trial(calls => RunReference(inputs, calls), 1)];
        if (batch <= Batches[1])
        {
            WarmUp(trials);
        }

        Measurement[] times = Interleaved.Measure(trials, Windows);
        return new BenchRow(batch, times[0].Median, times[1].Median);
    }

    /// <summary>Methods reach their last tier in steps: some calls, then a pause in which the JIT works in the background.</summary>
    private static void WarmUp(Trial[] trials)
    {
        for (int step = 0; step < TieringSteps; step++)
        {
            foreach (Trial trial in trials)
            {
                long start = Stopwatch.GetTimestamp();
                do
                {
                    trial.Run(CallsToTier);
                }
                while (Stopwatch.GetElapsedTime(start) < CallTime);
            }

            Thread.Sleep(TieringPause);
        }
    }

    private float[] InputsOf(int count)
    {
        var inputs = new float[count * network.InputCount];
        for (int row = 0; row < count; row++)
        {
            rows[row % rows.Count].AsSpan(0, network.InputCount).CopyTo(inputs.AsSpan(row * network.InputCount));
        }

        return inputs;
    }

    private void Check(float[] inputs, float[] outputs)
    {
        var expected = new float[network.OutputCount];
        var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        for (int row = 0; row < inputs.Length / network.InputCount; row++)
        {
            reference.Run(inputs.AsSpan(row * network.InputCount, network.InputCount), expected, words);
            for (int o = 0; o < expected.Length; o++)
            {
                float actual = outputs[(row * expected.Length) + o];
                if (BitConverter.SingleToInt32Bits(actual) != BitConverter.SingleToInt32Bits(expected[o]) && !(float.IsNaN(actual) && float.IsNaN(expected[o])))
                {
                    throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"output {o} of row {row} is {actual:R} in the generated code and {expected[o]:R} in the reference"));
                }
            }
        }
    }

    private void RunReference(float[] inputs, int calls)
    {
        var output = new float[network.OutputCount];
        var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        int count = inputs.Length / network.InputCount;
        for (int call = 0, row = 0; call < calls; call++, row = row + 1 == count ? 0 : row + 1)
        {
            reference.Run(inputs.AsSpan(row * network.InputCount, network.InputCount), output, words);
        }
    }
}
