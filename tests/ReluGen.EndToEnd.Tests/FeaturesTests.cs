using System.IO;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.EndToEnd.Tests;

/// <summary>A features file beside a model of a project.</summary>
[Collection(nameof(PackageCollection))]
public sealed class FeaturesTests(Package package)
{
    [Fact]
    public void A_features_file_comes_changes_and_goes()
    {
        App app = new App(package).Write("net.relunet", App.Model).Project("""<ReluNetwork Include="net.relunet" />""").Program("net.relunet");
        app.BuildOk();
        Assert.Equal(App.Answer, app.Run());

        // At (3, 1) the network now reads (3 - 1) / 0.5 = 4 and 1: neurons 3 and 2.5, output 8.
        app.Write("net.features.json", """{"features": [{"name": "x0", "mean": 1, "scale": 0.5}, {"name": "x1"}]}""");
        Assert.Equal(1, BuildOutput.Conversions(app.BuildOk("--no-restore")));
        Assert.Equal("8 11", app.Run());
        Assert.Equal(0, BuildOutput.Conversions(app.BuildOk("--no-restore")));

        app.Write("net.features.json", "{\"features\": [\n{\"name\": \"x0\", \"scale\": 0}]}");
        CommandResult broken = app.Build("--no-restore");
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Contains("net.features.json(2,", broken.Output);
        Assert.Contains("error RLG1011: ", broken.Output);

        File.Delete(app.PathOf("net.features.json"));
        app.Write("other.json", """{"features": [{"name": "x0"}, {"name": "x1", "mean": -1}]}""")
            .Project("""<ReluNetwork Include="net.relunet" FeaturesFile="other.json" />""");
        app.BuildOk("--no-restore");

        // The network reads 3 and 2: neurons 1 and 3.25, output 7.5.
        Assert.Equal("7.5 11", app.Run());
    }
}
