using System;
using System.Linq;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Formats;
using ReluGen.Generator.Emission;
using ReluGen.Tests.Shared;
using ReluGen.Tool.Naming;

namespace ReluGen.Tool.Tests.Naming;

/// <summary>The names that a class cannot have are found without the code of the network at hand.</summary>
public class NameProbeTests
{
    public static TheoryData<string> Networks => [.. ReferenceFile.Networks("nnet", "trained")];

    [DataTheory]
    [MemberData(nameof(Networks))]
    public void No_network_of_the_data_uses_another_name(string name)
    {
        NetworkDocument document;
        try
        {
            document = ModelFile.Read(ReferenceFile.Read(name).ModelPath).Document;
        }
        catch (InputException)
        {
            return; // The tests of the formats say which are refused.
        }

        AssertProbed(document);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 64)]
    [InlineData(2, 13)]
    [InlineData(3, 192)]
    [InlineData(16, 8)]
    [InlineData(40, 20)]
    public void Nor_does_a_network_of_any_depth_and_width(int stages, int width)
    {
        HiddenStage[] hidden = [.. Enumerable.Range(0, stages).Select(l => new HiddenStage([Block(l, width, width)], new float[width], new float[width]))];
        var output = new AffineStage([Block(stages, 1, width)], [0]);
        AssertProbed(new NetworkDocument(new Network(InputFeature.Unnamed(width), hidden, output, Link.Identity)));
    }

    private static void AssertProbed(NetworkDocument document)
    {
        string code = NetworkCode.Emit(document, "", NameProbe.ClassName, CancellationToken.None);
        Assert.Empty(NameClashes.NamesUsedBy(code, CancellationToken.None).Except(NameProbe.NamesFor(document.Network.Stages.Count, CancellationToken.None)).Order(StringComparer.Ordinal));
    }

    private static WeightBlock Block(int source, int rows, int columns)
    {
        var values = new float[rows * columns];
        Array.Fill(values, 0.5f);
        return new WeightBlock(source, rows, columns, values);
    }
}
