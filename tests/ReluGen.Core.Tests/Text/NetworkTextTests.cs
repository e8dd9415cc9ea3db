using System;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Core.Text;

namespace ReluGen.Core.Tests.Text;

/// <summary>The canonical text form: round trips bit for bit, and every error has a place.</summary>
public sealed class NetworkTextTests
{
    private const string Small =
        """
        relunet 1
        # two neurons by hand
        source "a \"b\"\u000a.onnx" 00ff
        link tanh
        input "x" -1 1.5
        input "y"
        stage 2 0
        d 0.1 0 1 -2
          n AACAPwAAAAAAAABAAABAQA==
        output 1 0 1
        d -0 1e-3 2 inf nan
        end
        """;

    [Fact]
    public void Reads_what_stands_there()
    {
        NetworkDocument document = NetworkReader.Read(Small);
        Network network = document.Network;
        Assert.Equal(new NetworkOrigin("a \"b\"\n.onnx", "00ff"), network.Origin);
        Assert.Equal(Link.Tanh, network.Link);
        Assert.Equal([new InputFeature("x", -1, 1.5), new InputFeature("y")], network.Inputs);
        HiddenStage stage = Assert.Single(network.Stages);
        Assert.Equal([0.1f, 1f], stage.Bias.ToArray());
        Assert.Equal([1f, -2f, 2f, 3f], stage.Blocks[0].Values.ToArray());
        Assert.Equal([0, 1], network.Output.Blocks.Select(static b => b.Source));
        Assert.True(float.IsNegative(network.Output.Bias[0]));
        Assert.Equal([float.PositiveInfinity, float.NaN], network.Output.Blocks[1].Values.ToArray());
        Assert.Equal((8, 9, 11), (document.Lines.Of(1, 0), document.Lines.Of(1, 1), document.Lines.Of(2, 0)));
    }

    [Fact]
    public void Any_bits_survive_a_round_trip()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<string>(), static (bits, name) =>
        {
            int inputs = Math.Max(1, bits.Length % 5);
            float[] values = bits.Concat(Enumerable.Range(0, 40)).Select(BitConverter.Int32BitsToSingle).ToArray();
            var stage = new HiddenStage([new WeightBlock(0, 2, inputs, values[..(2 * inputs)])], values[10..12], values[12..14]);
            var output = new AffineStage([new WeightBlock(0, 1, inputs, values[14..(14 + inputs)]), new WeightBlock(1, 1, 2, values[20..22])], values[22..23]);
            InputFeature[] features = Enumerable.Range(0, inputs).Select(i => new InputFeature(name + "\u2028\"\\" + i, -1.1 / (i + 1), double.PositiveInfinity)).ToArray();
            var network = new Network(features, [stage], output, Link.Softmax, new NetworkOrigin(name + "?", ""));
            BitPattern.TryParse("10", out BitPattern? pattern);
            var samples = new SampleSummary(name + ".csv", 7, 3);
            double[] witness = Enumerable.Range(0, inputs).Select(i => BitConverter.Int64BitsToDouble((long)bits.Length << 40) + values[i]).Select(static value => double.IsFinite(value) ? value : 0.1).ToArray();
            string text = NetworkWriter.Write(new NetworkDocument(network).WithRegions(samples, [new KnownRegion(pattern!, 7, witness)]).WithCut(name));
            NetworkDocument read = NetworkReader.Read(text);
            Assert.All(text, static c => Assert.True(c is '\n' or >= ' ' and <= '~'));
            Assert.Equal(network, read.Network);
            Assert.Equal(network.Origin, read.Network.Origin);
            Assert.Equal(samples, read.Samples);
            Assert.Equal(name, read.Cut);
            Assert.Equal(witness, Assert.Single(read.Regions).Witness);
            Assert.Equal(text, NetworkWriter.Write(read));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("", 1, "relunet 1")]
    [InlineData("MZ\0\0", 1, "relunet 1")]
    [InlineData("relunet 2\n", 1, "version 1")]
    [InlineData("relunet 1\nlink cube\n", 2, "'cube'")]
    [InlineData("relunet 1\ninput \"x\n", 2, "not closed")]
    [InlineData("relunet 1\ninput \"x\" 2 1\n", 2, "empty")]
    [InlineData("relunet 1\ninput \"x\" nan 1\n", 2, "lower bound")]
    [InlineData("relunet 1\ninput \"x\"\nstage 2000000000 0\n", 3, "number of neurons")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1000000 0\n", 4, "ends where neuron 0")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 1\n", 3, "source")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0 0\n", 3, "ascending")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nn AAAA\n", 4, "16 characters")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nn AAAAAAAAAAAAAA!A\n", 4, "base64")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nd 1 2\n", 4, "expected 3 numbers")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nd 1 2 3 4\n", 4, "nothing more")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nd 1 2 3\n", 5, "ends where stage or output")]
    [InlineData("relunet 1\noutput 1\nd 1\nend\n", 3, "no inputs")]
    [InlineData("relunet 1\ninput \"x\"\ninput \"x\"\noutput 1\nd 1\nend\n", 5, "Two inputs")]
    [InlineData("relunet 1\ninput \"x\"\nstage 0\noutput 1\nd 1\nend\n", 5, "no neurons")]
    [InlineData("relunet 1\ninput \"x\"\noutput 1\nd 1\nend\nmore\n", 6, "follow 'end'")]
    [InlineData("relunet 1\ninput \"x\"\noutput 1\nd 1\nsamples \"s\" 3\nregion 01 1 AAAAAA==\nend\n", 6, "pattern of 0")]
    [InlineData("relunet 1\nlink tanh\nlink tanh\n", 3, "once")]
    [InlineData("relunet 1\nsource \"a\" -\nsource \"a\" -\n", 3, "once")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nd 1 2 3\nlink tanh\n", 5, "before the first stage")]
    [InlineData("relunet 1\ninput \"x\"\noutput 1\nd 1\nsamples \"s\" 3\nregion - 1 AAAAAA==\nregion - 1 AAAAAA==\nend\n", 7, "twice")]
    [InlineData("relunet 1\ninput \"x\"\noutput 1\nd 1\nsamples \"s\" 3\nregion - 1 AADAfw==\nend\n", 6, "not finite")]
    [InlineData("relunet 1\ninput \"x\"\noutput 1\nd 1\nsamples \"s\" 3\nregion - 4 AAAAAA==\nend\n", 6, "0 to 3")]
    [InlineData("relunet 1\ninput \"x\"\noutput 1\nd 1\nsamples \"s\" 3 4\nend\n", 5, "0 to 3")]
    [InlineData("relunet 1\ninput \"x\"\noutput 1\nd 1\nregion - 0 AAAAAA==\nend\n", 5, "expected 'end'")]
    [InlineData("relunet 1\ninput \"x\" 0 1\noutput 1\nd 1\nsamples \"s\" 3\nregion - 1 AAAAAAA=\nend\n", 6, "12 characters, not 8")]
    [InlineData("relunet 1\ninput \"x\" 0\noutput 1\nd 1\ncomplete 1 1\nend\n", 2, "upper bound")]
    [InlineData("relunet 1\ninput \"x\" 0 inf\noutput 1\nd 1\ncomplete 1 1\nend\n", 5, "unbounded")]
    [InlineData("relunet 1\ninput \"x\" 0 1\noutput 1\nd 1\ncomplete 1 1\nend\n", 6, "expected the 1 regions")]
    [InlineData("relunet 1\ninput \"x\" 0 1\noutput 1\nd 1\ncomplete 1 1\nregion - 1 AAAAAAAA4D8=\nend\n", 6, "0 to 0")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nd 1 0 3\noutput 1 1\nd 1 2\nlayout 1:1\nend\n", 7, "cannot be bit 1 of 1")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nd 1 0 3\noutput 1 1\nd 1 2\nlayout zero:3\nend\n", 7, "are no bits")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nd 1 0 3\noutput 1 1\nd 1 2\nlayout 0\nend\n", 7, "a colon")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nd 1 0 3\noutput 1 1\nd 1 2\nlayout two:1\nend\n", 7, "expected zero, one")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nd 1 0 3\noutput 1 1\nd 1 2\nlayout 0:0\nend\n", 7, "a number of bits")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nd 1 0 3\noutput 1 1\nd 1 2\nlayout zero:99999999 0:1\nend\n", 7, "a number of bits")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nd 1 0 3\noutput 1 1\nd 1 2\nlayout -1:1\nend\n", 7, "expected zero, one")]
    [InlineData("relunet 1\ninput \"x\"\nstage 1 0\nd 1 0 3\noutput 1 1\nd 1 2\nlayout 0:1 one:1\nsamples \"s\" 1\nregion 0 1 AAAAAAAA4D8=\nend\n", 9, "pattern of 2")]
    [InlineData("relunet 1\ninput \"x\"\noutput 1\nd 1\nclass \"a\"\nend\n", 6, "two for a single output; there are 1 for 1")]
    [InlineData("relunet 1\ninput \"x\"\noutput 1\nd 1\nclass \"a\"\nclass \"b\"\nclass \"c\"\nend\n", 7, "more classes than 1 outputs")]
    [InlineData("relunet 1\ninput \"x\"\noutput 1\nd 1\nclass a\nend\n", 5, "the name of a class")]
    [InlineData("relunet 1\ninput \"x\"\noutput 1\nd 1\nsamples \"s\" 3\nclass \"a\"\nend\n", 6, "expected 'end'")]
    public void Errors_have_a_line_and_say_what_was_expected(string text, int line, string part)
    {
        InputError error = Assert.Throws<InputException>(() => NetworkReader.Read(text)).Error;
        Assert.Equal(line, error.Line);
        Assert.True(error.Column > 0);
        Assert.Contains(part, error.Message);
        Assert.Equal(InputErrorIds.Syntax, error.Id);
    }

    [Fact]
    public void Names_of_classes_stand_behind_the_output()
    {
        const string text = "relunet 1\nlink softmax\ninput \"x\" -inf inf\noutput 2\nn AAAAAA==\nn AAAAAA==\nclass \"ham \\\"\\u00e9\"\nclass \"spam\"\nsamples \"s\" 3 0\nend\n";
        NetworkDocument document = NetworkReader.Read(text);
        Assert.Equal(["ham \"é", "spam"], document.ClassLabels);
        Assert.Equal(text, NetworkWriter.Write(document));
    }

    [Fact]
    public void A_layout_is_read_as_it_was_written()
    {
        const string Text = "relunet 1\nlink identity\ninput \"x\" 0 1\nstage 2 0\nd 1 0 3\nd 2 0 4\noutput 1 1\nd 1 2 3\nlayout zero:2 0:2 one:1 1:1\nend\n";
        NetworkDocument document = NetworkReader.Read(Text);
        Assert.Equal("000111", document.Layout!.Expand(Pattern("01")).ToString());
        Assert.Equal("01", document.Layout.Compress(Pattern("110101")).ToString());
        string written = NetworkWriter.Write(document);
        Assert.Contains("\nlayout zero:2 0:2 one:1 1:1\nend\n", written);
        Assert.Equal(written, NetworkWriter.Write(NetworkReader.Read(written)));

        static BitPattern Pattern(string text) => BitPattern.TryParse(text, out BitPattern? pattern) ? pattern! : throw new ArgumentException(text);
    }

    [Fact]
    public void A_complete_list_is_read_with_or_without_samples()
    {
        const string Network = "relunet 1\nlink identity\ninput \"x\" 0 1\noutput 1\nd 1\n";
        NetworkDocument document = NetworkReader.Read(Network + "complete 1 9\nregion - 0 AAAAAAAA4D8=\nend\n");
        Assert.Equal(new CompleteSummary(1, 9), document.Complete);
        Assert.Null(document.Samples);
        Assert.Equal([0.5], Assert.Single(document.Regions).Witness);
        Assert.Equal(NetworkWriter.Write(document), NetworkWriter.Write(NetworkReader.Read(NetworkWriter.Write(document))));

        NetworkDocument counted = NetworkReader.Read(Network + "samples \"s.csv\" 5\ncomplete 1 9\nregion - 4 AAAAPw==\nend\n");
        Assert.Equal((1L, 4L), (counted.Samples!.VisitedCount, counted.Regions[0].Count));
        Assert.Equal([0.5], counted.Regions[0].Witness);
    }

    [Fact]
    public void Every_prefix_of_a_file_is_an_error_and_never_a_crash()
    {
        for (int length = 0; length < Small.Length - 3; length++)
        {
            Assert.Throws<InputException>(() => NetworkReader.Read(Small[..length]));
        }
    }
}
