using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using ReluGen.Benchmarks.Networks;
using ReluGen.Benchmarks.Reports;
using ReluGen.Benchmarks.Timing;
using ReluGen.Core.Networks;
using ReluGen.Tool.Timing;

namespace ReluGen.Benchmarks.Explanations;

/// <summary>The loops of a compiled <see cref="ExplanationDriver"/> against TensorPrimitives, on rows drawn from a sample file.</summary>
internal sealed unsafe class ExplanationTrials : IDisposable
{
    /// <summary>Single predictions go round this many rows.</summary>
    private const int Rotation = 256;

    private const int ClusterWindows = 5;
    private const int SingleWindows = 201;
    private const double Tolerance = 1e-4;

    private readonly int rows;
    private readonly int inputCount;
    private readonly object driver;
    private readonly TensorPrimitivesExplainer peer;
    private readonly NativeBuffer<float> inputs;
    private readonly NativeBuffer<float> outputs = new(Rotation);
    private readonly NativeBuffer<float> gradients;

    /// <summary>Draws <paramref name="rows"/> rows, with repetitions, from <paramref name="samples"/>.</summary>
    public ExplanationTrials(string assembly, Network network, IReadOnlyList<float[]> samples, int rows)
    {
        this.rows = rows;
        inputCount = network.InputCount;
        driver = Activator.CreateInstance(AssemblyLoadContext.Default.LoadFromAssemblyPath(Path.GetFullPath(assembly)).GetType(ExplanationDriver.Name, throwOnError: true)!)!;
        peer = new TensorPrimitivesExplainer(Layer.Of(network));
        gradients = new NativeBuffer<float>(Rotation * inputCount);
        inputs = new NativeBuffer<float>(rows * inputCount);
        var random = new Random(1);
        for (int i = 0; i < rows; i++)
        {
            samples[random.Next(samples.Count)].CopyTo(inputs.Span.Slice(i * inputCount, inputCount));
        }
    }

    /// <summary>Checks the answers against each other, then times the loops in turns.</summary>
    /// <exception cref="WrongAnswerException">They differ, or ours allocates.</exception>
    public ExplanationReport Time()
    {
        Action<nint, int> cluster = Bind<Action<nint, int>>("Cluster");
        Action forget = Bind<Action>("Forget");
        Action<nint, nint, int, int> predict = Bind<Action<nint, nint, int, int>>("Predict");
        Action<nint, nint, nint, int, int> explain = Bind<Action<nint, nint, nint, int, int>>("Explain");
        Action<nint, nint, nint, int, int> both = Bind<Action<nint, nint, nint, int, int>>("PredictAndExplain");
        nint x = (nint)inputs.Pointer, y = (nint)outputs.Pointer, g = (nint)gradients.Pointer;
        CheckClusters(cluster);
        double allocated = Allocated(() => cluster(x, rows)) / (double)rows;
        explain(x, y, g, Rotation, Rotation);
        CheckExplanations();
        if (allocated != 0 || Allocated(() => both(x, y, g, Rotation, Rotation)) != 0)
        {
            throw new WrongAnswerException($"{allocated} bytes were allocated a row, or some for an explanation, in place of none.");
        }

        forget();
        Measurement[] clustering = Interleaved.Measure(
            [
                new(passes => Repeat(passes, () => cluster(x, rows)), rows),
                new(passes => Repeat(passes, () => peer.Cluster(inputs.Span)), rows),
            ],
            ClusterWindows);
        Measurement[] single = Interleaved.Measure(
            [
                new(calls => predict(x, y, Rotation, calls), 1),
                new(calls => explain(x, y, g, Rotation, calls), 1),
                new(calls => both(x, y, g, Rotation, calls), 1),
                new(PeerPredict, 1),
                new(PeerExplain, 1),
            ],
            SingleWindows);
        return new ExplanationReport(
            rows,
            clustering[0].Median,
            1e9 / clustering[0].Median,
            clustering[1].Median,
            allocated,
            single[0].Median,
            single[1].Median,
            single[2].Median,
            single[3].Median,
            single[4].Median);
    }

    public void Dispose()
    {
        inputs.Dispose();
        outputs.Dispose();
        gradients.Dispose();
    }

    private void CheckClusters(Action<nint, int> cluster)
    {
        cluster((nint)inputs.Pointer, rows);
        peer.Cluster(inputs.Span);
        var ours = Bind<Func<(string Pattern, long Rows, double Mean)[]>>("Clusters")();
        (long Rows, double Mean)[] theirs = [.. peer.Clusters.OrderByDescending(static c => c.Rows)];
        bool agrees = ours.Length == theirs.Length
            && ours.Zip(theirs).All(static pair => pair.First.Rows == pair.Second.Rows && Math.Abs(pair.First.Mean - pair.Second.Mean) <= Tolerance);
        if (!agrees)
        {
            throw new WrongAnswerException($"The clusters are {string.Join(", ", ours)}, those of TensorPrimitives {string.Join(", ", theirs)}.");
        }
    }

    private void CheckExplanations()
    {
        Func<int, ulong> patternOf = Bind<Func<int, ulong>>("PatternOf");
        Span<float> gradient = stackalloc float[inputCount];
        for (int row = 0; row < Rotation; row++)
        {
            float output = peer.Explain(Row(row), gradient, out ulong pattern);
            bool agrees = pattern == patternOf(row) && Math.Abs(output - outputs.Span[row]) <= Tolerance;
            for (int j = 0; j < inputCount; j++)
            {
                agrees &= Math.Abs(gradient[j] - gradients.Span[(row * inputCount) + j]) <= Tolerance;
            }

            if (!agrees)
            {
                throw new WrongAnswerException($"Row {row} is explained in another way by TensorPrimitives.");
            }
        }
    }

    private void PeerPredict(int calls)
    {
        for (int call = 0, row = 0; call < calls; call++, row = row + 1 == Rotation ? 0 : row + 1)
        {
            outputs.Pointer[row] = peer.Predict(Row(row));
        }
    }

    private void PeerExplain(int calls)
    {
        for (int call = 0, row = 0; call < calls; call++, row = row + 1 == Rotation ? 0 : row + 1)
        {
            outputs.Pointer[row] = peer.Explain(Row(row), new Span<float>(gradients.Pointer + (row * inputCount), inputCount), out _);
        }
    }

    private ReadOnlySpan<float> Row(int row) => new(inputs.Pointer + (row * inputCount), inputCount);

    private static void Repeat(int passes, Action pass)
    {
        for (int i = 0; i < passes; i++)
        {
            pass();
        }
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private T Bind<T>(string method)
        where T : Delegate => driver.GetType().GetMethod(method)!.CreateDelegate<T>(driver);
}
