using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ReluGen.CodeFixes.Tests.Harness;

namespace ReluGen.CodeFixes.Tests.Analyzers;

/// <summary>RLG3008 where Predict does what Forward does, and nowhere else.</summary>
public sealed class UnusedPatternTests
{
    private const string Id = "RLG3008";

    [Fact]
    public Task A_pattern_that_is_dropped_is_reported_where_there_is_no_link() => Marked.Check(Id, DiagnosticSeverity.Info, Networks.Classes + """
        static class C
        {
            static void M(float[] input, float[] output)
            {
                [|Net.Forward(input, output)|];
                System.Action later = () => [|Net.Forward(input, output)|];
            }
        }

        public partial class Net
        {
            static void Own(float[] input, float[] output) => [|Forward(input, output)|];
        }
        """);

    [Fact]
    public Task A_pattern_that_is_used_or_dropped_on_purpose_and_a_network_with_a_link_are_silent() => Marked.Check(Id, DiagnosticSeverity.Info, Networks.Classes + """
        static class C
        {
            static void M(float[] input, float[] output)
            {
                Net.Pattern pattern = Net.Forward(input, output);
                _ = Net.Forward(input, output);
                System.Console.WriteLine(Net.Forward(input, output).ActiveCount);
                System.Func<Net.Pattern> later = () => Net.Forward(input, output);
                Net.Predict(input, output);

                // The outputs before the sigmoid: Predict gives others.
                Odds.Forward(input, output);
            }

            static Net.Pattern Of(float[] input, float[] output) => Net.Forward(input, output);
        }
        """);
}
