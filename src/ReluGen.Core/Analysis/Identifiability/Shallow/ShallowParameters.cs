using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Shallow;

/// <summary>Parameters of a network y = c + Σ v_i relu(w_i · x + b_i), as exact fractions.</summary>
public sealed class ShallowParameters
{
    private ShallowParameters(Fraction[][] incoming, Fraction[] bias, Fraction[][] outgoing, Fraction[] outputBias)
    {
        Incoming = incoming;
        Bias = bias;
        Outgoing = outgoing;
        OutputBias = outputBias;
    }

    /// <summary>w by neuron and input.</summary>
    internal Fraction[][] Incoming { get; }

    /// <summary>b by neuron.</summary>
    internal Fraction[] Bias { get; }

    /// <summary>v by neuron and output.</summary>
    internal Fraction[][] Outgoing { get; }

    /// <summary>c by output.</summary>
    internal Fraction[] OutputBias { get; }

    /// <summary>w as exact fractions in text, by neuron and input.</summary>
    public IReadOnlyList<IReadOnlyList<string>> IncomingText => [.. Incoming.Select(static row => (IReadOnlyList<string>)[.. row.Select(Text)])];

    /// <summary>b as exact fractions in text, by neuron.</summary>
    public IReadOnlyList<string> BiasText => [.. Bias.Select(Text)];

    /// <summary>v as exact fractions in text, by neuron and output.</summary>
    public IReadOnlyList<IReadOnlyList<string>> OutgoingText => [.. Outgoing.Select(static row => (IReadOnlyList<string>)[.. row.Select(Text)])];

    /// <summary>c as exact fractions in text, by output.</summary>
    public IReadOnlyList<string> OutputBiasText => [.. OutputBias.Select(Text)];

    /// <summary>The parameters of a network with one hidden stage.</summary>
    internal static ShallowParameters Of(Network network)
    {
        HiddenStage stage = network.Stages[0];
        WeightBlock output = network.Output.Blocks[0];
        return new ShallowParameters(
            [.. Enumerable.Range(0, stage.Width).Select(i => Exact(stage.Blocks[0].Row(i)))],
            Exact(stage.Bias),
            [.. Enumerable.Range(0, stage.Width).Select(i => Enumerable.Range(0, network.OutputCount).Select(o => Fraction.Of(output.Row(o)[i])).ToArray())],
            Exact(network.Output.Bias));
    }

    /// <summary>The outputs at a point.</summary>
    internal Fraction[] At(IReadOnlyList<Dyadic> point)
    {
        Fraction[] outputs = [.. OutputBias];
        for (int i = 0; i < Bias.Length; i++)
        {
            Fraction z = Bias[i];
            for (int j = 0; j < point.Count; j++)
            {
                z += Incoming[i][j] * new Fraction(point[j], BigInteger.One);
            }

            for (int o = 0; o < outputs.Length && z.Numerator.Sign > 0; o++)
            {
                outputs[o] += Outgoing[i][o] * z;
            }
        }

        return outputs;
    }

    private static Fraction[] Exact(System.ReadOnlySpan<float> values)
    {
        var exact = new Fraction[values.Length];
        for (int i = 0; i < exact.Length; i++)
        {
            exact[i] = Fraction.Of(values[i]);
        }

        return exact;
    }

    private static string Text(Fraction value)
    {
        BigInteger numerator = value.Numerator.Exponent >= 0 ? value.Numerator.ToInteger(0) : value.Numerator.Mantissa;
        BigInteger denominator = value.Numerator.Exponent >= 0 ? value.Denominator : value.Denominator << -value.Numerator.Exponent;
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        (numerator, denominator) = divisor.IsZero ? (numerator, denominator) : (numerator / divisor, denominator / divisor);
        string text = numerator.ToString(CultureInfo.InvariantCulture);
        return denominator.IsOne ? text : text + "/" + denominator.ToString(CultureInfo.InvariantCulture);
    }
}
