using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;
using ReluGen.Generator.Tests.Harness;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.EndToEnd.Tests;

/// <summary>One program as native code and under the JIT, with vectors of every width and without: every bit is that of the scalar loop.</summary>
[Collection(nameof(PackageCollection))]
public sealed class NativeBitTests(Package package)
{
    private static readonly Network[] Networks =
    [
        RandomNetworks.Chain(1, false, 5, 3),
        RandomNetworks.Chain(2, false, 3, 1, 1),
        RandomNetworks.Chain(3, false, 7, 16, 8, 1),
        RandomNetworks.Chain(4, false, 7, 15, 17, 3),
        RandomNetworks.Chain(5, false, 5, 33, 63, 65, 4),
        RandomNetworks.Chain(6, false, 4, 129, 128, 7),
        RandomNetworks.Chain(7, false, 1, 300, 1),
        RandomNetworks.Chain(8, false, 16, 32, 16, 4),
        RandomNetworks.Chain(9, true, 5, 65, 129, 33, 4),
        RandomNetworks.Dense(10, false, 4, 7, 9, 2),
        RandomNetworks.Dense(11, true, 5, 66, 13, 70, 5),
        RandomNetworks.Pruned(RandomNetworks.Chain(12, false, 30, 50, 40, 6)),

        // A lane an output, and lists of what is not 0.
        RandomNetworks.Quiet(RandomNetworks.Chain(16, false, 150, 200, 130, 3), 1),

        // More numbers than fit literals: a resource.
        RandomNetworks.Chain(13, false, 1030, 1020, 3),

        // With fused multiply-adds.
        RandomNetworks.Chain(14, false, 7, 15, 17, 3),
        RandomNetworks.Dense(15, true, 5, 65, 33, 4),
        RandomNetworks.Quiet(RandomNetworks.Chain(17, false, 130, 192, 20, 2), 1),
    ];

    private const int FirstFused = 14;

    /// <summary>From this many inputs on four of five are 0, but for the rows of a tenth.</summary>
    private const int ManyInputs = 100;

    /// <summary>Publishing takes half a minute a level; without RELUGEN_LONG=1 one level of native code is enough.</summary>
    private static string[] Levels => Environment.GetEnvironmentVariable("RELUGEN_LONG") == "1" ? ["x86-64-v2", "x86-64-v3", "native"] : ["x86-64-v3"];

    [NativeFact]
    public void Native_code_and_the_JIT_compute_the_bits_of_the_scalar_loop_at_every_width()
    {
        var app = new NativeApp(package, BitProgram.Source(Networks.Length), [.. Networks.Select(static (network, i) => new NativeModel(NetworkWriter.Write(new NetworkDocument(network)), i >= FirstFused))]);
        WriteInputs(app);
        var results = new List<(string Process, string Folder)>();
        foreach (string level in Levels)
        {
            Add(level, folder => Command.Run(folder, app.Publish(level), app.PathOf("in"), folder), level == "x86-64-v2" ? "128" : level == "x86-64-v3" ? "256" : null);
        }

        Add("JIT", folder => app.RunUnderJit([], app.PathOf("in"), folder), null);
        Add("AVX512=0", folder => app.RunUnderJit(["DOTNET_EnableAVX512=0"], app.PathOf("in"), folder), "256");
        Add("AVX2=0", folder => app.RunUnderJit(["DOTNET_EnableAVX2=0"], app.PathOf("in"), folder), "128");
        Add("HWIntrinsic=0", folder => app.RunUnderJit(["DOTNET_EnableHWIntrinsic=0"], app.PathOf("in"), folder), "0");

        for (int i = 0; i < Networks.Length; i++)
        {
            byte[] expected = Expected(Networks[i], i);
            byte[] first = File.ReadAllBytes(Path.Combine(results[0].Folder, $"{i}.out"));
            Assert.Equal(expected, first.AsSpan(0, expected.Length));
            int maps = BitProgram.Maps * Networks[i].OutputCount * (2 * Networks[i].InputCount + 1) * sizeof(float);
            int[] report = MemoryMarshal.Cast<byte, int>(first.AsSpan(expected.Length + maps)).ToArray();
            AssertIdentified(i, report);
            Assert.All(results, result => Assert.True(first.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(result.Folder, $"{i}.out"))), $"network {i}: {result.Process} differs"));
        }

        void Add(string process, Func<string, CommandResult> run, string? width)
        {
            string folder = Directory.CreateDirectory(app.PathOf("of " + process)).FullName;
            string printed = run(folder).RequireSuccess().Output.Trim();
            Assert.Equal(width ?? printed, printed);
            results.Add((process, folder));
        }
    }

    /// <summary>What the app says of identifiability is what the analysis of the file says.</summary>
    private static void AssertIdentified(int index, int[] report)
    {
        Network network = Networks[index];
        if (network.ParameterCount > BitProgram.IdentifiedParameters)
        {
            Assert.Empty(report);
            return;
        }

        Assert.Equal(BitProgram.ReportNumbers, report.Length);
        float[][] rows = [.. Inputs(network, index).Chunk(network.InputCount).Where(static row => row.All(float.IsFinite))];
        int rank = IdentifiabilityAnalysis.Run(network, new IdentifiabilityOptions { Samples = rows, RandomPoints = 1, MostParameters = 0 }).Local.Rank;
        int largest = (int)network.ParameterCount - network.HiddenNeuronCount;
        Assert.Equal([(int)network.ParameterCount, largest, rank], (int[])[report[0], report[1], report[4]]);

        // The row that is not a number is left out unless the rank was full before it.
        Assert.True(report[3] == 1 || rank == largest, $"network {index}: {report[3]} rows left out");
    }

    private static void WriteInputs(NativeApp app)
    {
        Directory.CreateDirectory(app.PathOf("in"));
        for (int i = 0; i < Networks.Length; i++)
        {
            File.WriteAllBytes(app.PathOf($"in/{i}.in"), MemoryMarshal.AsBytes<float>(Inputs(Networks[i], i)));
        }
    }

    private static float[] Inputs(Network network, int seed)
    {
        int rows = WeightsFile.IsUsedFor(network) ? BitProgram.FewRows : BitProgram.Rows;
        float[] inputs = RandomNetworks.Input(new Random(seed), rows * network.InputCount);

        for (int k = 0; k < inputs.Length && network.InputCount >= ManyInputs; k++)
        {
            inputs[k] *= k % 5 == 0 || k / network.InputCount % 10 == 0 ? 1 : 0;
        }

        // Rows of the slow path: one of large numbers, and one that is not a number.
        inputs[2 * network.InputCount] = InputLimit.Of(network) * 1.5f;
        inputs[4 * network.InputCount] = float.NaN;
        return inputs;
    }

    /// <summary>Outputs, then patterns, of the scalar loop.</summary>
    private static byte[] Expected(Network network, int index)
    {
        float[] inputs = Inputs(network, index);
        int rows = inputs.Length / network.InputCount;
        int words = BitPattern.WordCountOf(network.HiddenNeuronCount);
        var outputs = new float[rows * network.OutputCount];
        var patterns = new ulong[rows * words];
        var canonical = new CanonicalForward(network, index >= FirstFused);
        for (int row = 0; row < rows; row++)
        {
            canonical.Run(inputs.AsSpan(row * network.InputCount, network.InputCount), outputs.AsSpan(row * network.OutputCount, network.OutputCount), patterns.AsSpan(row * words, words));
        }

        return [.. MemoryMarshal.AsBytes<float>(outputs), .. MemoryMarshal.AsBytes<ulong>(patterns)];
    }
}

/// <summary>A fact about native code: reported as skipped, with the reason, where none can be published.</summary>
internal sealed class NativeFactAttribute : FactAttribute
{
    public NativeFactAttribute() => Skip = NativeApp.SkipReason;
}
