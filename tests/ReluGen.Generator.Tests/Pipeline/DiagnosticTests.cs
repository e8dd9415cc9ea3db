using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using ReluGen.Generator.Tests.Harness;
using ReluGen.Generator.Tests.Snapshots;

namespace ReluGen.Generator.Tests.Pipeline;

/// <summary>Each thing that can be wrong gives one diagnostic with a place, and never an exception.</summary>
public sealed class DiagnosticTests
{
    private static readonly NetworkText Good = new("obj/absolute.relunet", SnapshotTests.Absolute, "absolute.onnx", "models/absolute.onnx");

    [Fact]
    public void A_good_network_compiles_without_a_warning()
    {
        var run = new GeneratorHarness("namespace App; [ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class Absolute;", Good);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(["App.Absolute.g.cs"], run.Sources.Keys);
    }

    [Theory]
    [InlineData("RLG1001", "[ReluGen.ReluNetwork(\"missing.onnx\")] public partial class C;")]
    [InlineData("RLG1001", "[ReluGen.ReluNetwork(null!)] public partial class C;")]
    [InlineData("RLG1001", "[ReluGen.ReluNetwork(\"other/absolute.onnx\")] public partial class C;")]
    [InlineData("RLG3001", "[ReluGen.ReluNetwork(\"absolute.onnx\")] public class C;")]
    [InlineData("RLG3002", "public partial class Outer { [ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class C; }")]
    [InlineData("RLG3003", "[ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class C<T>;")]
    [InlineData("RLG3004", "[ReluGen.ReluNetwork(\"absolute.onnx\")] public static partial class C;")]
    [InlineData("RLG3005", "[ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class Pattern;")]
    [InlineData("RLG3006", "[ReluGen.ReluNetwork(\"absolute.onnx\")] public partial record C;")]
    [InlineData("RLG3006", "[ReluGen.ReluNetwork(\"absolute.onnx\")] file partial class C;")]
    public void A_wrong_class_or_name_is_reported_at_the_class(string id, string source)
    {
        var run = new GeneratorHarness(source, Good);
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal("Program.cs", diagnostic.Location.SourceTree?.FilePath);
        Assert.True(File.Exists(Path.Combine(Repository(), diagnostic.Descriptor.HelpLinkUri)), $"{diagnostic.Descriptor.HelpLinkUri} is not there");
        Assert.Empty(run.Sources);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("false", true)]
    [InlineData("true", false)]
    [InlineData("True", false)]
    public void Fused_sums_need_a_project_that_promises_the_instruction(string assumeFma, bool isReported)
    {
        var run = new GeneratorHarness("[ReluGen.ReluNetwork(\"absolute.onnx\", Fma = true)] public partial class C;", assumeFma, [Good]);
        Assert.Equal(isReported ? ["RLG3010"] : [], run.Diagnostics.Select(static diagnostic => diagnostic.Id));
        Assert.Contains("ReluGenFused512.FusedMultiplyAdd(", Assert.Single(run.Sources).Value);
        Assert.Empty(run.CompilerDiagnostics);

        var rounded = new GeneratorHarness("[ReluGen.ReluNetwork(\"absolute.onnx\", Fma = false)] public partial class C;", Good);
        Assert.Empty(rounded.Diagnostics);
        Assert.DoesNotContain("Fused", Assert.Single(rounded.Sources).Value);
    }

    [Fact]
    public void A_pragma_reaches_what_is_reported_in_csharp()
    {
        var run = new GeneratorHarness("#pragma warning disable RLG3001\n[ReluGen.ReluNetwork(\"absolute.onnx\")] public class C;", Good);
        Assert.True(Assert.Single(run.Diagnostics).IsSuppressed);
    }

    [Fact]
    public void The_place_follows_the_class_in_edits()
    {
        var run = new GeneratorHarness("[ReluGen.ReluNetwork(\"absolute.onnx\")] public class C;", Good);
        run.ReplaceSource("\n\n[ReluGen.ReluNetwork(\"absolute.onnx\")] public class C;");
        Location place = Assert.Single(run.Diagnostics).Location;
        Assert.Equal((2, "C"), (place.GetLineSpan().StartLinePosition.Line, place.SourceTree!.ToString().Substring(place.SourceSpan.Start, place.SourceSpan.Length)));
    }

    private static string Repository([CallerFilePath] string caller = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "../../.."));

    [Fact]
    public void Two_files_of_one_name_are_told_apart_by_their_paths()
    {
        NetworkText other = Good with { Path = "obj/2/absolute.relunet", RelativePath = "old/absolute.onnx" };
        var ambiguous = new GeneratorHarness("[ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class C;", Good, other);
        Diagnostic diagnostic = Assert.Single(ambiguous.Diagnostics);
        Assert.Equal("RLG1006", diagnostic.Id);
        Assert.Contains("models/absolute.onnx", diagnostic.GetMessage());
        var clear = new GeneratorHarness("[ReluGen.ReluNetwork(\"old/absolute.onnx\")] public partial class C;", Good, other);
        Assert.Empty(clear.Diagnostics);
        Assert.Single(clear.Sources);
    }

    [Fact]
    public void A_syntax_error_is_reported_at_its_line_of_the_file()
    {
        string broken = SnapshotTests.Absolute.Replace("d 0 0 -1", "d 0 zero -1");
        var run = new GeneratorHarness("[ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class C;", Good with { Content = broken });
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("RLG1007", diagnostic.Id);
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        Assert.Equal("obj/absolute.relunet", place.Path);
        Assert.Equal((5, 4), (place.StartLinePosition.Line, place.StartLinePosition.Character));
    }

    [Fact]
    public void A_file_that_is_not_text_is_reported()
    {
        var run = new GeneratorHarness("[ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class C;", Good with { Content = null });
        Assert.Equal("RLG1002", Assert.Single(run.Diagnostics).Id);
    }

    [Theory]
    [InlineData("nan", "NaN")]
    [InlineData("-inf", "-infinity")]
    public void A_weight_that_is_not_finite_is_reported_at_its_neuron(string weight, string shown)
    {
        string broken = SnapshotTests.Absolute.Replace("d 0 0 -1", "d 0 0 " + weight);
        var run = new GeneratorHarness("[ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class C;", Good with { Content = broken });
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("RLG2001", diagnostic.Id);
        Assert.Contains(shown, diagnostic.GetMessage());
        Assert.Contains("neuron 1", diagnostic.GetMessage());
        Assert.Equal(5, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void Names_in_a_model_never_break_out_of_the_code()
    {
        const string hostile = "x\\\"; } } class Evil { /* */ // \\u000a\\u000d\\u2028 #error {0}";
        string text = SnapshotTests.Absolute.Replace("input \"x\"", $"input \"{hostile}\"").Replace("absolute.onnx\" -", hostile + "\" -");
        var run = new GeneratorHarness("[ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class C { static string Name => InputNames[0]; }", Good with { Content = text });
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.DoesNotContain(run.Sources.Values.Single().Split('\n'), static line => line.TrimStart().StartsWith("#error", System.StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Absolute.onnx")]
    [InlineData("abslute.onnx")]
    [InlineData("absolute")]
    [InlineData("./absolute.onnx")]
    public void A_misspelled_name_is_answered_with_the_name_that_was_meant(string name)
    {
        var run = new GeneratorHarness($"[ReluGen.ReluNetwork(\"{name}\")] public partial class C;", Good);
        Assert.Contains("did you mean 'models/absolute.onnx'?", Assert.Single(run.Diagnostics).GetMessage());
    }

    [Fact]
    public void Names_that_differ_by_case_only_and_attributes_on_two_parts_do_not_stop_the_others()
    {
        var run = new GeneratorHarness(
            "[ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class Model; [ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class model;"
            + "[ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class Model;", Good);
        Assert.Equal(["Model.g.cs", "model.2.g.cs"], run.Sources.Keys);
        Assert.Equal(["CS0579"], run.CompilerDiagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id));
    }

    [Fact]
    public void Types_of_the_user_do_not_hide_what_the_code_means()
    {
        var run = new GeneratorHarness(
            "namespace App; class Links; class Math; class NetworkMath; class WeightStore; class PatternWords; class RegionData; class Region; class AffineMap; "
            + "[ReluGen.ReluNetwork(\"skip.onnx\")] public partial class C;",
            new NetworkText("obj/skip.relunet", SnapshotTests.SkipLeaky, "skip.onnx"));
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerDiagnostics);
    }

    [Fact]
    public void A_network_that_is_too_large_for_code_is_refused_before_anything_is_emitted()
    {
        // 70,000 constant neurons: few numbers, but more bits than a pattern may have.
        string neurons = string.Concat(Enumerable.Repeat("d 1 0\n", 70_000));
        var run = new GeneratorHarness(
            "[ReluGen.ReluNetwork(\"wide.onnx\")] public partial class C;",
            new NetworkText("obj/wide.relunet", "relunet 1\ninput \"x\"\nstage 70000\n" + neurons + "output 1 0\nd 0 1\nend\n", "wide.onnx"));
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("RLG1005", diagnostic.Id);
        Assert.Contains("65536", diagnostic.GetMessage());
    }

    [Fact]
    public void A_region_whose_map_overflows_is_left_out_of_the_table()
    {
        const string text =
            """
            relunet 1
            input "x"
            stage 1 0
            d 0 0 1e30
            output 1 1
            d 0 1e30
            samples "s.csv" 1
            region 1 1 AACAPw==
            end
            """;
        var run = new GeneratorHarness("[ReluGen.ReluNetwork(\"big.onnx\")] public partial class C;", new NetworkText("obj/big.relunet", text, "big.onnx"));
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Contains("0 regions (not all)", run.Sources.Values.Single());
    }

    [Fact]
    public void Class_names_that_are_keywords_work()
    {
        var run = new GeneratorHarness("namespace @namespace.@class; [ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class @event;", Good);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal(["namespace.class.event.g.cs"], run.Sources.Keys);
    }
}
