using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Generator.Emission;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Tests.Harness;

/// <summary>Runs the generated code of networks in a process of its own and reads what the JIT says about every method that it compiled.</summary>
internal sealed class JitLog : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("relugen-jit-").FullName;
    private readonly string program;

    /// <summary>Compiles the networks, a class each of the given name, and a program that calls every entry point of each.</summary>
    public JitLog(IReadOnlyList<(string Name, Network Network)> networks, CodeOptions options)
    {
        program = Path.Combine(folder, "Generated.dll");
        CSharpParseOptions parsing = CSharpParseOptions.Default.WithPreprocessorSymbols("NET9_0_OR_GREATER");
        IEnumerable<SyntaxTree> classes = networks.Select(network => CSharpSyntaxTree.ParseText(NetworkCode.Emit(new NetworkDocument(network.Network), "Generated", network.Name, options), parsing));
        SyntaxTree main = CSharpSyntaxTree.ParseText(
            $$"""
            using System;
            using ReluGen;

            static class Program
            {
                static void Main()
                {
                    {{string.Join(" ", networks.Select(static network => $"Call<Generated.{network.Name}, Generated.{network.Name}.Pattern>();"))}}
                }

                static void Call<TNetwork, TPattern>() where TNetwork : IReluNetwork<TNetwork, TPattern> where TPattern : unmanaged, IActivationPattern<TPattern>
                {
                    const int rows = 200;
                    var x = new float[rows * TNetwork.InputCount];
                    var y = new float[rows * TNetwork.OutputCount];
                    var patterns = new TPattern[rows];
                    TNetwork.ForwardBatch(x, y, patterns);
                    TPattern pattern = TNetwork.Forward(x.AsSpan(0, TNetwork.InputCount), y);
                    TNetwork.Gradient(pattern, 0, x);
                    TNetwork.AffineMapOf(pattern, new float[TNetwork.OutputCount * TNetwork.InputCount], y);
                    x.AsSpan().Fill(float.NaN);
                    TNetwork.Forward(x.AsSpan(0, TNetwork.InputCount), y);
                }
            }
            """, parsing);
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<MetadataReference> references = platform.Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(ReluNetworkAttribute).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path));
        var compilation = new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release);
        Assert.Empty(CSharpCompilation.Create("Generated", classes.Append(main), references, compilation).Emit(program).Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error));
        string runtime = typeof(ReluNetworkAttribute).Assembly.Location;
        File.Copy(runtime, Path.Combine(folder, Path.GetFileName(runtime)));
    }

    /// <summary>Lines "… JIT compiled METHOD [TIER, …]" of a run in which all code is compiled, none taken from precompiled images.</summary>
    /// <param name="setting">One more environment variable, NAME=VALUE; or empty.</param>
    public IReadOnlyList<string> Run(string setting)
    {
        string log = Path.Combine(folder, "jit.txt");
        File.Delete(log);
        string settings = Path.ChangeExtension(typeof(JitLog).Assembly.Location, ".runtimeconfig.json");
        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", settings, program]);
        foreach (string variable in new[] { "DOTNET_TieredCompilation=0", "DOTNET_ReadyToRun=0", "DOTNET_JitDisasmSummary=1", "DOTNET_JitStdOutFile=" + log, setting }.Where(static v => v.Length > 0))
        {
            string[] parts = variable.Split('=', 2);
            start.Environment[parts[0]] = parts[1];
        }

        using Process child = Process.Start(start)!;
        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
        return File.ReadAllLines(log);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
