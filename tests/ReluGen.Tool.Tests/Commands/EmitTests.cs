using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

public class EmitTests
{
    [Theory]
    [InlineData("titanic.relunet", "Titanic")]
    [InlineData("mnist-net_256x2.relunet", "MnistNet256x2")]
    [InlineData("2 layers.relunet", "Network2Layers")]
    [InlineData("-.relunet", "Network")]
    [InlineData("class.relunet", "Class")]
    [InlineData("pattern.relunet", "PatternNetwork")]
    [InlineData("x; } class y.relunet", "XClassY")]
    public async Task The_class_is_named_after_the_file(string file, string name)
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync("emit", folder.Write(file, Models.Leaky), "-o", folder.Of("out.cs"))).Done();

        Assert.Equal(name, ClassOf(File.ReadAllText(folder.Of("out.cs"))));
    }

    [Theory]
    [InlineData("My.Models", "Titanic")]
    [InlineData("@", "class")]
    [InlineData("namespace.record", "_1")]
    public async Task Generated_code_compiles_under_the_names_that_are_given(string ns, string name)
    {
        using var folder = new TemporaryFolder();
        string[] options = ns == "@" ? ["--class", name] : ["--class", name, "--namespace", ns];

        string code = (await ToolResult.OfAsync(["emit", folder.Write("m.relunet", Models.Leaky), .. options])).Done().Output;

        Assert.Empty(Compilation.ErrorsOf(code));
        Assert.Equal(name, ClassOf(code));
    }

    [Theory]
    [InlineData("--class", "")]
    [InlineData("--class", "a b")]
    [InlineData("--class", "1a")]
    [InlineData("--class", "A { } class B")]
    [InlineData("--class", "A.B")]
    [InlineData("--class", "A\u202eB")]
    [InlineData("--class", "@class")]
    [InlineData("--namespace", "")]
    [InlineData("--namespace", "A..B")]
    [InlineData("--namespace", "A;using B")]
    [InlineData("--namespace", "A.")]
    public async Task A_name_that_is_no_identifier_is_refused(string option, string name)
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync("emit", folder.Write("m.relunet", Models.Leaky), option, name)).Refused("cannot name a");
    }

    [Theory]
    [InlineData("--class", "Pattern")]
    [InlineData("--class", "Forward")]
    [InlineData("--class", "Vector128")]
    [InlineData("--class", "InputCount")]
    [InlineData("--namespace", "My.Span")]
    public async Task A_name_that_the_code_uses_itself_is_refused(string option, string name)
    {
        using var folder = new TemporaryFolder();

        (await ToolResult.OfAsync("emit", folder.Write("m.relunet", Models.Leaky), option, name)).Refused("uses the name", name.Split('.')[^1]);
    }

    [Fact]
    public async Task Hostile_names_stay_inside_their_literals_and_comments()
    {
        using var folder = new TemporaryFolder();

        string code = (await ToolResult.OfAsync("emit", folder.Write("m.relunet", Models.Hostile))).Done().Output;

        Assert.Empty(Compilation.ErrorsOf(code));
        Assert.DoesNotContain(code, static c => c != '\n' && c is < ' ' or > '~');
        string[] types = CSharpSyntaxTree.ParseText(code).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Select(static type => type.Identifier.ValueText).ToArray();
        Assert.DoesNotContain("Evil", types);
    }

    [Fact]
    public async Task The_same_model_gives_the_same_text_in_a_file_and_on_stdout()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Skip);

        ToolResult toStandard = (await ToolResult.OfAsync("emit", model)).Done();
        (await ToolResult.OfAsync("emit", model, "-o", folder.Of("m.cs"))).Done();

        Assert.Equal(toStandard.Output, File.ReadAllText(folder.Of("m.cs")));
        Assert.Equal(["m.cs", "m.relunet"], folder.Files);
    }

    [Fact]
    public async Task A_weight_that_is_not_finite_is_an_error_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.NotFinite);

        (await ToolResult.OfAsync("emit", model, "-o", folder.Of("m.cs"))).Refused("m.relunet(5,1): error RLG2001: ", "NaN");
        Assert.Equal(["m.relunet"], folder.Files);
    }

    private static string ClassOf(string code) =>
        CSharpSyntaxTree.ParseText(code).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().First().Identifier.ValueText;
}
