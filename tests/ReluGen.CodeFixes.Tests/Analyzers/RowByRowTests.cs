using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using ReluGen.CodeFixes.Tests.Harness;

namespace ReluGen.CodeFixes.Tests.Analyzers;

/// <summary>RLG3009 on loops that ForwardBatch could replace, and never where a result has a say in what comes next.</summary>
public sealed class RowByRowTests
{
    private const string Id = "RLG3009";
    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Threading.Tasks;\n";

    [Fact]
    public Task Loops_over_rows_are_reported() => Marked.Check(Id, DiagnosticSeverity.Info, Usings + Networks.Classes + """
        sealed record Sample(float[] Features, int Label)
        {
            public float Score { get; set; }
        }

        static class C
        {
            static void Slices(ReadOnlySpan<float> inputs, Span<float> outputs, Net.Pattern[] patterns, int rows)
            {
                for (int i = 0; i < rows; i++)
                {
                    patterns[i] = [|Net.Forward(inputs.Slice(i * 3, 3), outputs.Slice(i * 2, 2))|];
                }

                for (int at = 0; at < inputs.Length; at += Net.InputCount)
                {
                    ReadOnlySpan<float> row = inputs.Slice(at, Net.InputCount);
                    Console.WriteLine([|Net.Forward(row, outputs)|].ActiveCount + inputs[at]);
                }

                for (int i = 0; i < rows; i++)
                {
                    int start = i * 3;
                    _ = [|Net.Forward(inputs[start..], outputs)|];
                }
            }

            static void Rows(float[][] rows, List<float[]> list, Sample[] samples, float[] output, Dictionary<Net.Pattern, int> counts)
            {
                foreach (float[] row in rows)
                {
                    Net.Pattern pattern = [|Net.Forward(row, output)|];
                    counts[pattern] = counts.GetValueOrDefault(pattern) + 1;
                }

                foreach (float[] row in list)
                {
                    if (output[0] > 0)
                    {
                        Console.WriteLine(row[0]);
                    }

                    _ = [|Odds.Forward(row, output)|];
                }

                foreach (Sample sample in samples)
                {
                    _ = [|Net.Forward(sample.Features, output)|];
                    sample.Score = output[sample.Label];
                }

                for (int i = 0; i < rows.Length; i++)
                {
                    [|Net.Predict(rows[i], output)|];
                    Console.WriteLine(rows[i].Length);
                }

                while (output[0] > 0)
                {
                    for (int epoch = 0; epoch < rows.Length; epoch++)
                    {
                        for (int i = 0; i < rows.Length; i++)
                        {
                            switch (output[0])
                            {
                                case 0:
                                    break;
                            }

                            _ = [|Net.Forward(rows[i], output)|];
                        }
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Loops_that_a_result_may_steer_are_silent() => Marked.Check(Id, DiagnosticSeverity.Info, Usings + Networks.Classes + """
        static class C
        {
            static int Search(float[][] rows, float[] output)
            {
                foreach (float[] row in rows)
                {
                    _ = Net.Forward(row, output);
                    if (output[0] > 0)
                    {
                        break;
                    }
                }

                for (int i = 0; i < rows.Length; i++)
                {
                    if (Net.Forward(rows[i], output).ActiveCount > 0)
                    {
                        return i;
                    }
                }

                for (int i = 0; i < rows.Length; i++)
                {
                    _ = Net.Forward(rows[i], output);
                    if (output[0] > 0)
                    {
                        i++;
                    }
                }

                int count = rows.Length;
                for (int i = 0; i < count; i++)
                {
                    count -= Net.Forward(rows[i], output).ActiveCount;
                }

                for (int i = 0; i < rows.Length; i += Net.Forward(rows[i], output).ActiveCount)
                {
                }

                foreach (float[] row in rows)
                {
                    _ = Net.Forward(row, output);
                    if (float.IsNaN(output[0]))
                    {
                        throw new InvalidOperationException();
                    }
                }

                return 0;
            }

            static void Recurrent(float[][] states, float[] state, float[] next, Span<float> all, float[] gain)
            {
                for (int t = 0; t + 1 < states.Length; t++)
                {
                    _ = Net.Forward(states[t], states[t + 1]);
                }

                for (int t = 0; t < 10; t++)
                {
                    _ = Net.Forward(state, next);
                    (state, next) = (next, state);
                }

                for (int t = 0; t < 10; t++)
                {
                    _ = Net.Forward(all.Slice(t * 3, 3), next);
                    all[t * 3 + 3] = next[0];
                }

                for (int t = 0; t + 1 < states.Length; t++)
                {
                    _ = Net.Forward(states[t], next);
                    next.CopyTo(states[t + 1], 0);
                }

                Span<float> other = all;
                for (int t = 0; t < 10; t++)
                {
                    _ = Net.Forward(other.Slice(t * 3, 3), all.Slice(t * 3 + 3));
                }

                Span<float> rest = all;
                for (int t = 0; t < 10; t++)
                {
                    _ = Net.Forward(rest.Slice(t, 3), next);
                    rest = rest.Slice((int)next[0]);
                }
            }
        }
        """);

    [Fact]
    public Task Loops_without_all_rows_at_hand_are_silent() => Marked.Check(Id, DiagnosticSeverity.Info, Usings + Networks.Classes + """
        static class C
        {
            static async Task Waiting(float[][] rows, float[] output, IAsyncEnumerable<float[]> stream)
            {
                foreach (float[] row in rows)
                {
                    _ = Net.Forward(row, output);
                    await Task.Delay(1);
                }

                await foreach (float[] row in stream)
                {
                    _ = Net.Forward(row, output);
                }
            }

            static IEnumerable<float> Lazy(IEnumerable<float[]> sequence, float[][] rows, float[] output)
            {
                foreach (float[] row in sequence)
                {
                    _ = Net.Forward(row, output);
                }

                foreach (float[] row in rows)
                {
                    _ = Net.Forward(row, output);
                    yield return output[0];
                }
            }

            static void Made(string[] lines, float[] output, float[] input, float[][] rows)
            {
                foreach (string line in lines)
                {
                    _ = Net.Forward(Parse(line), output);
                    float[] parsed = Parse(line);
                    _ = Net.Forward(parsed, output);
                    _ = Net.Forward([line.Length, 2, 3], output);
                }

                // The same input each time: a measurement of time, perhaps.
                for (int i = 0; i < 1000; i++)
                {
                    _ = Net.Forward(input, output);
                }

                for (int i = 0; i < rows.Length; i++)
                {
                    Fill(rows[i]);
                    _ = Net.Forward(rows[i], output);
                }
            }

            static void Sometimes(float[][] rows, float[] output, bool[] wanted)
            {
                for (int i = 0; i < rows.Length; i++)
                {
                    if (wanted[i])
                    {
                        _ = Net.Forward(rows[i], output);
                    }

                    bool active = wanted[i] && Net.Forward(rows[i], output).ActiveCount > 0;
                    Func<Net.Pattern> later = () => Net.Forward(rows[i], output);
                }

                foreach (float[] row in rows)
                {
                    if (row[0] > 0)
                    {
                        continue;
                    }

                    _ = Net.Forward(row, output);
                }

                foreach (float[] row in rows)
                {
                    // The probability, for which ForwardBatch has no counterpart.
                    Odds.Predict(row, output);
                }
            }

            static void Fill(float[] row)
            {
            }

            static float[] Parse(string line) => new float[3];
        }
        """);
}
