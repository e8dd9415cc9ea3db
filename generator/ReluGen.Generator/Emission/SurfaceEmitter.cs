using System.Linq;
using ReluGen.Core.Networks;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Emission;

/// <summary>The public members: sizes, names, and the entry points with their argument checks.</summary>
internal static class SurfaceEmitter
{
    public static void Emit(NetworkPlan plan, string name, CodeWriter writer)
    {
        Constants(plan, name, writer);
        Forward(plan, writer);
        Predict(plan, writer);
    }

    private static void Constants(NetworkPlan plan, string name, CodeWriter writer)
    {
        Network network = plan.Network;
        (string Name, long Value, string Meaning)[] sizes =
        [
            ("InputCount", network.InputCount, "Number of inputs."),
            ("OutputCount", network.OutputCount, "Number of outputs."),
            ("HiddenNeuronCount", plan.PatternBitCount, "Number of hidden neurons, which is the number of bits of a pattern."),
            ("ParameterCount", network.ParameterCount, "Number of weights and biases."),
        ];
        foreach ((string constant, long value, string meaning) in sizes)
        {
            writer.Line($"/// <summary>{meaning}</summary>\npublic const int {constant} = {Literals.Int(value)};\n");
        }

        writer.Line("// Inputs up to this magnitude cannot make any product or sum overflow.");
        writer.Line($"private const float InputLimit = {Literals.Single(plan.InputLimit)};\n");
        foreach ((string constant, _, _) in sizes)
        {
            writer.Line($"static int global::ReluGen.IReluNetwork<{name}>.{constant} => {constant};");
        }

        writer.Line("\n/// <inheritdoc/>\npublic static ReadOnlySpan<string> InputNames => Names.Inputs;\n");
        string widths = plan.Layout is null ? string.Join(", ", network.Stages.Select(static stage => Literals.Int(stage.Width))) : Literals.Int(plan.PatternBitCount);
        writer.Line($"/// <inheritdoc/>\npublic static ReadOnlySpan<int> StageWidths => {(widths.Length == 0 ? "default" : $"new int[] {{ {widths} }}")};\n");
        string names = string.Join(", ", network.Inputs.Select(static input => Literals.Text(input.Name)));
        using (writer.Open("private static class Names"))
        {
            writer.Line($"internal static readonly string[] Inputs = {{ {names} }};");
        }

        writer.Line();
    }

    private static void Forward(NetworkPlan plan, CodeWriter writer)
    {
        using (writer.Open("/// <inheritdoc/>\npublic static Pattern Forward(ReadOnlySpan<float> input, Span<float> output)"))
        {
            writer.Line("if (input.Length < InputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(input), InputCount, input.Length);");
            writer.Line("if (output.Length < OutputCount) global::ReluGen.CompilerServices.NetworkMath.ThrowLength(nameof(output), OutputCount, output.Length);");
            writer.Line("Pattern pattern = default;\nfixed (float* x = input)\nfixed (float* y = output)");
            using (writer.Open(null))
            {
                writer.Line("ForwardRow(x, y, (ulong*)&pattern);");
            }

            writer.Line("\nreturn pattern;");
        }

        writer.Line();
    }

    private static void Predict(NetworkPlan plan, CodeWriter writer)
    {
        using (writer.Open("/// <inheritdoc/>\npublic static void Predict(ReadOnlySpan<float> input, Span<float> output)"))
        {
            writer.Line("Forward(input, output);");
            if (plan.Network.Link != Link.Identity)
            {
                writer.Line($"global::ReluGen.CompilerServices.Links.{plan.Network.Link}(output.Slice(0, OutputCount));");
            }
        }

        writer.Line();
    }
}
