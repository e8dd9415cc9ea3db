using System;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>Writes the whole generated file of a network: one emitter a part, in the order of the file.</summary>
public static class NetworkCode
{
    /// <summary>Why there is no code for <paramref name="network"/>: it is too large; null if it is not.</summary>
    public static string? SizeProblem(Network network) => NetworkPlan.SizeProblem(network);

    /// <summary>The C# of <paramref name="document"/>: a part of class <paramref name="name"/>.</summary>
    /// <param name="document">A network with finite weights, and the regions of its table.</param>
    /// <param name="ns">Namespace of the class; empty for the global one.</param>
    /// <param name="name">Name of the class.</param>
    /// <param name="options">What else is asked for; null for the default.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The network is too large for code.</exception>
    /// <returns>The same text for the same arguments, on every machine.</returns>
    public static string Emit(NetworkDocument document, string ns, string name, CodeOptions? options = null, CancellationToken cancellation = default)
    {
        if (NetworkPlan.SizeProblem(document.Network, document.Layout) is { } problem)
        {
            throw new ArgumentException(problem, nameof(document));
        }

        NetworkPlan plan = NetworkPlan.Of(document.Network, document.Layout, options ?? CodeOptions.Default);
        RegionTablePlan regions = RegionTablePlan.Of(document, cancellation);
        var writer = new CodeWriter();
        HeaderEmitter.Emit(plan, writer);
        if (ns.Length == 0)
        {
            Class(plan, regions, name, writer, cancellation);
        }
        else
        {
            using (writer.Open("namespace " + ns))
            {
                Class(plan, regions, name, writer, cancellation);
            }
        }

        return writer.ToString();
    }

    private static void Class(NetworkPlan plan, RegionTablePlan regions, string name, CodeWriter writer, CancellationToken cancellation)
    {
        writer.Line("using global::System;\nusing global::System.Numerics;\nusing global::System.Runtime.CompilerServices;");
        writer.Line("using global::System.Runtime.InteropServices;\nusing global::System.Runtime.Intrinsics;");
        SumCode.Of(plan).EmitUsings(writer);
        writer.Line();
        writer.Line($"[global::System.CodeDom.Compiler.GeneratedCode(\"ReluGen\", \"{typeof(NetworkCode).Assembly.GetName().Version.ToString(3)}\")]");
        using (writer.Open($"unsafe partial class {name} : global::ReluGen.IReluNetwork<{name}, {name}.Pattern>"))
        {
            SurfaceEmitter.Emit(plan, name, writer);
            PatternEmitter.Emit(plan, writer);
            LayoutEmitter.Emit(plan, writer);
            ForwardEmitter.Emit(plan, writer);
            BatchEmitter.Emit(plan, writer);
            cancellation.ThrowIfCancellationRequested();
            SlowForwardEmitter.Emit(plan, writer);
            ReverseEmitter.Emit(plan, writer);
            BoundaryEmitter.Emit(plan, writer);
            VisitorEmitter.Emit(plan, writer);
            RegionTableEmitter.Emit(plan, regions, writer);
            cancellation.ThrowIfCancellationRequested();
            WeightsEmitter.Emit(plan, writer);
        }
    }
}
