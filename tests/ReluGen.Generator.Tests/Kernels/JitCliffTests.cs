using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.Intrinsics;
using ReluGen.Benchmarks.Networks;
using ReluGen.Core.Networks;
using ReluGen.Generator.Planning;
using ReluGen.Generator.Tests.Harness;

namespace ReluGen.Generator.Tests.Kernels;

/// <summary>
/// Methods that are too large are compiled without optimisation, and calls beyond the inliner's budget stay calls, both in silence: several
/// times slower code. Nothing that the generator emits for the networks of the benchmark goes there, at any vector width.
/// </summary>
public sealed class JitCliffTests
{
    [Fact]
    public void Every_kernel_is_optimised_and_every_vector_operation_is_an_instruction()
    {
        // L40 and L20 have the code of L, with other numbers.
        (string Name, Network Network)[] networks = [.. BenchmarkNetwork.Names
            .Where(static name => name is not ("L40" or "L20"))
            .Select(BenchmarkNetwork.Of)
            .Where(static network => network.Inputs == InputKind.Random)
            .Select(static network => (network.Name, network.Network)),
            ("Quiet", RandomNetworks.Quiet(RandomNetworks.Chain(1, false, 150, 200, 130, 3), 1)),
            ("ManyStages", RandomNetworks.Chain(1, false, [2, .. Enumerable.Repeat(30, 36), 2])),
            ("ManySources", RandomNetworks.Dense(1, true, [5, .. Enumerable.Repeat(70, 6), 40]))];
        using var log = new JitLog(networks, CodeOptions.Default);
        foreach ((string setting, string width) in new[] { ("", ""), ("DOTNET_EnableAVX512=0", "256"), ("DOTNET_EnableAVX2=0", "128") })
        {
            string[] kernels = KernelsOf(log, setting, width, networks);
            if (width != "128")
            {
                Assert.Contains(kernels, static line => line.Contains("TileLists:Group", StringComparison.Ordinal));
            }

            if (width.Length == 0 && Vector512.IsHardwareAccelerated)
            {
                Assert.All(networks, network => AssertPlan(network.Name, KernelPlan.Of(network.Network), kernels));
            }
        }
    }

    [Fact]
    public void Fused_kernels_are_optimised_too()
    {
        (string Name, Network Network)[] networks = [.. new[] { "T", "S", "A", "PA", "M" }.Select(static name => (name, BenchmarkNetwork.Of(name).Network))];
        using var log = new JitLog(networks, new CodeOptions { Fma = true });
        foreach ((string setting, string width) in new[] { ("", ""), ("DOTNET_EnableAVX512=0", "256") })
        {
            KernelsOf(log, setting, width, networks);
        }
    }

    /// <summary>What the JIT says about the kernels of a run, once it is clear that it gave none of them up.</summary>
    private static string[] KernelsOf(JitLog log, string setting, string width, (string Name, Network Network)[] networks)
    {
        IReadOnlyList<string> lines = log.Run(setting);
        string[] kernels = [.. lines.Where(static line => line.Contains("JIT compiled Generated.", StringComparison.Ordinal) || line.Contains("JIT compiled ReluGen.", StringComparison.Ordinal))];
        Assert.All(networks, network => Assert.Contains(kernels, line => line.Contains($"Generated.{network.Name}:Forward{width}", StringComparison.Ordinal)));
        Assert.DoesNotContain(kernels, static line => line.Contains("MinOpts", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, static line => line.Contains("System.Runtime.Intrinsics.Vector", StringComparison.Ordinal) && line.Contains("float", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, static line => line.Contains("LaneMasks", StringComparison.Ordinal));
        Assert.All(kernels, static line => Assert.InRange(Number(line, "IL size="), 0, 40_000));
        return kernels;
    }

    /// <summary>The methods that a plan names are those that ran, and their code is about as large as it says.</summary>
    private static void AssertPlan(string name, KernelPlan plan, string[] kernels)
    {
        double actual = 0;
        foreach (string method in plan.Choices.Select(static choice => choice.Method).Distinct())
        {
            string line = kernels.SingleOrDefault(line => line.Contains($"Generated.{name}:{method}(", StringComparison.Ordinal)) ?? "";
            Assert.True(line.Length > 0, $"{name} has no {method}.");
            actual += Number(line, "code size=");
        }

        Assert.InRange(plan.CodeBytes / actual, 0.4, 2.5);
    }

    private static int Number(string line, string label) =>
        int.Parse(new string([.. line[(line.IndexOf(label, StringComparison.Ordinal) + label.Length)..].TakeWhile(char.IsAsciiDigit)]), CultureInfo.InvariantCulture);
}
