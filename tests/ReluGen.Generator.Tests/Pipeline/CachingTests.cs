using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using ReluGen.Generator.Tests.Harness;
using ReluGen.Generator.Tests.Snapshots;

namespace ReluGen.Generator.Tests.Pipeline;

/// <summary>Nothing is read or emitted again that did not change.</summary>
public sealed class CachingTests
{
    private const string Source = "namespace App; [ReluGen.ReluNetwork(\"absolute.onnx\")] public partial class Absolute;";

    private static readonly NetworkText File = new("obj/absolute.relunet", SnapshotTests.Absolute, "absolute.onnx", "absolute.onnx");

    private static readonly string[] Steps = [TrackingNames.Name, TrackingNames.Read, TrackingNames.Target, TrackingNames.Request, TrackingNames.Code];

    [Fact]
    public void An_unrelated_edit_leaves_every_step_cached()
    {
        var run = new GeneratorHarness(Source, File);
        run.AddSource("namespace App; public class Unrelated;");
        Assert.All(Steps, step => AssertUnchanged(run.Reasons(step)));
        Assert.All(run.OutputReasons(), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Typing_above_the_attribute_emits_nothing_anew()
    {
        var run = new GeneratorHarness(Source, File);
        run.ReplaceSource("// a new line\n\n" + Source);
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.Target));
        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Reasons(TrackingNames.CodeRequest));
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(TrackingNames.Code));
    }

    [Fact]
    public void Facts_are_found_again_only_for_a_network_that_changed()
    {
        NetworkText facts = File with { Diagnostics = "" };
        var run = new GeneratorHarness(Source, facts);
        Assert.Equal([IncrementalStepRunReason.New], run.Reasons(TrackingNames.Facts));
        Assert.Contains(run.Diagnostics, static diagnostic => diagnostic.Id == "RLG2013");

        run.AddSource("namespace App; public class Unrelated;");
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(TrackingNames.Facts));
        AssertUnchanged(run.Reasons(TrackingNames.FactFindings));
        Assert.Contains(run.Diagnostics, static diagnostic => diagnostic.Id == "RLG2013");

        // The place in the class moves, what is known of the network does not.
        run.ReplaceSource("// a new line\n\n" + Source);
        Assert.Equal([IncrementalStepRunReason.Cached], run.Reasons(TrackingNames.Facts));
        Assert.Equal(2, run.Diagnostics[0].Location.GetLineSpan().StartLinePosition.Line);

        run.Replace(0, facts with { });
        AssertUnchanged(run.Reasons(TrackingNames.Facts));

        run.Replace(0, facts with { Content = SnapshotTests.Absolute.Replace("d 0 0 -1", "d 0.5 0 -1") });
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.Facts));
        Assert.DoesNotContain(run.Diagnostics, static diagnostic => diagnostic.Id == "RLG2013");
    }

    [Fact]
    public void A_new_file_object_with_the_same_text_is_read_but_nothing_is_emitted()
    {
        var run = new GeneratorHarness(Source, File);
        run.Replace(0, File with { });
        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Reasons(TrackingNames.Read));
        AssertUnchanged(run.Reasons(TrackingNames.Code));
        Assert.All(run.OutputReasons(), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_changed_file_is_emitted_again()
    {
        var run = new GeneratorHarness(Source, File);
        string before = run.Sources.Values.Single();
        run.Replace(0, File with { Content = SnapshotTests.Absolute.Replace("d 0 1 1", "d 0 1 2") });
        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons(TrackingNames.Code));
        Assert.NotEqual(before, run.Sources.Values.Single());
    }

    [Fact]
    public void A_change_of_one_file_does_not_emit_the_code_of_another()
    {
        NetworkText other = new("obj/other.relunet", SnapshotTests.SkipLeaky, "other.onnx", "other.onnx");
        var run = new GeneratorHarness(Source + " [ReluGen.ReluNetwork(\"other.onnx\")] public partial class Other;", File, other);
        run.Replace(1, other with { Content = SnapshotTests.SkipLeaky.Replace("d 0.5", "d 0.25") });
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached],
            run.Reasons(TrackingNames.Code).Order());
    }

    [Fact]
    public void The_code_is_the_same_in_every_run_and_culture()
    {
        string first = new GeneratorHarness(Source, File).Sources.Values.Single();
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            strange.NumberFormat.NegativeSign = "\u2212";
            strange.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = strange;
            Assert.Equal(first, new GeneratorHarness(Source, File).Sources.Values.Single());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static void AssertUnchanged(IReadOnlyList<IncrementalStepRunReason> reasons)
    {
        Assert.NotEmpty(reasons);
        Assert.All(reasons, static reason => Assert.Contains(reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
    }
}
