using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ReluGen.CodeFixes.Tests.Harness;

namespace ReluGen.CodeFixes.Tests.Analyzers;

/// <summary>RLG3007 on what throws, or reads less than is written, and on nothing else.</summary>
public sealed class SpanLengthTests
{
    private const string Id = "RLG3007";

    [Fact]
    public Task Spans_that_the_call_refuses_are_reported() => Marked.Check(Id, DiagnosticSeverity.Warning, "using System;\n" + Networks.Classes + """
        static class C
        {
            const int Width = 2;

            static void Arrays(float[] any)
            {
                Net.Predict([|new float[2]|], any);
                Net.Forward(any, [|new float[1]|]);
                Net.Forward([|new float[Odds.OutputCount]|], any);
                Net.Forward([|new float[Width]|], any);
                Net.Forward([|new float[] { 1, 2 }|], any);
                Net.Forward([|new[] { 1f, 2f }|], any);
                Net.Forward([|[1, 2]|], any);
                Net.Predict(output: [|new float[1]|], input: any);
            }

            static void Locals(float[] any)
            {
                float[] array = new float[2];
                Span<float> span = array;
                Span<float> stack = stackalloc float[1];
                Span<float> listed = stackalloc float[] { 1 };
                Span<float> implied = stackalloc[] { 1f };
                Net.Predict([|array|], [|stack|]);
                Net.Predict([|span|], [|listed|]);
                Net.Predict([|array.AsSpan()|], [|implied|]);
                for (int i = 0; i < 2; i++)
                {
                    Action later = () => Net.Predict([|array|], any);
                }
            }

            static void Parts(Span<float> any, float[] array)
            {
                Net.Predict([|any.Slice(7, 2)|], any);
                Net.Predict([|array.AsSpan(0, 2)|], any);
                Net.Predict([|new float[5].AsSpan(3)|], any);
                Net.Predict([|new ReadOnlySpan<float>(array, 0, length: 2)|], any);
                Net.Predict([|ReadOnlySpan<float>.Empty|], any);
                Net.Predict([|default|], any);
            }

            static void Maps(in Net.Pattern pattern, float[] any)
            {
                Net.Gradient(pattern, 0, [|new float[2]|]);
                Net.AffineMapOf(pattern, [|new float[5]|], [|new float[1]|]);
                Net.AffineMapOf(pattern, new float[6], new float[2]);
            }

            static void Batches(float[] any, Net.Pattern[] patterns)
            {
                Net.ForwardBatch([|new float[7]|], any, patterns);
                Net.ForwardBatch(new float[6], [|new float[5]|], patterns);
                Net.ForwardBatch(new float[6], [|new float[6]|], patterns);
                Net.ForwardBatch(new float[6], new float[4], [|new Net.Pattern[3]|]);
                Net.ForwardBatch(any, [|new float[3]|], patterns);
                Net.ForwardBatch(any, new float[4], [|new Net.Pattern[1]|]);
            }
        }
        """);

    [Fact]
    public Task Values_that_the_call_would_not_read_are_reported() => Marked.Check(Id, DiagnosticSeverity.Warning, Networks.Classes + """
        static class C
        {
            static void M(float[] any)
            {
                Net.Forward([|[1, 2, 3, 4]|], any);
                Net.Predict([|new float[] { 1, 2, 3, 4, 5 }|], any);
            }
        }
        """);

    [Fact]
    public Task What_works_or_is_not_known_is_silent() => Marked.Check(Id, DiagnosticSeverity.Warning, "using System;\n" + Networks.Classes + """
        static class C
        {
            static readonly float[] Field = new float[1];

            static void Right(float[] any)
            {
                Net.Predict(new float[3], new float[2]);
                Net.Predict(new float[Net.InputCount], new float[Net.OutputCount]);
                Net.Predict([1, 2, 3], [0, 0]);
                Net.Predict(new float[64], stackalloc float[64]);
                Net.ForwardBatch(new float[6], new float[4], new Net.Pattern[2]);
                Net.ForwardBatch(new float[6], new float[4], []);
                Net.ForwardBatch(new float[6], new float[4], default);
                Net.ForwardBatch([], [], []);
            }

            static void Unknown(float[] any, int n, float[][] rows)
            {
                float[] assigned = new float[1];
                if (n > 1)
                {
                    assigned = any;
                }

                float[] resized = new float[1];
                Array.Resize(ref resized, n);
                float[] swapped = new float[1];
                (swapped, any) = (any, swapped);
                float[] captured = new float[1];
                Action later = () => captured = any;
                Net.Predict(assigned, any);
                Net.Predict(resized, any);
                Net.Predict(swapped, any);
                Net.Predict(captured, any);
                Net.Predict(new float[n], any);
                Net.Predict(Field, any);
                Net.Predict([1, .. any], any);
                Net.Predict(any.AsSpan(1), any.AsSpan(n, n));
                foreach (float[] row in rows)
                {
                    Net.Predict(row, any);
                }
            }

            static void Other(float[] any)
            {
                Predict(new float[1], any);
                Foreign.Predict(new float[1], any);
            }

            static void Any<T>(float[] any) where T : ReluGen.IReluNetwork<T> => T.Predict(new float[1], any);

            static void Predict(ReadOnlySpan<float> input, Span<float> output)
            {
            }
        }

        static class Foreign
        {
            public const int InputCount = 3, OutputCount = 2;

            public static void Predict(ReadOnlySpan<float> input, Span<float> output)
            {
            }
        }
        """);

    [Theory]
    [InlineData("Net.Predict(new float[2], any);", "'input' of Net.Predict takes 3 values (Net.InputCount), not 2; the call throws an ArgumentException")]
    [InlineData("Net.Predict([1, 2, 3, 4], any);", "'input' of Net.Predict takes 3 values (Net.InputCount), not 4; the last is ignored")]
    [InlineData("Net.Predict([1, 2, 3, 4, 5], any);", "'input' of Net.Predict takes 3 values (Net.InputCount), not 5; the last 2 are ignored")]
    [InlineData("Net.AffineMapOf(default, new float[5], any);", "'weights' of Net.AffineMapOf takes 6 values (Net.OutputCount * Net.InputCount), not 5; the call throws an ArgumentException")]
    [InlineData("Net.ForwardBatch(new float[7], any, default);", "'inputs' of Net.ForwardBatch takes a multiple of 3 values (Net.InputCount), not 7; the call throws an ArgumentException")]
    [InlineData("Net.ForwardBatch(new float[9], new float[3], default);", "'outputs' of Net.ForwardBatch takes 6 values (3 * Net.OutputCount), not 3; the call throws an ArgumentException")]
    [InlineData("Net.ForwardBatch(new float[9], any, new Net.Pattern[2]);", "'patterns' of Net.ForwardBatch takes 3 values (3), not 2; the call throws an ArgumentException")]
    public async Task The_message_says_what_is_expected_and_what_happens(string call, string message)
    {
        var project = new EditorProject(Networks.Classes + "static class C { static void M(float[] any) { " + call + " } }");
        Assert.Equal(message, Assert.Single(await project.Diagnostics()).GetMessage());
    }

    [Fact]
    public async Task Severity_is_set_by_editorconfig_and_pragma_and_attribute_silence_it()
    {
        string source = Networks.Classes + "static class C { static void M(float[] any) {\nNet.Predict(new float[2], any);\n} }";
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await new EditorProject(source, "dotnet_diagnostic.RLG3007.severity = error").Diagnostics()).Severity);
        Assert.Empty(await new EditorProject(source, "dotnet_diagnostic.RLG3007.severity = none").Diagnostics());
        Assert.Empty(await new EditorProject(source.Replace("\nNet", "\n#pragma warning disable RLG3007\nNet")).Diagnostics());
        Assert.Empty(await new EditorProject(source.Replace("static class C", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"ReluGen.Usage\", \"RLG3007\")] static class C")).Diagnostics());
    }
}
