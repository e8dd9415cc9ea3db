using System;
using System.Threading;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;
using ReluGen.Tool.Clusters;
using ReluGen.Tool.Explanations;

namespace ReluGen.Tool.Engines;

/// <summary>The generated code of a network, compiled in this process: what an app with this network computes.</summary>
internal sealed class GeneratedEngine : IEngine
{
    private readonly CompiledNetwork code;
    private readonly int hidden;
    private readonly ulong[] words;
    private readonly float[] outputs;
    private readonly float[] weights;
    private readonly float[] bias;

    /// <summary>Compiles <paramref name="document"/>, whose weights must be finite.</summary>
    /// <exception cref="Core.Diagnostics.InputException">Its affine maps are too large.</exception>
    public GeneratedEngine(NetworkDocument document, CancellationToken cancellation)
    {
        Network network = document.Network;
        weights = new float[AffineMap64.EntryCount(network)];
        code = CompiledNetwork.Compile(document, cancellation);
        hidden = network.HiddenNeuronCount;
        words = new ulong[BitPattern.WordCountOf(hidden)];
        outputs = new float[network.OutputCount];
        bias = new float[network.OutputCount];
    }

    public bool IsSingle => true;

    public Evaluation Evaluate(float[] input, bool link)
    {
        code.Forward(input, outputs, words);
        code.AffineMap(words, weights, bias);
        if (link)
        {
            code.Predict(input, outputs);
        }

        return new Evaluation(Wide(outputs), BitPattern.From(hidden, words), Wide(weights), Wide(bias));
    }

    /// <summary>The activation pattern of one input.</summary>
    public BitPattern PatternOf(float[] input)
    {
        code.Forward(input, outputs, words);
        return BitPattern.From(hidden, words);
    }

    /// <summary>A session that clusters rows with this code.</summary>
    public ClusterSession NewClusters() => ClusterSession.Of(code);

    /// <summary>A session that explains rows with this code.</summary>
    public ExplanationSession NewExplanations() => ExplanationSession.Of(code);

    public void Dispose() => code.Dispose();

    private static double[] Wide(float[] values) => Array.ConvertAll(values, static value => (double)value);
}
