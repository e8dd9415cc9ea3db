using ReluGen.Benchmarks.Generated;

namespace ReluGen.Benchmarks.Explanations;

/// <summary>C# that is compiled with a generated network: loops that cluster rows and explain predictions as an app does.</summary>
internal static class ExplanationDriver
{
    /// <summary>Name of the class with the loops.</summary>
    public const string Name = "ExplanationDriver";

    /// <summary>The C#.</summary>
    public const string Text =
        $$"""
        using System;
        using System.Linq;
        using ReluGen.Clustering;
        using Network = {{GeneratedAssembly.ClassName}};

        public sealed unsafe class {{Name}}
        {
            private readonly Network.Pattern[] patterns = new Network.Pattern[4096];
            private ClusterBuilder<Network, Network.Pattern> builder = new();

            public void Forget() => builder = new();

            public void Cluster(nint inputs, int rows) => builder.Add(new ReadOnlySpan<float>((float*)inputs, rows * Network.InputCount));

            // Pattern, number of rows and mean of the first input of each cluster, the largest first.
            public (string Pattern, long Rows, double Mean)[] Clusters() =>
                builder.ToClusters().Select(static c => (c.Pattern.ToString(), c.RowCount, c.Inputs.Mean[0])).ToArray();

            public void Predict(nint inputs, nint outputs, int rows, int calls)
            {
                float* x = (float*)inputs, y = (float*)outputs;
                for (int call = 0, row = 0; call < calls; call++, row = row + 1 == rows ? 0 : row + 1)
                {
                    Network.Predict(Input(x, row), Output(y, row));
                }
            }

            // The output before the link, the pattern and the gradient.
            public void Explain(nint inputs, nint outputs, nint gradients, int rows, int calls)
            {
                float* x = (float*)inputs, y = (float*)outputs, g = (float*)gradients;
                for (int call = 0, row = 0; call < calls; call++, row = row + 1 == rows ? 0 : row + 1)
                {
                    patterns[row] = Network.Forward(Input(x, row), Output(y, row));
                    Network.Gradient(patterns[row], 0, new Span<float>(g + (nint)row * Network.InputCount, Network.InputCount));
                }
            }

            // The same after the link.
            public void PredictAndExplain(nint inputs, nint outputs, nint gradients, int rows, int calls)
            {
                float* x = (float*)inputs, y = (float*)outputs, g = (float*)gradients;
                for (int call = 0, row = 0; call < calls; call++, row = row + 1 == rows ? 0 : row + 1)
                {
                    patterns[row] = Network.Forward(Input(x, row), Output(y, row));
                    Network.Gradient(patterns[row], 0, new Span<float>(g + (nint)row * Network.InputCount, Network.InputCount));
                    Network.Predict(Input(x, row), Output(y, row));
                }
            }

            public ulong PatternOf(int row)
            {
                Span<ulong> words = stackalloc ulong[Network.Pattern.WordCount];
                patterns[row].CopyWordsTo(words);
                return words[0];
            }

            private static ReadOnlySpan<float> Input(float* x, int row) => new(x + (nint)row * Network.InputCount, Network.InputCount);

            private static Span<float> Output(float* y, int row) => new(y + (nint)row * Network.OutputCount, Network.OutputCount);
        }
        """;
}
