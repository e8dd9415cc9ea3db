using System;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;
using ReluGen.Generator.Tests.Harness;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.EndToEnd.Tests;

/// <summary>A network with more numbers than fit literals: the build embeds them as a resource.</summary>
[Collection(nameof(PackageCollection))]
public sealed class LargeNetworkTests(Package package)
{
    // "de" would make a resource one of the German language.
    private const string File = "net.de.relunet";

    [Fact]
    public void Its_weights_are_a_resource_that_follows_the_model()
    {
        Network network = RandomNetworks.Chain(1, true, 1030, 1020, 3);
        Assert.InRange(network.ParameterCount, WeightsFile.MostLiterals, WeightsFile.MostLiterals * 1.01);
        App app = new App(package).Write(File, Text(network)).Project($"""<ReluNetwork Include="{File}" Diagnostics="none" />""").Program(File);

        app.BuildOk();
        Assert.Single(Resources(app));
        Assert.InRange(new FileInfo(app.PathOf("bin/Debug/net10.0/App.dll")).Length, 4 * network.ParameterCount, 5 * network.ParameterCount);
        Assert.Equal(Answer(network), app.Run());
        Assert.False(BuildOutput.Compiled(app.BuildOk("--no-restore")));

        Network other = RandomNetworks.Chain(2, true, 1030, 1020, 3);
        app.Write(File, Text(other));
        Assert.True(BuildOutput.Compiled(app.BuildOk("--no-restore")));
        Assert.NotEqual(Answer(network), Answer(other));
        Assert.Equal(Answer(other), app.Run());

        Network small = RandomNetworks.Chain(3, true, 103, 102, 3);
        app.Write(File, Text(small)).BuildOk("--no-restore");
        Assert.Empty(Resources(app));
        Assert.Equal(Answer(small), app.Run());
    }

    private static string[] Resources(App app) => Directory.GetFiles(app.PathOf("obj"), "*.weights", SearchOption.AllDirectories);

    private static string Text(Network network) => NetworkWriter.Write(new NetworkDocument(network));

    /// <summary>What the program prints, from the scalar loop.</summary>
    private static string Answer(Network network)
    {
        var input = new float[network.InputCount];
        (input[0], input[1]) = (3, 1);
        var output = new float[network.OutputCount];
        var words = new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)];
        CanonicalForward.Run(network, input, output, words);
        return string.Create(CultureInfo.InvariantCulture, $"{output[0]} {BitPattern.From(network.HiddenNeuronCount, words)}");
    }
}
