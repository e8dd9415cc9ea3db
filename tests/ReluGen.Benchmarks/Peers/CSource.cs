using System.Collections.Generic;
using System.Linq;
using System.Text;
using ReluGen.Benchmarks.Networks;

namespace ReluGen.Benchmarks.Peers;

/// <summary>
/// A network as C: constant sizes, constant weights, loops that the compiler vectorises (<see cref="CKernels"/>). Each form has one
/// exported function <c>run_form</c> that ends in the loop over calls, so that no call from .NET is timed.
/// </summary>
internal static class CSource
{
    /// <summary>Samples that the forms for batches take side by side.</summary>
    private const int Samples = 64;

    /// <summary>Share of zeros from which the forms over compressed rows are written too.</summary>
    private const double SparseFrom = 0.5;

    /// <summary>Writes the C of a network.</summary>
    public static string Of(IReadOnlyList<Layer> layers)
    {
        var c = new StringBuilder("/* Generated. Several forms of one network. */\n");
        c.Append($"#define SAMPLES {Samples}\n#define VECTORS (SAMPLES / 16)\n");
        c.Append("typedef float vector __attribute__((vector_size(64), may_alias));\n\n");
        bool sparse = layers.Sum(static layer => layer.Weights.Count(static w => w == 0)) > SparseFrom * Layer.MultiplyAdds(layers);
        for (int l = 0; l < layers.Count; l++)
        {
            Weights(c, l, layers[l]);
            CKernels.Rows(c, l, layers[l]);
            CKernels.Columns(c, l, layers[l]);
            CKernels.ColumnsTiled(c, l, layers[l]);
            CKernels.Lanes(c, l, layers[l]);
            CKernels.LanesTiled(c, l, layers[l]);
            if (sparse)
            {
                NonZeros(c, l, layers[l]);
                CKernels.Sparse(c, l, layers[l]);
            }
        }

        Pack(c, layers);
        string[] single = ["rows", "columns", "columns_tiled"], batch = ["lanes", "lanes_tiled"];
        foreach (string form in sparse ? [.. single, "sparse_row"] : single)
        {
            SingleRunner(c, layers, form);
        }

        foreach (string form in sparse ? [.. batch, "sparse_lanes"] : batch)
        {
            BatchRunner(c, layers, form);
        }

        return c.ToString();
    }

    private static void Weights(StringBuilder c, int l, Layer layer)
    {
        int padded = CKernels.PaddedOutputs(layer);
        c.Append($"/* Layer {l + 1}: {layer.Inputs} -> {layer.Outputs}. R by rows; C by columns and D the bias, padded; T by tiles of rows. */\n");
        CLiterals.Floats(c, $"R{l}", layer.Weights);
        CLiterals.Floats(c, $"B{l}", layer.Bias);
        c.Append($"static float C{l}[{layer.Inputs} * {padded}] __attribute__((aligned(64)));\n");
        c.Append($"static float D{l}[{padded}] __attribute__((aligned(64)));\n");
        c.Append($"static float T{l}[{layer.Inputs} * {layer.Outputs}] __attribute__((aligned(64)));\n");
    }

    /// <summary>Compressed rows: values V, their inputs I, and where each row starts S.</summary>
    private static void NonZeros(StringBuilder c, int l, Layer layer)
    {
        int[] nonZero = Enumerable.Range(0, layer.Weights.Length).Where(i => layer.Weights[i] != 0).ToArray();
        int[] starts = Enumerable.Range(0, layer.Outputs + 1).Select(n => nonZero.Count(i => i < n * layer.Inputs)).ToArray();
        CLiterals.Floats(c, $"V{l}", nonZero.Select(i => layer.Weights[i]).ToArray());
        CLiterals.Integers(c, $"I{l}", nonZero.Select(i => i % layer.Inputs).ToArray());
        CLiterals.Integers(c, $"S{l}", starts);
    }

    /// <summary>Brings the weights into the order of each form when the library is loaded.</summary>
    private static void Pack(StringBuilder c, IReadOnlyList<Layer> layers)
    {
        c.Append("__attribute__((constructor)) static void pack(void) {\n");
        for (int l = 0; l < layers.Count; l++)
        {
            Layer layer = layers[l];
            int inputs = layer.Inputs, outputs = layer.Outputs, tile = CKernels.TileOf(layer);
            c.Append(
                $$"""
                  for (int n = 0; n < {{outputs}}; n++) {
                    int first = n / {{tile}} * {{tile}}, width = {{outputs}} - first < {{tile}} ? {{outputs}} - first : {{tile}};
                    D{{l}}[n] = B{{l}}[n];
                    for (int k = 0; k < {{inputs}}; k++) {
                      C{{l}}[k * {{CKernels.PaddedOutputs(layer)}} + n] = R{{l}}[n * {{inputs}} + k];
                      T{{l}}[first * {{inputs}} + k * width + n - first] = R{{l}}[n * {{inputs}} + k];
                    }
                  }

                """);
        }

        c.Append("}\n");
    }

    private static void SingleRunner(StringBuilder c, IReadOnlyList<Layer> layers, string form)
    {
        c.Append($"__attribute__((noinline)) static void forward_{form}(const float *restrict x, float *restrict y) {{\n");
        for (int l = 0; l < layers.Count; l++)
        {
            c.Append($"  float h{l}[{CKernels.PaddedOutputs(layers[l])}] __attribute__((aligned(64)));\n  {form}{l}({(l == 0 ? "x" : "h" + (l - 1))}, h{l});\n");
        }

        c.Append(
            $$"""
              for (int n = 0; n < {{layers[^1].Outputs}}; n++) y[n] = h{{layers.Count - 1}}[n];
            }
            void run_{{form}}(const float *inputs, float *outputs, int rows, int calls) {
              for (int call = 0, row = 0; call < calls; call++, row = row + 1 == rows ? 0 : row + 1)
                forward_{{form}}(inputs + (long)row * {{layers[0].Inputs}}, outputs + (long)row * {{layers[^1].Outputs}});
            }

            """);
    }

    private static void BatchRunner(StringBuilder c, IReadOnlyList<Layer> layers, string form)
    {
        int inputs = layers[0].Inputs, outputs = layers[^1].Outputs;
        c.Append($"static void batch_{form}(const float *restrict inputs, float *restrict outputs, int rows) {{\n");
        c.Append($"  static float x[{inputs} * SAMPLES] __attribute__((aligned(64)));\n");
        for (int l = 0; l < layers.Count; l++)
        {
            c.Append($"  static float h{l}[{layers[l].Outputs} * SAMPLES] __attribute__((aligned(64)));\n");
        }

        c.Append("  for (int row = 0; row < rows; row += SAMPLES) {\n");
        c.Append($"    for (int i = 0; i < SAMPLES; i++) for (int k = 0; k < {inputs}; k++) x[k * SAMPLES + i] = inputs[(long)(row + i) * {inputs} + k];\n");
        for (int l = 0; l < layers.Count; l++)
        {
            c.Append($"    {form}{l}({(l == 0 ? "x" : "h" + (l - 1))}, h{l});\n");
        }

        c.Append(
            $$"""
                for (int i = 0; i < SAMPLES; i++) for (int n = 0; n < {{outputs}}; n++) outputs[(long)(row + i) * {{outputs}} + n] = h{{layers.Count - 1}}[n * SAMPLES + i];
              }
            }
            void run_{{form}}(const float *inputs, float *outputs, int rows, int passes) {
              for (int pass = 0; pass < passes; pass++) batch_{{form}}(inputs, outputs, rows);
            }

            """);
    }
}
