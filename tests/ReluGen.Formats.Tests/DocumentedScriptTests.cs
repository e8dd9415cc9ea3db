using System;
using System.IO;
using System.Linq;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Tests.Shared.Pages;

namespace ReluGen.Formats.Tests;

/// <summary>The Python scripts of the documentation. Neither PyTorch nor scikit-learn is needed: they are parsed, and some run on stand-ins.</summary>
public sealed class DocumentedScriptTests : IDisposable
{
    /// <summary>An object with the attributes of a fitted MLPClassifier of two classes.</summary>
    private const string StandIn = """

        class Fitted:
            activation = "relu"
            out_activation_ = "logistic"
            feature_names_in_ = ["age", "fare \"£\""]
            coefs_ = [[[1.0, -2.0, 0.5], [0.25, 3.0, 1e-7]], [[1.5], [-1.0], [2.0]]]
            intercepts_ = [[0.5, -1.0, 0.1], [0.75]]

        dump(Fitted(), "fitted.relunet")
        Fitted.activation = "tanh"
        try:
            dump(Fitted(), "tanh.relunet")
        except KeyError:
            print("refused")
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [ScriptFact]
    public void What_scikit_learn_dumps_is_the_network()
    {
        folder.Write("dump.py", DocumentedScript.Of("formats.md", "def dump(") + StandIn);
        Assert.Equal("refused", DocumentedScript.Run(folder.Path, "dump.py").Trim());
        Network network = ModelFile.Read(Path.Combine(folder.Path, "fitted.relunet")).Network;
        Assert.Equal(["age", "fare \"£\""], network.Inputs.Select(static i => i.Name));
        Assert.Equal(Link.Sigmoid, network.Link);

        // x = (2, -1): hidden (2.25, 0, 1.1 - 1e-7).
        var output = new double[1];
        ReferenceForward.Run(network, [2, -1], output, new ulong[1]);
        Assert.Equal((1.5 * 2.25) + (2 * (1.1 - 1e-7)) + 0.75, output[0], 1e-6);
    }

    [ScriptTheory]
    [InlineData("formats.md", "import torch\n")]
    [InlineData("formats.md", "import torch.nn as nn")]
    [InlineData("formats.md", "def dump(")]
    [InlineData("preprocessing.md", "scaler.pkl")]
    [InlineData("preprocessing.md", "ColumnTransformer")]
    [InlineData("preprocessing.md", "vec_normalize.pkl")]
    public void Every_script_is_Python(string page, string mark)
    {
        folder.Write("script.py", DocumentedScript.Of(page, mark));
        folder.Write("parse.py", "import ast\nast.parse(open('script.py').read())\n");
        DocumentedScript.Run(folder.Path, "parse.py");
    }
}
