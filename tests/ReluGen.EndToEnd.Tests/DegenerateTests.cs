using System;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.EndToEnd.Tests;

/// <summary>A degenerate network in a real build: it warns, and what a project or a configuration file says about severity holds.</summary>
[Collection(nameof(PackageCollection))]
public sealed class DegenerateTests(Package package)
{
    /// <summary>The second neuron is dead on the domain.</summary>
    private static readonly string Model = App.Model
        .Replace("input \"x0\"", "input \"x0\" -1 1").Replace("input \"x1\"", "input \"x1\" -1 1").Replace("d 0.5 0 0.25 1", "d -2 0 0.25 1");

    /// <summary>The same as a model in a format without a line a neuron.</summary>
    private const string NNet = """
        // the same network
        2,2,1,2,
        2,2,1,
        0,
        -1,-1,
        1,1,
        0,0,0,
        1,1,1,
        1,-1,
        0.25,1,
        0,
        -2,
        1,2,
        0,

        """;

    private const string Said = ": 'net.relunet': Stage 1, neuron 1 is never active on the domain";

    [Fact]
    public void A_degenerate_network_warns_and_fails_the_build_where_the_project_says_so()
    {
        App app = new App(package).Write("net.relunet", Model).Project("""<ReluNetwork Include="net.relunet" />""").Program("net.relunet");

        string warned = app.BuildOk("-p:TreatWarningsAsErrors=false");
        Assert.Contains("/net.relunet(", warned, StringComparison.Ordinal);
        Assert.Contains("): warning RLG2003" + Said, warned, StringComparison.Ordinal);
        Assert.DoesNotContain("RLG2023", warned, StringComparison.Ordinal);

        Assert.Contains("): error RLG2003" + Said, Rebuild(app, 1, "-p:WarningsAsErrors=RLG2003"), StringComparison.Ordinal);
        Assert.DoesNotContain("RLG2003" + Said, Rebuild(app, 0, "-p:NoWarn=RLG2003"), StringComparison.Ordinal);

        app.Write(".globalconfig", "is_global = true\ndotnet_diagnostic.RLG2003.severity = error\n");
        Assert.Contains("): error RLG2003" + Said, Rebuild(app, 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Editorconfig_and_SuppressMessage_hold_for_a_binary_model_whose_facts_are_at_the_attribute()
    {
        App app = new App(package).Write("net.nnet", NNet).Project("""<ReluNetwork Include="net.nnet" />""").Program("net.nnet");
        string said = Said.Replace("net.relunet", "net.nnet");

        string warned = app.BuildOk("-p:TreatWarningsAsErrors=false");
        Assert.Contains("/Program.cs(", warned, StringComparison.Ordinal);
        Assert.Contains("): warning RLG2003" + said, warned, StringComparison.Ordinal);

        app.Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.RLG2003.severity = error\n");
        Assert.Contains("): error RLG2003" + said, Rebuild(app, 1), StringComparison.Ordinal);

        app.Write("Program.cs", System.IO.File.ReadAllText(app.PathOf("Program.cs"))
            .Replace("[ReluNetwork(", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"ReluGen.Network\", \"RLG2003\")] [ReluNetwork("));
        Assert.DoesNotContain("RLG2003" + said, Rebuild(app, 0), StringComparison.Ordinal);
    }

    [Fact]
    public void The_item_says_how_much_is_said()
    {
        App app = new App(package).Write("net.relunet", Model).Project("""<ReluNetwork Include="net.relunet" Diagnostics="detailed" />""").Program("net.relunet");

        Assert.Contains(Said + " (interval arithmetic: ", app.BuildOk("-p:TreatWarningsAsErrors=false"), StringComparison.Ordinal);

        app.Project("""<ReluNetwork Include="net.relunet" Diagnostics="loud" />""");
        Assert.Contains("net.relunet : error RLG1011: ", Rebuild(app, 1), StringComparison.Ordinal);
    }

    /// <summary>Compiles again, with warnings that stay warnings, and gives the output.</summary>
    private static string Rebuild(App app, int exitCode, params string[] arguments)
    {
        CommandResult built = app.Build(["--no-restore", "--no-incremental", "-p:TreatWarningsAsErrors=false", .. arguments]);
        Assert.True(built.ExitCode == exitCode, built.Output);
        return built.Output;
    }
}
