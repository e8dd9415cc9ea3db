using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Clustering;
using ReluGen.Explanations;
using ReluGen.Tool.Engines;

namespace ReluGen.Tool.Explanations;

/// <summary>Explains rows with a network that was compiled in this process: the runtime library does the work, as in an app.</summary>
internal abstract class ExplanationSession
{
    /// <summary>Makes a session for the generated class of <paramref name="network"/>.</summary>
    public static ExplanationSession Of(CompiledNetwork network)
    {
        Type session = typeof(ExplanationSession<,>).MakeGenericType(network.NetworkType, network.NetworkType.GetNestedType("Pattern")!);
        return (ExplanationSession)Activator.CreateInstance(session)!;
    }

    /// <summary>The exact mean of each input over rows, rounded once.</summary>
    public abstract double[] MeanOf(IEnumerable<float[]> rows);

    /// <summary>Explains a row, but for its geometry.</summary>
    public abstract RowExplanation Explain(float[] row, ExplanationRequest request);
}

/// <inheritdoc/>
internal sealed class ExplanationSession<TNetwork, TPattern> : ExplanationSession
    where TNetwork : IReluNetwork<TNetwork, TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    private static int Inputs => TNetwork.InputCount;

    private static int Outputs => TNetwork.OutputCount;

    private static int Neurons => TNetwork.HiddenNeuronCount;

    private readonly float[] weights = new float[Outputs * Inputs];
    private readonly double[] values = new double[Neurons + Outputs];
    private readonly double[] errors = new double[Neurons + Outputs];
    private readonly double[] normals = new double[Neurons * Inputs];
    private readonly double[] offsets = new double[Neurons];
    private readonly bool[] certified = new bool[Neurons];

    public override double[] MeanOf(IEnumerable<float[]> rows)
    {
        var builder = new ClusterBuilder<TNetwork, TPattern>();
        foreach (float[] row in rows)
        {
            builder.Add(row);
        }

        return builder.ToClusters().Inputs.Mean.ToArray();
    }

    public override RowExplanation Explain(float[] row, ExplanationRequest request)
    {
        var outputs = new float[Outputs];
        var bias = new float[Outputs];
        TPattern pattern = TNetwork.Forward(row, outputs);
        TNetwork.AffineMapOf(pattern, weights, bias);
        TNetwork.ErrorBoundsOf(row, values, errors);
        TNetwork.BoundariesOf(pattern, normals, offsets);
        BitMargins margins = BitMargins.Of(values.AsSpan(0, Neurons), errors.AsSpan(0, Neurons), certified);
        OutputParts[] parts = [.. Enumerable.Range(0, Outputs).Select(output => Parts(new AffineMap(weights, bias, Inputs), output, row, request))];
        return new RowExplanation(
            row,
            pattern.ToString()!,
            outputs,
            bias,
            parts,
            errors[Neurons..],
            margins,
            [.. Enumerable.Range(0, Neurons).Where(neuron => !certified[neuron])],
            Counterfactual(row, outputs, request.Threshold));
    }

    private OutputParts Parts(AffineMap map, int output, float[] row, ExplanationRequest request)
    {
        var contributions = new double[Inputs];
        ContributionReference reference = request.Kind switch
        {
            ReferenceKind.Zero => ContributionReference.Zero,
            ReferenceKind.Mean => ContributionReference.MeanOf(request.Reference),
            _ => ContributionReference.Of(request.Reference),
        };
        Attribution attribution = Attribution.Of(map, output, row, reference, contributions, request.RemoveCommonShift);
        return new OutputParts(attribution, contributions, attribution.ErrorBound(values.AsSpan(Neurons), errors.AsSpan(Neurons)));
    }

    /// <summary>A single output has to reach the threshold; of several the one whose tie with the largest is nearest counts.</summary>
    private CounterfactualRow Counterfactual(float[] row, float[] outputs, double threshold)
    {
        int first = Array.IndexOf(outputs, outputs.Max());
        if (Outputs == 1 || first < 0)
        {
            return Counterfactual(row, first, -1, threshold);
        }

        // Of equal distances the larger output, then the first one.
        return Enumerable.Range(0, Outputs)
            .Where(output => output != first)
            .Select(output => Counterfactual(row, first, output, 0))
            .MinBy(candidate => (candidate.Nearest.Distance, -outputs[candidate.Against]))!;
    }

    /// <summary>The nearest input at which output <paramref name="first"/>, less output <paramref name="second"/> (-1: less nothing), is <paramref name="asked"/>.</summary>
    private CounterfactualRow Counterfactual(float[] row, int first, int second, double asked)
    {
        var gradient = new double[Inputs];
        for (int j = 0; j < gradient.Length && first >= 0; j++)
        {
            gradient[j] = weights[(first * Inputs) + j] - (second < 0 ? 0.0 : weights[(second * Inputs) + j]);
        }

        var target = new double[Inputs];
        double value = first < 0 ? double.NaN : values[Neurons + first] - (second < 0 ? 0 : values[Neurons + second]);
        Counterfactual nearest = ReluGen.Explanations.Counterfactual.Of(row, gradient, value, asked, normals, offsets, target);
        return new CounterfactualRow(first, second, asked, nearest, target);
    }
}
