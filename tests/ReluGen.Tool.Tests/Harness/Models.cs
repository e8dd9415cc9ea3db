namespace ReluGen.Tool.Tests.Harness;

/// <summary>Small networks in the text form, whose numbers a person can check.</summary>
internal static class Models
{
    /// <summary>h0 = relu(a - b + 0.5), h1 = leaky(2a + b - 0.25, 0.25), y = h0 - 3·h1 + 0.125, sigmoid.</summary>
    public const string Leaky =
        """
        relunet 1
        source "leaky.onnx" -
        link sigmoid
        input "a" 0 1
        input "b"
        stage 2 0
        d 0.5 0 1 -1
        d -0.25 0.25 2 1
        output 1 1
        d 0.125 1 -3
        end

        """;

    /// <summary>y0 = relu(x) + x, y1 = -x: the output reads the input too.</summary>
    public const string Skip =
        """
        relunet 1
        link identity
        input "x"
        stage 1 0
        d 0 0 1
        output 2 0 1
        d 0 1 1
        d 0 -1 0
        end

        """;

    /// <summary>A network with a NaN on line 5.</summary>
    public const string NotFinite =
        """
        relunet 1
        link identity
        input "x"
        stage 1 0
        d nan 0 1
        output 1 1
        d 0 1
        end

        """;

    /// <summary>Names that try to leave whatever they are written into.</summary>
    public const string Hostile =
        """
        relunet 1
        source "\"; } */ class Evil { /*\u000a#error\u001b[31m.onnx" -
        link identity
        input "\"); System.Environment.Exit(9); //" 0 1
        input "[red]*/\u000a\u2028#error \u202e"
        stage 1 0
        d 0 0 1 1
        output 1 1
        d 0 1
        end

        """;
}
