using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Generator.Tests.Harness;

namespace ReluGen.Generator.Tests.Facts;

/// <summary>The page of a kind of fact in docs/diagnostics: its example network and what a build says about it.</summary>
internal sealed class FactPage(FactKind kind)
{
    private const string Source = "[ReluGen.ReluNetwork(\"net.relunet\")] public partial class C;";

    private static readonly Regex Fences = new("^```relunet\n(?<network>.*?)^```\n\n```\n(?<messages>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline);

    public string Path { get; } = InRepository($"docs/diagnostics/{kind.Id}.md");

    public string Text => File.ReadAllText(Path);

    /// <summary>The example, null on the one page that has none.</summary>
    public string? Network => Example is { Success: true } example ? example.Groups["network"].Value : null;

    /// <summary>What the page says that a build says.</summary>
    public string Messages
    {
        get => Example.Groups["messages"].Value;
        set
        {
            Group old = Example.Groups["messages"];
            File.WriteAllText(Path, Text[..old.Index] + value + Text[(old.Index + old.Length)..]);
        }
    }

    private Match Example => Fences.Match(Text);

    /// <summary>A file of the repository.</summary>
    public static string InRepository(string relative, [CallerFilePath] string caller = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(caller)!, "../../..", relative));

    /// <summary>What a build says of a network.</summary>
    public static IReadOnlyList<Diagnostic> Build(string network, string diagnostics = "", string model = "net.relunet") =>
        new GeneratorHarness(Source.Replace("net.relunet", model), new NetworkText("net.relunet", network, model, model, Diagnostics: diagnostics)).Diagnostics;

    /// <summary>A diagnostic as the compiler prints it.</summary>
    public static string Format(Diagnostic diagnostic) => diagnostic.ToString();
}
