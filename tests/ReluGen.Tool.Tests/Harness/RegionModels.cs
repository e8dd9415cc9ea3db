using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ReluGen.Tool.Tests.Harness;

/// <summary>Networks whose regions a person can count.</summary>
internal static class RegionModels
{
    /// <summary>y = |x| = relu(x) + relu(-x), on [-1, 1].</summary>
    public const string Absolute =
        """
        relunet 1
        link identity
        input "x" -1 1
        stage 2 0
        d 0 0 1
        d 0 0 -1
        output 1 1
        d 0 1 1
        end

        """;

    /// <summary>y = relu(a) - relu(b) + c, and nothing bounds the inputs.</summary>
    public const string Quadrants =
        """
        relunet 1
        link identity
        input "a"
        input "<b & \"c\">"
        input "c"
        stage 2 0
        d 0 0 1 0 0
        d 0 0 0 1 0
        output 1 0 1
        d 0 0 0 1 1 -1
        end

        """;

    /// <summary>relu(x) - 2 relu(x - 1) + relu(x - 2): 0, up, down, 0.</summary>
    public const string Bump =
        """
        relunet 1
        link identity
        input "x" -1 3
        stage 3 0
        d 0 0 1
        d -1 0 1
        d -2 0 1
        output 1 1
        d 0 1 -2 1
        end

        """;

    /// <summary>relu(|x| - 1/2), by one stage of two neurons and one of one.</summary>
    public const string TwoStages =
        """
        relunet 1
        link identity
        input "x" -4 4
        stage 2 0
        d 0 0 1
        d 0 0 -1
        stage 1 1
        d -0.5 0 1 1
        output 1 2
        d 0 1
        end

        """;

    /// <summary>One stage of random weights, the same at every call.</summary>
    public static string Random(int inputs, int neurons)
    {
        var random = new Random(1);
        var text = new StringBuilder("relunet 1\nlink identity\n");
        for (int j = 0; j < inputs; j++)
        {
            text.Append(CultureInfo.InvariantCulture, $"input \"x{j}\"\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"stage {neurons} 0\n");
        for (int i = 0; i < neurons; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"d {Number(0.2)} 0 {Row(inputs)}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"output 1 1\nd 0 {Row(neurons)}\nend\n").ToString();

        string Row(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Number(1)));

        string Number(double size) => ((float)((random.NextDouble() - 0.5) * size)).ToString("R", CultureInfo.InvariantCulture);
    }
}
