using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ReluGen.Benchmarks.Networks;

namespace ReluGen.Benchmarks.Peers;

/// <summary>
/// A network as plain C: constant sizes, constant weights, loops that the compiler vectorises. There are several forms of the same
/// network, because which is fastest depends on the sizes; each has one function that ends in the loop over calls, so that no call from
/// .NET is timed.
/// </summary>
internal static class CSource
{
    /// <summary>Samples that the batch form takes side by side.</summary>
    private const int Samples = 32;

    /// <summary>Share of zeros from which the forms over compressed rows are written too.</summary>
    private const double SparseFrom = 0.5;

    /// <summary>Sums of the batch form that stay in registers: 14, a product's two operands, and the rest of 16.</summary>
    private const int SumsInRegisters = 14;

    /// <summary>Writes the C of a network.</summary>
    public static string Of(IReadOnlyList<Layer> layers)
    {
        var c = new StringBuilder("/* Generated. Plain C forms of one network. */\n");
        c.Append($"#define SAMPLES {Samples}\n\n");
        bool sparse = layers.Sum(static layer => layer.Weights.Count(static w => w == 0)) > SparseFrom * Layer.MultiplyAdds(layers);
        for (int l = 0; l < layers.Count; l++)
        {
            Weights(c, l, layers[l], sparse);
            Rows(c, l, layers[l]);
            Columns(c, l, layers[l]);
            Lanes(c, l, layers[l]);
            if (sparse)
            {
                Sparse(c, l, layers[l]);
            }
        }

        Pack(c, layers);
        foreach (string form in sparse ? ["rows", "columns", "sparse_row"] : (string[])["rows", "columns"])
        {
            SingleRunner(c, layers, form);
        }

        foreach (string form in sparse ? ["lanes", "sparse_lanes"] : (string[])["lanes"])
        {
            BatchRunner(c, layers, form);
        }

        return c.ToString();
    }

    /// <summary>Neurons side by side in the form by columns: a vector of 16 floats, or of 8 for a small layer.</summary>
    private static int LanesOf(Layer layer) => layer.Outputs <= 8 ? 8 : 16;

    private static int PaddedOutputs(Layer layer) => (layer.Outputs + LanesOf(layer) - 1) / LanesOf(layer) * LanesOf(layer);

    private static int TileOf(Layer layer)
    {
        int tiles = (layer.Outputs + SumsInRegisters - 1) / SumsInRegisters;
        return (layer.Outputs + tiles - 1) / tiles;
    }

    private static string Result(Layer layer, string sum) => layer.IsHidden ? $"{sum} > 0 ? {sum} : 0" : sum;

    private static void Weights(StringBuilder c, int l, Layer layer, bool sparse)
    {
        c.Append($"/* Layer {l + 1}: {layer.Inputs} -> {layer.Outputs}. R by rows, C by columns (padded), T by tiles of rows. */\n");
        CLiterals.Floats(c, $"R{l}", layer.Weights);
        CLiterals.Floats(c, $"B{l}", layer.Bias);
        c.Append($"static float C{l}[{layer.Inputs} * {PaddedOutputs(layer)}] __attribute__((aligned(64)));\n");
        c.Append($"static float D{l}[{PaddedOutputs(layer)}] __attribute__((aligned(64)));\n");
        c.Append($"static float T{l}[{layer.Inputs} * {layer.Outputs}] __attribute__((aligned(64)));\n");
        if (!sparse)
        {
            return;
        }

        int[] nonZero = Enumerable.Range(0, layer.Weights.Length).Where(i => layer.Weights[i] != 0).ToArray();
        int[] starts = Enumerable.Range(0, layer.Outputs + 1).Select(n => nonZero.Count(i => i < n * layer.Inputs)).ToArray();
        CLiterals.Floats(c, $"V{l}", nonZero.Select(i => layer.Weights[i]).ToArray());
        CLiterals.Integers(c, $"I{l}", nonZero.Select(i => i % layer.Inputs).ToArray());
        CLiterals.Integers(c, $"S{l}", starts);
    }

    /// <summary>A dot product a neuron.</summary>
    private static void Rows(StringBuilder c, int l, Layer layer) => c.Append(
        $$"""
        static void rows{{l}}(const float *restrict x, float *restrict h) {
          for (int n = 0; n < {{layer.Outputs}}; n++) {
            float s = B{{l}}[n];
            for (int k = 0; k < {{layer.Inputs}}; k++) s += R{{l}}[n * {{layer.Inputs}} + k] * x[k];
            h[n] = {{Result(layer, "s")}};
          }
        }

        """);

    /// <summary>Neurons side by side, up to eight vectors of them at a time.</summary>
    private static void Columns(StringBuilder c, int l, Layer layer)
    {
        int lanes = LanesOf(layer), padded = PaddedOutputs(layer);
        c.Append($"static void columns{l}(const float *restrict x, float *restrict h) {{\n");
        for (int first = 0; first < padded; first += 8 * lanes)
        {
            int[] at = Enumerable.Range(0, Math.Min(8, (padded - first) / lanes)).Select(i => first + i * lanes).ToArray();
            c.Append($"  for (int n = 0; n < {lanes}; n++) {{\n   ");
            c.AppendJoin("", at.Select(a => $" float s{a} = D{l}[{a} + n];"));
            c.Append($"\n    for (int k = 0; k < {layer.Inputs}; k++) {{\n      float v = x[k];\n     ");
            c.AppendJoin("", at.Select(a => $" s{a} += C{l}[k * {padded} + {a} + n] * v;"));
            c.Append("\n    }\n   ");
            c.AppendJoin("", at.Select(a => $" h[{a} + n] = {Result(layer, "s" + a)};"));
            c.Append("\n  }\n");
        }

        c.Append("}\n");
    }

    /// <summary>Samples side by side: x and h hold <see cref="Samples"/> values an element.</summary>
    private static void Lanes(StringBuilder c, int l, Layer layer)
    {
        int tile = TileOf(layer), full = layer.Outputs / tile, rest = layer.Outputs % tile;
        c.Append($"static void lanes{l}(const float *restrict x, float *restrict h) {{\n  int n = 0;\n  const float *restrict w = T{l};\n");
        c.Append($"  for (int t = 0; t < {full}; t++, n += {tile}, w += {tile * layer.Inputs}) {{\n");
        Tile(c, l, layer, tile);
        c.Append("  }\n");
        if (rest > 0)
        {
            Tile(c, l, layer, rest);
        }

        c.Append("}\n");
    }

    private static void Tile(StringBuilder c, int l, Layer layer, int width)
    {
        int[] sums = Enumerable.Range(0, width).ToArray();
        c.Append("  for (int i = 0; i < SAMPLES; i++) {\n   ");
        c.AppendJoin("", sums.Select(j => $" float s{j} = B{l}[n + {j}];"));
        c.Append($"\n    for (int k = 0; k < {layer.Inputs}; k++) {{\n      float v = x[k * SAMPLES + i];\n     ");
        c.AppendJoin("", sums.Select(j => $" s{j} += w[k * {width} + {j}] * v;"));
        c.Append("\n    }\n   ");
        c.AppendJoin("", sums.Select(j => $" h[(n + {j}) * SAMPLES + i] = {Result(layer, "s" + j)};"));
        c.Append("\n  }\n");
    }

    /// <summary>Compressed rows, for a row and with samples side by side.</summary>
    private static void Sparse(StringBuilder c, int l, Layer layer) => c.Append(
        $$"""
        static void sparse_row{{l}}(const float *restrict x, float *restrict h) {
          for (int n = 0; n < {{layer.Outputs}}; n++) {
            float s = B{{l}}[n];
            for (int i = S{{l}}[n]; i < S{{l}}[n + 1]; i++) s += V{{l}}[i] * x[I{{l}}[i]];
            h[n] = {{Result(layer, "s")}};
          }
        }
        static void sparse_lanes{{l}}(const float *restrict x, float *restrict h) {
          for (int n = 0; n < {{layer.Outputs}}; n++) {
            int from = S{{l}}[n], to = S{{l}}[n + 1];
            for (int j = 0; j < SAMPLES; j++) {
              float s = B{{l}}[n];
              for (int i = from; i < to; i++) s += V{{l}}[i] * x[I{{l}}[i] * SAMPLES + j];
              h[n * SAMPLES + j] = {{Result(layer, "s")}};
            }
          }
        }

        """);

    /// <summary>Brings the weights into the order of each form when the library is loaded.</summary>
    private static void Pack(StringBuilder c, IReadOnlyList<Layer> layers)
    {
        c.Append("__attribute__((constructor)) static void pack(void) {\n");
        for (int l = 0; l < layers.Count; l++)
        {
            Layer layer = layers[l];
            int inputs = layer.Inputs, outputs = layer.Outputs, tile = TileOf(layer);
            c.Append(
                $$"""
                  for (int n = 0; n < {{outputs}}; n++) {
                    int first = n / {{tile}} * {{tile}}, width = {{outputs}} - first < {{tile}} ? {{outputs}} - first : {{tile}};
                    D{{l}}[n] = B{{l}}[n];
                    for (int k = 0; k < {{inputs}}; k++) {
                      C{{l}}[k * {{PaddedOutputs(layer)}} + n] = R{{l}}[n * {{inputs}} + k];
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
            c.Append($"  float h{l}[{PaddedOutputs(layers[l])}] __attribute__((aligned(64)));\n  {form}{l}({(l == 0 ? "x" : "h" + (l - 1))}, h{l});\n");
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
