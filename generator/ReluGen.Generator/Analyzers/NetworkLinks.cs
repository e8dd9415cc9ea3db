using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ReluGen.Core.Networks;
using ReluGen.Generator.Inputs;

namespace ReluGen.Generator.Analyzers;

/// <summary>The links of the project's networks. A file is read when an analyzer first asks, and once while its content is the same.</summary>
internal sealed class NetworkLinks(AnalyzerOptions options)
{
    private static readonly ConditionalWeakTable<SourceText, StrongBox<Link?>> Known = new();

    /// <summary>
    /// True if the network has no link, so that Predict computes what Forward computes. False too if its file is not in this project.
    /// </summary>
    public bool IsIdentity(INamedTypeSymbol network, CancellationToken cancellation)
    {
        AttributeData? attribute = network.GetAttributes().FirstOrDefault(static a => a.AttributeClass?.ToDisplayString() == TargetClass.AttributeName);
        if (attribute is not { ConstructorArguments: { Length: 1 } arguments } || arguments[0].Value is not string name)
        {
            return false;
        }

        NamedText[] named = options.AdditionalFiles
            .Where(NamedText.IsNetwork)
            .Select(text => NamedText.From(text, options.AnalyzerConfigOptionsProvider.GetOptions(text)))
            .Named(name);
        return named.Length == 1 && named[0].Text.GetText(cancellation) is { } content
            && Known.GetValue(content, _ => new StrongBox<Link?>(NetworkFile.Read(named[0], cancellation).Document?.Network.Link)).Value == Link.Identity;
    }
}
