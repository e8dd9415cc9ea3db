using ReluGen.Generator.Emission;
using ReluGen.Tool.Naming;

namespace ReluGen.Tool.Tests.Naming;

public class IdentifiersTests
{
    [Theory]
    [InlineData("titanic.onnx", "Titanic")]
    [InlineData("/a/b/ACASXU_run2a_2_2.nnet", "ACASXURun2a22")]
    [InlineData("модель.onnx", "Модель")]
    [InlineData("3x3.onnx", "Network3x3")]
    [InlineData("*/ #error\n.onnx", "Error")]
    [InlineData("\u202e\u200b.onnx", "Network")]
    [InlineData(".onnx", "Network")]
    public void A_file_name_gives_a_plain_identifier(string path, string expected)
    {
        Assert.Equal(expected, Identifiers.OfFile(path));
        Assert.True(Identifiers.IsPlain(expected));
    }

    [Theory]
    [InlineData("class", "@class")]
    [InlineData("record", "@record")]
    [InlineData("Titanic", "Titanic")]
    public void Keywords_are_escaped(string name, string expected) => Assert.Equal(expected, CSharpNames.Escape(name));
}
