using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Benchmarks.Networks;
using ReluGen.Benchmarks.Timing;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.Benchmarks.Native;

/// <summary>What one build costs.</summary>
/// <param name="Parameters">Weights and biases of its network.</param>
/// <param name="WallSeconds">From start to end.</param>
/// <param name="ProcessorSeconds">Of all its processes.</param>
/// <param name="PeakBytes">Memory of its largest process (with a larger one before it in this program: of that).</param>
/// <param name="AssemblyBytes">Size of the app.</param>
/// <param name="FirstMilliseconds">From the start of Main to the end of the first inference, under the JIT.</param>
internal sealed record LargeBuild(long Parameters, double WallSeconds, double ProcessorSeconds, long PeakBytes, long AssemblyBytes, double FirstMilliseconds)
{
    private const int Seed = 9;
    private const int Runs = 5;

    /// <summary>Builds an app for each network, one of seeded weights with the given widths.</summary>
    public static IEnumerable<LargeBuild> Of(int[][] networks)
    {
        using var package = new Package();
        foreach (int[] widths in networks)
        {
            yield return Of(package, widths);
        }
    }

    private static LargeBuild Of(Package package, int[] widths)
    {
        Network network = SeededNetwork.Of(Seed, widths);
        var app = new NativeApp(package, TimedProgram.Source(1), [new NativeModel(NetworkWriter.Write(new NetworkDocument(network)))], TimedProgram.Sources);
        app.Build("-t:Restore").RequireSuccess();
        ChildUsage before = ChildUsage.Now;
        long start = Stopwatch.GetTimestamp();

        // With the facts that every build looks for; some neurons of a seeded network are worth a warning.
        app.Build("--no-restore", "-p:Facts=summary", "-p:TreatWarningsAsErrors=false").RequireSuccess();
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        ChildUsage after = ChildUsage.Now;
        double first = Enumerable.Range(0, Runs).Min(_ => double.Parse(app.RunUnderJit([], "first", "0").RequireSuccess().Output, CultureInfo.InvariantCulture)) / 1e6;
        return new(network.ParameterCount, wall, after.ProcessorSeconds - before.ProcessorSeconds, after.PeakBytes, new FileInfo(app.Assembly).Length, first);
    }
}
