using System;
using System.IO;
using ReluGen.Tool.Output;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Output;

public class OutputFileTests
{
    [Fact]
    public void A_failure_leaves_what_was_there()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("out", "old");

        Assert.Throws<InvalidOperationException>(() => OutputFile.Write(path, TextWriter.Null, static writer =>
        {
            writer.Write("half");
            throw new InvalidOperationException();
        }));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["out"], folder.Files);
    }

    [Fact]
    public void A_failure_leaves_nothing_on_stdout()
    {
        using var standard = new StringWriter();

        Assert.Throws<InvalidOperationException>(() => OutputFile.Write(null, standard, static writer =>
        {
            writer.Write("half");
            throw new InvalidOperationException();
        }));

        Assert.Equal("", standard.ToString());
    }

    [Fact]
    public void A_link_stays_a_link()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.Of("link"), "target");

        OutputFile.Write(folder.Of("link"), TextWriter.Null, static writer => writer.Write("first"));
        OutputFile.Write(folder.Of("link"), TextWriter.Null, static writer => writer.Write("second"));

        Assert.Equal("second", File.ReadAllText(folder.Of("target")));
        Assert.Equal("target", new FileInfo(folder.Of("link")).LinkTarget);
    }

    [Fact]
    public void A_device_stays_a_device()
    {
        OutputFile.Write("/dev/null", TextWriter.Null, static writer => writer.Write("lost"));

        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("absent/out")]
    [InlineData(".")]
    [InlineData("/")]
    public void What_cannot_be_a_file_is_an_error(string path)
    {
        var error = Assert.Throws<CommandException>(() => OutputFile.Write(path, TextWriter.Null, static writer => writer.Write("never")));

        Assert.StartsWith(path + ": error: the file cannot be written: ", error.Message);
    }
}
