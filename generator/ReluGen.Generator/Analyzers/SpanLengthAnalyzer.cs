using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ReluGen.Generator.Diagnostics;

namespace ReluGen.Generator.Analyzers;

/// <summary>
/// RLG3007: a span of constant length that a generated method will refuse, or values written out that it will not read. Spans may be
/// longer than needed, so that alone is nothing to report.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpanLengthAnalyzer() : NetworkCallAnalyzer(Descriptors.WrongLength)
{
    // The sizes of a network, with {0} for its class.
    private const string Inputs = "{0}.InputCount";
    private const string Outputs = "{0}.OutputCount";

    private protected override void Check(NetworkCall call, NetworkLinks links, OperationAnalysisContext context)
    {
        switch (call.Method)
        {
            case NetworkCall.Predict or NetworkCall.Forward:
                CheckShort(call, 0, call.InputCount, Inputs, context);
                CheckIgnored(call, context);
                CheckShort(call, 1, call.OutputCount, Outputs, context);
                break;
            case NetworkCall.Gradient:
                CheckShort(call, 2, call.InputCount, Inputs, context);
                break;
            case NetworkCall.AffineMapOf:
                CheckShort(call, 1, (long)call.OutputCount * call.InputCount, $"{Outputs} * {Inputs}", context);
                CheckShort(call, 2, call.OutputCount, Outputs, context);
                break;
            case NetworkCall.ForwardBatch:
                CheckBatch(call, context);
                break;
        }
    }

    private static void CheckShort(NetworkCall call, int ordinal, long count, string size, OperationAnalysisContext context)
    {
        if (Length(call, ordinal) is { } length && length.Count < count)
        {
            Report(call, ordinal, length, new Expected(Text(count), size), context);
        }
    }

    /// <summary>A list of too many inputs is a mistake, while a long array may be a buffer.</summary>
    private static void CheckIgnored(NetworkCall call, OperationAnalysisContext context)
    {
        if (Length(call, 0) is { IsListed: true } length && length.Count > call.InputCount)
        {
            string consequence = length.Count - call.InputCount == 1 ? "the last is ignored" : "the last " + Text(length.Count - call.InputCount) + " are ignored";
            Report(call, 0, length, new Expected(Text(call.InputCount), Inputs, consequence), context);
        }
    }

    /// <summary>Whole rows of inputs, as many of outputs, and as many patterns or none.</summary>
    private static void CheckBatch(NetworkCall call, OperationAnalysisContext context)
    {
        long? rows = null;
        CheckRows(0, call.InputCount, Inputs);
        CheckRows(1, call.OutputCount, Outputs);
        if (rows is { } count && Length(call, 2) is { Count: > 0 } patterns && patterns.Count != count)
        {
            Report(call, 2, patterns, new Expected(Text(count), Text(count)), context);
        }

        void CheckRows(int ordinal, int width, string size)
        {
            if (Length(call, ordinal) is not { } length)
            {
                return;
            }

            if (rows is not null)
            {
                if (length.Count != rows * width)
                {
                    Report(call, ordinal, length, new Expected(Text(rows.Value * width), Text(rows.Value) + " * " + size), context);
                }
            }
            else if (width > 0 && length.Count % width == 0)
            {
                rows = length.Count / width;
            }
            else
            {
                Report(call, ordinal, length, new Expected("a multiple of " + Text(width), size, IsExact: false), context);
            }
        }
    }

    private static ConstantLength? Length(NetworkCall call, int ordinal) => call.Argument(ordinal) is { } argument ? ConstantLength.Of(argument.Value) : null;

    private static void Report(NetworkCall call, int ordinal, ConstantLength length, Expected expected, OperationAnalysisContext context)
    {
        IArgumentOperation argument = call.Argument(ordinal)!;
        SyntaxNode? mend = expected.IsExact ? length.Size : null;
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.WrongLength,
            argument.Value.Syntax.GetLocation(),
            mend is null ? null : [mend.GetLocation()],
            Remedy.Properties(mend is null ? null : Of(call.Network.ToMinimalDisplayString(context.Operation.SemanticModel!, mend.SpanStart))),
            argument.Parameter!.Name, call.Display, expected.Number, Of(call.Network.Name), Text(length.Count), expected.Consequence));

        string Of(string network) => string.Format(CultureInfo.InvariantCulture, expected.Size, network);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a call expects.</summary>
    /// <param name="Number">The length, as the message shows it.</param>
    /// <param name="Size">The expression for it, with {0} for the class.</param>
    /// <param name="Consequence">What happens with another length.</param>
    /// <param name="IsExact">True if the value of the expression is the length that is expected.</param>
    private sealed record Expected(string Number, string Size, string Consequence = "the call throws an ArgumentException", bool IsExact = true);
}
