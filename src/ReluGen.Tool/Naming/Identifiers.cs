using System.IO;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace ReluGen.Tool.Naming;

/// <summary>Names of classes and namespaces that come from the user or from a file name.</summary>
internal static class Identifiers
{
    /// <summary>The name of the class for a model whose file name has no letter in it.</summary>
    public const string Fallback = "Network";

    /// <summary>
    /// True for a letter or underscore followed by letters, digits and underscores. C# allows more, among it invisible characters;
    /// a name that a person cannot read is refused.
    /// </summary>
    public static bool IsPlain(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(static c => c == '_' || (char.IsLetterOrDigit(c) && SyntaxFacts.IsIdentifierPartCharacter(c)));

    /// <summary>True for plain names with dots between them.</summary>
    public static bool IsPlainNamespace(string name) => name.Split('.').All(IsPlain);

    /// <summary>The file's name without extension in PascalCase: <c>mnist-net_256x2.onnx</c> gives <c>MnistNet256x2</c>.</summary>
    public static string OfFile(string path)
    {
        var name = new StringBuilder();
        bool startsWord = true;
        foreach (char c in Path.GetFileNameWithoutExtension(path))
        {
            if (c == '_' || !IsPlain("_" + c))
            {
                startsWord = true;
                continue;
            }

            name.Append(startsWord ? char.ToUpperInvariant(c) : c);
            startsWord = false;
        }

        return name.Length == 0 ? Fallback : char.IsLetter(name[0]) ? name.ToString() : Fallback + name;
    }
}
