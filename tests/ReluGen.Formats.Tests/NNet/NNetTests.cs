using System;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests.NNet;

/// <summary>The .nnet format: box, normalisation, variants of the header, errors with lines.</summary>
public sealed class NNetTests : IDisposable
{
    private const string Header = "// a comment\n2,2,1,2,\n2,2,1,\n0,\n-4,-8\n4,8,\n";

    private const string Weights = "1,2,\n-3,4,\n0.5,\n-0.5,\n1,-1,\n2,\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Normalisation_folds_in_and_the_box_becomes_the_domain()
    {
        Network network = Read(Header + "1,2,10,\n2,4,100,\n" + Weights).Network;
        Assert.Equal([(-4.0, 4.0), (-8.0, 8.0)], network.Inputs.Select(static i => (i.Lower, i.Upper)));
        var output = new double[1];

        // Far outside of the box: inputs are not clipped.
        ReferenceForward.Run(network, [21, 42], output, new ulong[1]);
        double h0 = 1 * 10 + 2 * 10 + 0.5;
        double h1 = -3 * 10 + 4 * 10 - 0.5;
        Assert.Equal(((h0 - h1 + 2) * 100) + 10, output[0]);
    }

    [Fact]
    public void A_single_layer_takes_both_normalisations()
    {
        Network network = Read("1,1,1,1,\n1,1,\n0,\n0,\n9,\n1,5,\n2,3,\n4,\n1,\n").Network;
        var output = new double[1];
        ReferenceForward.Run(network, [5], output, []);
        Assert.Equal(((4 * (5 - 1) / 2.0) + 1) * 3 + 5, output[0]);
    }

    [DataFact]
    public void Placeholder_lines_mean_no_box_and_no_normalisation()
    {
        ImportedModel model = ModelFile.Read(DataFolder.Of("nnet/nv_cartpole/model.nnet"));
        Assert.False(model.Network.HasDomain);
        Assert.Empty(model.Notes);
        Assert.Equal(["layer 1", "layer 2", "layer 3"], model.Activations.Select(static a => a.Node));
    }

    [Theory]
    [InlineData("x\n", 1, "'x' is not a number")]
    [InlineData("0,1\n", 1, "number of layers")]
    [InlineData("1,1,1\n1,1.5\n", 2, "whole number")]
    [InlineData("1,1,1\n1,0\n", 2, "whole number")]
    [InlineData("2,1,1\n1,1\n", 2, "3 numbers")]
    [InlineData("1,1,1\n1,1\n0\n1\n-1\n", 5, "above its maximum")]
    [InlineData("1,1,1\n1,1\n0\n-1\n1\n0,0\n0,1\n", 7, "zero")]
    [InlineData("1,1,1\n1,1\n0\n-1\n1\n0,0,0\n", 6, "2 numbers")]
    [InlineData("1,1,1\n1,1\n0\n-1\n1\n0,0\n1,1\n1,,\n", 8, "'' is not a number")]
    [InlineData("1,1,1\n1,1\n0\n-1\n1\n0,0\n1,1\nnan\n", 8, "finite")]
    [InlineData("1,1,1\n1,1\n0\n-1\n1\n0,0\n1,1\n1\n", 8, "file ends")]
    [InlineData("1,1,1\n1,1\n0\n-1\n1\n0,0\n1,1\n1\n2\n3\n", 10, "nothing may follow")]
    public void An_error_has_its_line(string text, int line, string expected)
    {
        InputError error = Assert.Throws<InputException>(() => Read(text)).Error;
        Assert.Equal((InputErrorIds.Malformed, line), (error.Id, error.Line));
        Assert.Contains(expected, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    private ImportedModel Read(string text) => ModelFile.Read(folder.Write("model.nnet", text));
}
