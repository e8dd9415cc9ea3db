using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Tests;

/// <summary>The Python scripts of docs/formats.md. Neither PyTorch nor scikit-learn is needed: one is parsed, the other run on a stand-in.</summary>
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

    [PythonFact]
    public void What_scikit_learn_dumps_is_the_network()
    {
        Assert.Equal("refused", Python(folder.Write("dump.py", Script("def dump(") + StandIn)).Trim());
        Network network = ModelFile.Read(Path.Combine(folder.Path, "fitted.relunet")).Network;
        Assert.Equal(["age", "fare \"£\""], network.Inputs.Select(static i => i.Name));
        Assert.Equal(Link.Sigmoid, network.Link);

        // x = (2, -1): hidden (2.25, 0, 1.1 - 1e-7).
        var output = new double[1];
        ReferenceForward.Run(network, [2, -1], output, new ulong[1]);
        Assert.Equal((1.5 * 2.25) + (2 * (1.1 - 1e-7)) + 0.75, output[0], 1e-6);
    }

    [PythonTheory]
    [InlineData("import torch\n")]
    [InlineData("import torch.nn as nn")]
    [InlineData("def dump(")]
    public void Every_script_is_Python(string mark) =>
        Python(folder.Write("parse.py", "import ast\nast.parse(open('script.py').read())\n"), folder.Write("script.py", Script(mark)));

    /// <summary>The block of the page that has the mark in it.</summary>
    private static string Script(string mark)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "docs", "formats.md")))
        {
            root = root.Parent;
        }

        string page = File.ReadAllText(Path.Combine(root!.FullName, "docs", "formats.md")).ReplaceLineEndings("\n");
        return Regex.Matches(page, "```python\n(.*?)```", RegexOptions.Singleline).Select(static m => m.Groups[1].Value).Single(script => script.Contains(mark, StringComparison.Ordinal));
    }

    private string Python(params string[] files)
    {
        using Process process = Process.Start(new ProcessStartInfo("python3", [files[0]]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = process.StandardOutput.ReadToEnd();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors);
        return output;
    }

    /// <summary>Why there is no Python; null where there is.</summary>
    private static string? WhyNot()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("python3", "--version") { RedirectStandardOutput = true })!;
            process.WaitForExit();
            return null;
        }
        catch (Win32Exception)
        {
            return "python3 was not found: install it to run the scripts of docs/formats.md";
        }
    }

    private sealed class PythonFactAttribute : FactAttribute
    {
        public PythonFactAttribute() => Skip = WhyNot();
    }

    private sealed class PythonTheoryAttribute : TheoryAttribute
    {
        public PythonTheoryAttribute() => Skip = WhyNot();
    }
}
