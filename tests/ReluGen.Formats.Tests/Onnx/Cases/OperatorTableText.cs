using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ReluGen.Formats.Onnx;

namespace ReluGen.Formats.Tests.Onnx.Cases;

/// <summary>Writes docs/operators.md from the cases, each of which is run for it.</summary>
internal static class OperatorTableText
{
    private const string Head = """
        # Operators

        This page is written by the tests of the operators, from the graphs that they have just imported and evaluated; a test fails when it
        is stale. `RELUGEN_UPDATE_SNAPSHOTS=1 dotnet test tests/ReluGen.Formats.Tests --filter OperatorCaseTests` writes it anew.
        [formats.md](formats.md#onnx) says how operators are lowered.

        ## Supported

        *Becomes*: `affine` nothing but weights; `neurons` hidden neurons; `link` what is applied after the network; `class` the name of an
        output; `constants` computed while the model is read, only where no operand depends on the input. *Versions*: those of the operator
        set at which the cases ran; others from 7 to 23 have the same definition as the one before them.

        | operator | becomes | versions | cases |
        |---|---|---|---|

        """;

    private const string Middle = """

        ## Refused, and why

        All nodes that stand against a model are listed in one error, with their names, shapes, what is lost and what to do. Operators that
        are in neither table are refused as not supported.

        | operators | reason | what to do |
        |---|---|---|

        """;

    public static string Write()
    {
        var text = new StringBuilder(Head);
        foreach (string name in OperatorTable.Names)
        {
            OperatorCase[] cases = OperatorCase.All.Where(c => c.Operator == name).ToArray();
            string kinds = string.Join(", ", cases.Select(static c => c.Check()).Distinct().Order(StringComparer.Ordinal));
            string versions = string.Join(", ", cases.SelectMany(static c => c.Opsets).Distinct().Order());
            text.Append($"| {name} | {kinds} | {versions} | {cases.Length} |\n");
        }

        text.Append(Middle);
        foreach (IGrouping<(string Reason, string Remedy), string> group in UnsupportedOperators.All.Where(static e => !OperatorTable.Names.Contains(e.Key)).GroupBy(static e => e.Value, static e => e.Key))
        {
            text.Append($"| {string.Join(", ", group)} | {group.Key.Reason.Replace("{0} ", "")} | {group.Key.Remedy} |\n");
        }

        return text.ToString();
    }
}
