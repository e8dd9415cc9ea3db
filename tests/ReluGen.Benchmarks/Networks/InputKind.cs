using System;

namespace ReluGen.Benchmarks.Networks;

/// <summary>What the inputs of a benchmark look like.</summary>
internal enum InputKind
{
    /// <summary>Every value uniform in [-1, 1].</summary>
    Random,

    /// <summary>28 × 28 pixels, strokes on a background of exact zeros.</summary>
    Image,
}

/// <summary>Draws inputs that are the same on every machine.</summary>
internal static class InputRows
{
    private const int Side = 28;

    /// <summary>Fills <paramref name="rows"/> with rows of <paramref name="width"/> values.</summary>
    public static void Fill(InputKind kind, int width, Span<float> rows)
    {
        var random = new Random(20261121);
        for (int start = 0; start < rows.Length; start += width)
        {
            Span<float> row = rows.Slice(start, width);
            if (kind == InputKind.Image)
            {
                Draw(random, row);
            }
            else
            {
                Uniform(random, row);
            }
        }
    }

    private static void Uniform(Random random, Span<float> row)
    {
        foreach (ref float value in row)
        {
            value = (float)(2 * random.NextDouble() - 1);
        }
    }

    /// <summary>Two strokes of a pen about three pixels wide, as in handwritten digits: about a fifth of the pixels are not 0.</summary>
    private static void Draw(Random random, Span<float> row)
    {
        row.Clear();
        for (int stroke = 0; stroke < 2; stroke++)
        {
            (double x, double y) = (8 + 12 * random.NextDouble(), 8 + 12 * random.NextDouble());
            double angle = 2 * Math.PI * random.NextDouble();
            double bend = 0.3 * (random.NextDouble() - 0.5);
            for (int step = 0; step < 22; step++, angle += bend)
            {
                x = Math.Clamp(x + Math.Cos(angle), 4, Side - 5);
                y = Math.Clamp(y + Math.Sin(angle), 4, Side - 5);
                Dab(row, x, y);
            }
        }
    }

    private static void Dab(Span<float> row, double x, double y)
    {
        for (int j = (int)y - 2; j <= (int)y + 2; j++)
        {
            for (int i = (int)x - 2; i <= (int)x + 2; i++)
            {
                double ink = 1.6 - Math.Sqrt((i - x) * (i - x) + (j - y) * (j - y));
                ref float pixel = ref row[j * Side + i];
                pixel = Math.Max(pixel, (float)Math.Clamp(ink, 0, 1));
            }
        }
    }
}
