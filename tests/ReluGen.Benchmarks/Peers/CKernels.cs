using System;
using System.Linq;
using System.Text;
using ReluGen.Benchmarks.Networks;

namespace ReluGen.Benchmarks.Peers;

/// <summary>
/// One layer in C, in each form: a static function <c>form_l(x, h)</c>. The plain forms are the loops that one would write, with
/// constant sizes; the tiled forms name their sums, so that the compiler keeps a tile of them in registers.
/// </summary>
internal static class CKernels
{
    /// <summary>Sums of a tiled loop over samples: 14, with the operands of a product, fill 16 registers.</summary>
    private const int SumsOfSamples = 14;

    /// <summary>Vectors of neurons that a tiled loop over neurons sums at a time.</summary>
    private const int VectorsOfNeurons = 8;

    /// <summary>Neurons of a vector: 16 floats, or 8 for a small layer.</summary>
    private static int VectorOf(Layer layer) => layer.Outputs <= 8 ? 8 : 16;

    /// <summary>Outputs rounded up to whole vectors.</summary>
    public static int PaddedOutputs(Layer layer) => (layer.Outputs + VectorOf(layer) - 1) / VectorOf(layer) * VectorOf(layer);

    /// <summary>Neurons of a tile of the tiled loop over samples; the last tile may be smaller.</summary>
    public static int TileOf(Layer layer)
    {
        int tiles = (layer.Outputs + SumsOfSamples - 1) / SumsOfSamples;
        return (layer.Outputs + tiles - 1) / tiles;
    }

    /// <summary>A dot product a neuron.</summary>
    public static void Rows(StringBuilder c, int l, Layer layer) => c.Append(
        $$"""
        static void rows{{l}}(const float *restrict x, float *restrict h) {
          for (int n = 0; n < {{layer.Outputs}}; n++) {
            float s = B{{l}}[n];
            for (int k = 0; k < {{layer.Inputs}}; k++) s += R{{l}}[n * {{layer.Inputs}} + k] * x[k];
            h[n] = {{Result(layer, "s")}};
          }
        }

        """);

    /// <summary>A column of weights an input, added to all neurons.</summary>
    public static void Columns(StringBuilder c, int l, Layer layer)
    {
        int padded = PaddedOutputs(layer);
        c.Append(
            $$"""
            static void columns{{l}}(const float *restrict x, float *restrict h) {
              float s[{{padded}}] __attribute__((aligned(64)));
              for (int n = 0; n < {{padded}}; n++) s[n] = D{{l}}[n];
              for (int k = 0; k < {{layer.Inputs}}; k++)
                for (int n = 0; n < {{padded}}; n++) s[n] += C{{l}}[k * {{padded}} + n] * x[k];
              for (int n = 0; n < {{padded}}; n++) h[n] = {{Result(layer, "s[n]")}};
            }

            """);
    }

    /// <summary>By columns, with up to eight vectors of neurons in registers.</summary>
    public static void ColumnsTiled(StringBuilder c, int l, Layer layer)
    {
        int lanes = VectorOf(layer), padded = PaddedOutputs(layer);
        c.Append($"static void columns_tiled{l}(const float *restrict x, float *restrict h) {{\n");
        for (int first = 0; first < padded; first += VectorsOfNeurons * lanes)
        {
            int[] at = Enumerable.Range(0, Math.Min(VectorsOfNeurons, (padded - first) / lanes)).Select(i => first + i * lanes).ToArray();
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

    /// <summary>Samples side by side: x and h hold SAMPLES values an element.</summary>
    public static void Lanes(StringBuilder c, int l, Layer layer) => c.Append(
        $$"""
        static void lanes{{l}}(const float *restrict x, float *restrict h) {
          for (int n = 0; n < {{layer.Outputs}}; n++)
            for (int i = 0; i < SAMPLES; i++) {
              float s = B{{l}}[n];
              for (int k = 0; k < {{layer.Inputs}}; k++) s += R{{l}}[n * {{layer.Inputs}} + k] * x[k * SAMPLES + i];
              h[n * SAMPLES + i] = {{Result(layer, "s")}};
            }
        }

        """);

    /// <summary>Samples side by side, a tile of neurons in registers.</summary>
    public static void LanesTiled(StringBuilder c, int l, Layer layer)
    {
        int tile = TileOf(layer), full = layer.Outputs / tile, rest = layer.Outputs % tile;
        c.Append($"static void lanes_tiled{l}(const float *restrict x, float *restrict h) {{\n  int n = 0;\n  const float *restrict w = T{l};\n");
        c.Append($"  for (int t = 0; t < {full}; t++, n += {tile}, w += {tile * layer.Inputs}) {{\n");
        Tile(c, l, layer, tile);
        c.Append("  }\n");
        if (rest > 0)
        {
            Tile(c, l, layer, rest);
        }

        c.Append("}\n");
    }

    /// <summary>
    /// Compressed rows, for one row of inputs and with samples side by side. The latter has to name its vectors: left to itself, the
    /// compiler gathers the weights of a row instead.
    /// </summary>
    public static void Sparse(StringBuilder c, int l, Layer layer) => c.Append(
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
            vector s[VECTORS];
            for (int j = 0; j < VECTORS; j++) s[j] = B{{l}}[n] + (vector){0};
            for (int i = S{{l}}[n]; i < S{{l}}[n + 1]; i++) {
              const vector *v = (const vector *)(x + I{{l}}[i] * SAMPLES);
              for (int j = 0; j < VECTORS; j++) s[j] += V{{l}}[i] * v[j];
            }
            for (int j = 0; j < VECTORS; j++) for (int i = 0; i < 16; i++) h[n * SAMPLES + j * 16 + i] = {{Result(layer, "s[j][i]")}};
          }
        }

        """);

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

    private static string Result(Layer layer, string sum) => layer.IsHidden ? $"{sum} > 0 ? {sum} : 0" : sum;
}
