using System;
using System.IO;
using System.Linq;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.EndToEnd.Tests;

/// <summary>The package as a user gets it: restored from a feed, in a project outside the repository.</summary>
[Collection(nameof(PackageCollection))]
public sealed class AppTests(Package package)
{
    [Fact]
    public void New_numbers_appear_when_the_model_is_edited_and_an_idle_build_runs_nothing()
    {
        App app = new App(package).Write("net.relunet", App.Model).Project("""<ReluNetwork Include="net.relunet" />""").Program("net.relunet");

        string first = app.BuildOk();
        Assert.Equal((1, true), (BuildOutput.Conversions(first), BuildOutput.Compiled(first)));
        Assert.Equal(App.Answer, app.Run());

        string idle = app.BuildOk("--no-restore");
        Assert.Equal((0, false), (BuildOutput.Conversions(idle), BuildOutput.Compiled(idle)));

        app.Write("net.relunet", App.Model.Replace("d 0 1 2", "d 0.25 -1 4"));
        string edited = app.BuildOk("--no-restore");
        Assert.Equal((1, true), (BuildOutput.Conversions(edited), BuildOutput.Compiled(edited)));
        Assert.Equal("7.25 11", app.Run());

        // A file that is older than the one it replaces, as a move or an archive brings it.
        app.Write("net.relunet", App.Model);
        File.SetLastWriteTimeUtc(app.PathOf("net.relunet"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        app.BuildOk("--no-restore");
        Assert.Equal(App.Answer, app.Run());
    }

    [Fact]
    public void A_broken_model_fails_the_build_at_its_line_until_it_is_mended()
    {
        App app = new App(package).Write("net.relunet", App.Model).Project("""<ReluNetwork Include="net.relunet" />""").Program("net.relunet");
        app.BuildOk();
        app.Write("net.relunet", App.Model.Replace("stage 2", "stage two"));

        for (int i = 0; i < 2; i++)
        {
            CommandResult broken = app.Build("--no-restore");
            Assert.NotEqual(0, broken.ExitCode);
            Assert.Contains("net.relunet(4,6): error RLG1007: ", broken.Output);
            Assert.DoesNotContain("   at ", broken.Output);
        }

        app.Write("net.relunet", App.Model);
        app.BuildOk("--no-restore");
        Assert.Equal(App.Answer, app.Run());
    }

    [Fact]
    public void All_broken_models_are_reported_at_once_and_nothing_else()
    {
        App app = new App(package)
            .Write("a.relunet", App.Model.Replace("stage 2", "stage two")).Write("b.onnx", "no model").Write("good.relunet", App.Model)
            .Project("""<ReluNetwork Include="a.relunet;b.onnx;good.relunet" />""").Program("a.relunet", "b.onnx", "good.relunet");

        CommandResult built = app.Build();

        Assert.NotEqual(0, built.ExitCode);
        // Each is printed where it happens, behind the number of the project, and once more at the end.
        string[] errors = [.. built.Output.Split('\n').Where(line => line.Contains(": error ")).Select(line => line[line.IndexOf('/')..].Trim()).Distinct()];
        Assert.Equal(2, errors.Length);
        Assert.Contains(errors, error => error.Contains("a.relunet(4,6): error RLG1007: "));
        Assert.Contains(errors, error => error.Contains("b.onnx : error RLG1002: "));

        // The good one is there already; the broken ones, mended, are all that the next build converts.
        app.Write("a.relunet", App.Model).Write("b.relunet", App.Model)
            .Project("""<ReluNetwork Include="a.relunet;b.relunet;good.relunet" />""").Program("a.relunet", "b.relunet", "good.relunet");
        Assert.Equal(2, BuildOutput.Conversions(app.BuildOk("--no-restore")));
    }

    [Fact]
    public void A_missing_model_fails_the_build_at_its_name()
    {
        App app = new App(package).Project("""<ReluNetwork Include="absent.onnx" />""").Program("absent.onnx");

        CommandResult built = app.Build();

        Assert.NotEqual(0, built.ExitCode);
        Assert.Contains("absent.onnx : error RLG1002: ", built.Output);
    }

    [Fact]
    public void Samples_fill_the_region_table_and_count_as_inputs_of_the_build()
    {
        App app = new App(package)
            .Write("net.relunet", App.Model).Write("rows.csv", "x0,x1\n3,1\n4,1\n0,1\n")
            .Project("""<ReluNetwork Include="net.relunet" Samples="rows.csv" />""").Program("net.relunet");

        app.BuildOk();
        // Both neurons: x0 - x1 + 2·(0.5 + x0/4 + x1). The second alone: 2·(0.5 + x0/4 + x1).
        Assert.Equal($"{App.Answer}\n  11 2: 1.5 1 1\n  01 1: 0.5 2 1", app.Run());

        app.Write("rows.csv", "x0,x1\n3,1\n");
        Assert.Equal(1, BuildOutput.Conversions(app.BuildOk("--no-restore")));
        Assert.Equal($"{App.Answer}\n  11 1: 1.5 1 1", app.Run());

        app.Project("""<ReluNetwork Include="net.relunet" />""");
        Assert.Equal(1, BuildOutput.Conversions(app.BuildOk("--no-restore")));
        Assert.Equal(App.Answer, app.Run());
    }

    [Fact]
    public void Simplify_saves_a_neuron_and_changes_no_answer_and_no_pattern()
    {
        // The third neuron is twice the second.
        string model = App.Model.Replace("stage 2", "stage 3").Replace("d 0.5 0 0.25 1\n", "d 0.5 0 0.25 1\nd 1 0 0.5 2\n").Replace("d 0 1 2", "d 0 1 1 0.5");
        App app = new App(package)
            .Write("net.relunet", model).Write("rows.csv", "x0,x1\n3,1\n4,1\n0,1\n")
            .Project("""<ReluNetwork Include="net.relunet" Samples="rows.csv" Diagnostics="none" />""").Program("net.relunet");
        app.BuildOk();
        string expected = $"{App.Answer}1\n  111 2: 1.5 1 1\n  011 1: 0.5 2 1";
        Assert.Equal(expected, app.Run());

        app.Project("""<ReluNetwork Include="net.relunet" Samples="rows.csv" Simplify="true" Diagnostics="none" />""");
        Assert.Equal(1, BuildOutput.Conversions(app.BuildOk("--no-restore")));
        Assert.Equal(expected, app.Run());
        string text = File.ReadAllText(Directory.GetFiles(app.PathOf("obj"), "net.relunet", SearchOption.AllDirectories).Single());
        Assert.Contains("\nlayout 0:2 1:1\n", text);
    }

    [Fact]
    public void All_regions_of_a_domain_fill_the_table_and_the_domain_counts_as_an_input_of_the_build()
    {
        App app = new App(package)
            .Write("net.relunet", App.Model).Write("box.json", """{"type": "box", "lo": [-1, -1], "hi": [1, 1]}""")
            .Project("""<ReluNetwork Include="net.relunet" Regions="all" Domain="box.json" Diagnostics="none" />""").Program("net.relunet");

        app.BuildOk();
        Assert.Equal($"{App.Answer}\n  00 0: 0 0 0\n  01 0: 0.5 2 1\n  10 0: 1 -1 0\n  11 0: 1.5 1 1", app.Run());
        Assert.Equal(0, BuildOutput.Conversions(app.BuildOk("--no-restore")));

        app.Write("box.json", """{"type": "box", "lo": [2, -2], "hi": [3, 1.5]}""");
        Assert.Equal(1, BuildOutput.Conversions(app.BuildOk("--no-restore")));
        Assert.Equal($"{App.Answer}\n  10 0: 1 -1 0\n  11 0: 1.5 1 1", app.Run());

        string cut = app.BuildOk("--no-restore", "-p:ReluGenNodeBudget=1");
        Assert.Contains("RLG2030", cut, StringComparison.Ordinal);
        Assert.Equal(App.Answer, app.Run());

        app.Project("""<ReluNetwork Include="net.relunet" Regions="all" Domain="1,-1" Diagnostics="none" />""");
        Assert.Contains("error RLG1011: ", app.Build("--no-restore").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_onnx_model_is_read_by_the_package_alone()
    {
        App app = new App(package).Copy("titanic.onnx").Copy("titanic.csv")
            .Project("""<ReluNetwork Include="titanic.onnx" Samples="titanic.csv" />""").Program("titanic.onnx");

        app.BuildOk();

        // Six regions; the largest holds 578 of the 1,309 passengers.
        string[] lines = app.Run().Split('\n');
        Assert.Equal(7, lines.Length);
        Assert.StartsWith("  1010111 578: ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_in_a_file_of_their_own_count_as_inputs_of_the_build()
    {
        App app = new App(package).Copy("external/model.onnx").Copy("external/weights.bin").Write("net.relunet", App.Model)
            .Project("""<ReluNetwork Include="model.onnx;net.relunet" Diagnostics="none" />""").Program("model.onnx", "net.relunet");

        Assert.Equal(2, BuildOutput.Conversions(app.BuildOk()));
        string before = app.Run();
        Assert.Equal(0, BuildOutput.Conversions(app.BuildOk("--no-restore")));

        byte[] weights = File.ReadAllBytes(app.PathOf("weights.bin"));
        File.WriteAllBytes(app.PathOf("weights.bin"), [.. weights.Select(_ => (byte)0x3c)]);
        Assert.Equal(1, BuildOutput.Conversions(app.BuildOk("--no-restore")));
        Assert.NotEqual(before, app.Run());

        // The old weights again, with an old time; the other model has no part in it.
        File.WriteAllBytes(app.PathOf("weights.bin"), weights);
        File.SetLastWriteTimeUtc(app.PathOf("weights.bin"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(1, BuildOutput.Conversions(app.BuildOk("--no-restore")));
        Assert.Equal(before, app.Run());
        Assert.Equal(0, BuildOutput.Conversions(app.BuildOk("--no-restore")));
    }

    [Fact]
    public void Two_models_of_one_name_are_told_apart_by_folder_and_only_the_edited_one_is_converted()
    {
        App app = new App(package)
            .Write("net.relunet", App.Model).Write("deep/er/net.relunet", App.Model.Replace("d 0 1 2", "d 100 1 2"))
            .Project("""<ReluNetwork Include="**/*.relunet" Exclude="obj/**" />""").Program("net.relunet", "deep/er/net.relunet");

        Assert.Equal(2, BuildOutput.Conversions(app.BuildOk()));
        Assert.Equal($"{App.Answer}\n106.5 11", app.Run());

        app.Write("deep/er/net.relunet", App.Model.Replace("d 0 1 2", "d 200 1 2"));
        Assert.Equal(1, BuildOutput.Conversions(app.BuildOk("--no-restore")));
        Assert.Equal($"{App.Answer}\n206.5 11", app.Run());
    }

    [Fact]
    public void A_project_that_references_a_project_with_the_package_has_it_too()
    {
        var app = new App(package);
        app.Write("net.relunet", App.Model).Program("net.relunet")
            .Write("library/library.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                  </PropertyGroup>
                  <ItemGroup>
                    {app.PackageItem}
                  </ItemGroup>
                </Project>
                """)
            .ProjectWithoutPackage("""<ProjectReference Include="library/library.csproj" /><ReluNetwork Include="net.relunet" />""");

        app.BuildOk("App.csproj");

        Assert.Equal(App.Answer, app.Run());
    }

    [Fact]
    public void Odd_names_of_folders_and_models_are_only_names()
    {
        App app = new App(package, "C# o'b [x] é;y")
            .Write("100% it's {a}; #1 (b).relunet", App.Model)
            .Project("""<ReluNetwork Include="100%25 it's {a}%3B #1 (b).relunet" />""").Program("100% it's {a}; #1 (b).relunet");

        app.BuildOk();

        Assert.Equal(App.Answer, app.Run());
    }

    [Fact]
    public void Calls_are_analyzed_fixes_are_found_and_an_editorconfig_sets_the_severity()
    {
        App app = new App(package)
            .Write("net.relunet", App.Model).Project("""<ReluNetwork Include="net.relunet" />""")
            .Write("Program.cs", """
                float[] output = new float[N.OutputCount];
                N.Predict(new float[3], output);
                N.Forward(new float[2], output);
                N.Predict(new float[1], output);

                [ReluGen.ReluNetwork("net.relunet")]
                partial class N;
                """);

        // The project makes errors of warnings; what is only advice stays out of the way.
        Assert.Equal(["Program.cs(4,11): error RLG3007"], BuildOutput.Diagnostics(app.Build().Output));

        // As an editor does: the fix is found in the package and applied.
        CommandResult format = Command.Dotnet(app.Folder, "format", "analyzers", "--no-restore", "--diagnostics", "RLG3007");
        Assert.True(format.ExitCode == 0, format.Output);
        Assert.Contains("N.Predict(new float[N.InputCount], output);", File.ReadAllText(app.PathOf("Program.cs")), StringComparison.Ordinal);
        app.BuildOk("--no-restore");

        app.Write(".editorconfig", "[*.cs]\ndotnet_diagnostic.RLG3008.severity = error\n");
        Assert.Equal(["Program.cs(3,1): error RLG3008"], BuildOutput.Diagnostics(app.Build("--no-restore").Output));

        // An error of the generator, at the attribute.
        app.Write("Program.cs", "System.Console.WriteLine();\n[ReluGen.ReluNetwork(\"nett.relunet\")]\npartial class N;");
        Assert.Equal(["Program.cs(2,2): error RLG1001"], BuildOutput.Diagnostics(app.Build("--no-restore").Output));
        app.Write(".editorconfig", "[*.cs]\ndotnet_diagnostic.RLG1001.severity = none\n").BuildOk("--no-restore");
    }

    [Fact]
    public void A_published_app_runs_and_clean_removes_the_texts()
    {
        App app = new App(package).Write("net.relunet", App.Model).Project("""<ReluNetwork Include="net.relunet" />""").Program("net.relunet");

        CommandResult published = Command.Dotnet(app.Folder, "publish", "-o", app.PathOf("out"), "-tl:off");
        Assert.True(published.ExitCode == 0, published.Output);
        Assert.Equal(App.Answer, app.Run("out/App.dll"));

        CommandResult cleaned = Command.Dotnet(app.Folder, "clean", "-c", "Release", "-tl:off");
        Assert.True(cleaned.ExitCode == 0, cleaned.Output);
        Assert.Empty(Directory.GetFiles(app.PathOf("obj"), "*.relunet", SearchOption.AllDirectories));
    }

    [Fact]
    public void Watch_looks_at_models_and_samples()
    {
        App app = new App(package)
            .Write("net.relunet", App.Model).Write("rows.csv", "3,1\n")
            .Project("""<ReluNetwork Include="net.relunet" Samples="rows.csv" />""").Program("net.relunet");

        string[] files = Command.Dotnet(app.Folder, "watch", "--list").Output.Split('\n');

        Assert.Equal(["net.relunet", "rows.csv"], files.Select(file => Path.GetFileName(file.Trim())).Where(name => name is "net.relunet" or "rows.csv").Order());
    }

    [Fact]
    public void An_editor_gets_the_code_before_the_first_build_and_a_broken_model_does_not_fail_it()
    {
        App app = new App(package).Write("net.relunet", App.Model).Project("""<ReluNetwork Include="net.relunet" />""").Program("net.relunet");
        string[] designTime = ["-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true"];

        app.BuildOk(designTime);
        Assert.Single(Directory.GetFiles(app.PathOf("obj"), "*.relunet", SearchOption.AllDirectories));

        app.Write("net.relunet", "relunet 2\n");
        string broken = app.BuildOk(["--no-restore", .. designTime]);
        Assert.Contains("net.relunet(1,", broken);
        Assert.Contains(": warning RLG1007: ", broken);
    }
}
