using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ReluGen.Generator.Analyzers;

/// <summary>A call of a generated method, such as <c>Titanic.Predict(input, output)</c>.</summary>
/// <param name="Call">The call.</param>
/// <param name="Network">The generated class.</param>
/// <param name="InputCount">Its number of inputs.</param>
/// <param name="OutputCount">Its number of outputs.</param>
internal sealed record NetworkCall(IInvocationOperation Call, INamedTypeSymbol Network, int InputCount, int OutputCount)
{
    /// <summary>The interface that makes a class a network.</summary>
    public const string InterfaceName = "ReluGen.IReluNetwork`1";

    public const string Predict = nameof(Predict);
    public const string Forward = nameof(Forward);
    public const string ForwardBatch = nameof(ForwardBatch);
    public const string Gradient = nameof(Gradient);
    public const string AffineMapOf = nameof(AffineMapOf);

    /// <summary>Name of the method.</summary>
    public string Method => Call.TargetMethod.Name;

    /// <summary>Class and method, as a message shows them.</summary>
    public string Display => Network.Name + "." + Method;

    /// <summary>The call as one of a generated method; null if it is another.</summary>
    public static NetworkCall? From(IInvocationOperation call, INamedTypeSymbol networkInterface)
    {
        IMethodSymbol method = call.TargetMethod;
        if (!method.IsStatic || method.Name is not (Predict or Forward or ForwardBatch or Gradient or AffineMapOf)
            || !method.ContainingType.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, networkInterface)))
        {
            return null;
        }

        return Constant(method.ContainingType, "InputCount") is { } inputs && Constant(method.ContainingType, "OutputCount") is { } outputs
            ? new NetworkCall(call, method.ContainingType, inputs, outputs)
            : null;
    }

    /// <summary>The argument for a parameter, by its place in the declaration; null if there is none.</summary>
    public IArgumentOperation? Argument(int ordinal) =>
        Call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal && argument.ArgumentKind == ArgumentKind.Explicit);

    private static int? Constant(INamedTypeSymbol type, string name) =>
        type.GetMembers(name).OfType<IFieldSymbol>().Select(static field => field.ConstantValue).OfType<int>().Cast<int?>().FirstOrDefault();
}
