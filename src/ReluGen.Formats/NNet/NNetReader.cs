using System;
using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;

namespace ReluGen.Formats.NNet;

/// <summary>
/// Reads the .nnet text format of fully connected ReLU networks. Means and ranges fold into the first and the last layer, so the
/// network takes and gives the numbers of its users; the box becomes the domain, and inputs are not clipped to it.
/// </summary>
internal static class NNetReader
{
    public static ImportedModel Read(ModelBytes file, CancellationToken cancellation)
    {
        using var text = new NNetText(file.Bytes);
        NNetHeader header = NNetHeader.Read(text);
        int layers = header.Sizes.Length - 1;
        var stages = new List<HiddenStage>();
        AffineStage? output = null;
        for (int l = 1; l <= layers; l++)
        {
            Layer layer = ReadLayer(text, l, header.Sizes[l - 1], header.Sizes[l], cancellation);
            if (header.Ranges.Length > 0)
            {
                Normalise(layer, header, l == 1, l == layers);
            }

            var block = new WeightBlock(l - 1, layer.Rows.Count, header.Sizes[l - 1], Singles(layer.Rows));
            float[] bias = Array.ConvertAll(layer.Bias, static b => (float)b);
            if (l < layers)
            {
                stages.Add(HiddenStage.Relu([block], bias));
            }
            else
            {
                output = new AffineStage([block], bias);
            }
        }

        if (!text.AtEnd())
        {
            throw text.Error("nothing may follow the last bias; check the layer sizes.");
        }

        var network = new Network(header.Inputs, stages, output!, Link.Identity, file.Origin());
        string[] notes = header.Ranges.Length > 0 ? ["Means and ranges are folded into the first and the last layer."] : [];
        return new ImportedModel(new NetworkDocument(network), "nnet", StageGroups.Of(network, "layer"), notes);
    }

    /// <summary>Reads rows as they come, so that memory follows the file and not the sizes that it states.</summary>
    private static Layer ReadLayer(NNetText text, int layer, int columns, int width, CancellationToken cancellation)
    {
        var rows = new List<double[]>();
        for (int i = 0; i < width; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add(text.Numbers(columns, new NNetPlace("weight row", i, width, layer)));
        }

        var bias = new double[width];
        for (int i = 0; i < width; i++)
        {
            bias[i] = text.Numbers(1, new NNetPlace("bias", i, width, layer))[0];
        }

        return new Layer(rows, bias);
    }

    /// <summary>First layer: x becomes (x - mean) / range. Last layer: y becomes y · range + mean.</summary>
    private static void Normalise(Layer layer, NNetHeader header, bool first, bool last)
    {
        int outputs = header.Ranges.Length - 1;
        for (int i = 0; i < layer.Bias.Length; i++)
        {
            double[] row = layer.Rows[i];
            for (int j = 0; first && j < row.Length; j++)
            {
                row[j] /= header.Ranges[j];
                layer.Bias[i] -= row[j] * header.Means[j];
            }

            for (int j = 0; last && j < row.Length; j++)
            {
                row[j] *= header.Ranges[outputs];
            }

            layer.Bias[i] = last ? layer.Bias[i] * header.Ranges[outputs] + header.Means[outputs] : layer.Bias[i];
        }
    }

    private static float[] Singles(List<double[]> rows)
    {
        int columns = rows[0].Length;
        var singles = new float[rows.Count * columns];
        for (int i = 0; i < singles.Length; i++)
        {
            singles[i] = (float)rows[i / columns][i % columns];
        }

        return singles;
    }

    private sealed record Layer(List<double[]> Rows, double[] Bias);
}
