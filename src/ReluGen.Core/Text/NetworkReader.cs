using System;
using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Text;

/// <summary>Reads the canonical text form (.relunet): docs/relunet.md has the grammar.</summary>
/// <remarks>Allocates in proportion to the text: a size in a header is believed only as far as lines for it are there.</remarks>
public sealed class NetworkReader
{
    /// <summary>Most inputs, or neurons of a stage.</summary>
    public const int MostUnits = 1 << 20;

    /// <summary>Most stages: each is objects of some hundred bytes, however few neurons it has.</summary>
    public const int MostStages = 1 << 16;

    private readonly LineCursor cursor;
    private readonly CancellationToken cancellation;
    private readonly List<InputFeature> inputs = [];
    private readonly List<HiddenStage> stages = [];
    private readonly List<int[]> lines = [];
    private NetworkOrigin? origin;
    private Link? link;

    private NetworkReader(string text, CancellationToken cancellation)
    {
        cursor = new LineCursor(text);
        this.cancellation = cancellation;
    }

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="InputException">The text breaks the grammar; the error has line and column.</exception>
    public static NetworkDocument Read(string text, CancellationToken cancellation = default) =>
        new NetworkReader(text, cancellation).Document();

    private NetworkDocument Document()
    {
        if (!cursor.MoveNext() || cursor.Word("'relunet 1'") != "relunet")
        {
            throw cursor.Error("the file does not begin with 'relunet 1'; convert a model with 'relugen convert', or reference it as a ReluNetwork item");
        }

        if (cursor.Count("the format version", int.MaxValue) != 1)
        {
            throw cursor.Error("this version of ReluGen reads format version 1 only");
        }

        cursor.ExpectEnd();
        AffineStage? output = null;
        while (output is null)
        {
            output = HeaderOrStage(NextKeyword("stage or output"));
        }

        Network network;
        try
        {
            network = new Network(inputs, stages, output, link ?? Link.Identity, origin);
        }
        catch (ArgumentException e)
        {
            throw cursor.Error(e.Message.TrimEnd('.'));
        }

        NetworkDocument document = new RegionSection(cursor, cancellation, network).Read(new NeuronLines(lines));
        cursor.ExpectEnd();
        if (cursor.MoveNext())
        {
            throw cursor.Error("nothing may follow 'end'");
        }

        return document;
    }

    private string NextKeyword(string expected)
    {
        cancellation.ThrowIfCancellationRequested();
        return cursor.MoveNext() ? cursor.Word("a keyword") : throw cursor.Error($"the file ends where {expected} was expected");
    }

    /// <summary>Reads one header line or one stage; the output stage is returned.</summary>
    private AffineStage? HeaderOrStage(string keyword)
    {
        switch (keyword)
        {
            case "source":
                Source();
                return null;
            case "link":
                LinkLine();
                return null;
            case "input":
                Input();
                return null;
            case "stage":
                if (stages.Count == MostStages)
                {
                    throw cursor.Error($"more than {MostStages} stages");
                }

                (List<WeightBlock> blocks, float[] bias, float[] slopes) = Stage(stages.Count + 1, hidden: true);
                stages.Add(new HiddenStage(blocks, bias, slopes));
                return null;
            case "output":
                (List<WeightBlock> outputBlocks, float[] outputBias, _) = Stage(stages.Count + 1, hidden: false);
                return new AffineStage(outputBlocks, outputBias);
            default:
                throw cursor.Error($"'{keyword}' is not a keyword; expected source, link, input, stage or output");
        }
    }

    private void Source()
    {
        if (origin is not null || stages.Count > 0)
        {
            throw cursor.Error("'source' may stand once, before the first stage");
        }

        string name = cursor.Quoted("a file name");
        string hash = cursor.Word("a SHA-256 or -");
        origin = new NetworkOrigin(name, hash == "-" ? "" : hash);
        cursor.ExpectEnd();
    }

    private void LinkLine()
    {
        if (link is not null || stages.Count > 0)
        {
            throw cursor.Error("'link' may stand once, before the first stage");
        }

        string name = cursor.Word("a link");
        if (!LinkNames.TryParse(name, out Link parsed))
        {
            throw cursor.Error($"'{name}' is not a link; expected identity, sigmoid, softmax or tanh");
        }

        link = parsed;
        cursor.ExpectEnd();
    }

    private void Input()
    {
        if (stages.Count > 0 || inputs.Count == MostUnits)
        {
            throw cursor.Error(stages.Count > 0 ? "inputs must stand before the first stage" : $"more than {MostUnits} inputs");
        }

        string name = cursor.Quoted("the name of the input");
        double lower = double.NegativeInfinity;
        double upper = double.PositiveInfinity;
        if (!cursor.AtEnd)
        {
            lower = cursor.Bound("the lower bound");
            upper = cursor.Bound("the upper bound");
        }

        if (!(lower <= upper))
        {
            throw cursor.Error($"the domain of input '{name}' is empty");
        }

        cursor.ExpectEnd();
        inputs.Add(new InputFeature(name, lower, upper));
    }

    private (List<WeightBlock> Blocks, float[] Bias, float[] Slopes) Stage(int stage, bool hidden)
    {
        int width = (int)cursor.Count("the number of neurons", MostUnits);
        var sources = new List<int>();
        long fanIn = 0;
        while (!cursor.AtEnd)
        {
            int source = (int)cursor.Count("a source before this stage", stage - 1);
            if (sources.Count > 0 && source <= sources[sources.Count - 1])
            {
                throw cursor.Error("sources must be distinct and ascending");
            }

            sources.Add(source);
            fanIn += source == 0 ? inputs.Count : stages[source - 1].Width;
        }

        if (fanIn > MostUnits * 16L)
        {
            throw cursor.Error("the stage reads more values than this version accepts");
        }

        // Rows are collected as their lines come, so that memory follows the text and not the header.
        var rows = new List<float[]>();
        var rowLines = new List<int>();
        for (int i = 0; i < width; i++)
        {
            // Not NextKeyword: what it was to be is a text only for an error, and there may be a million neurons.
            string keyword = cursor.MoveNext() ? cursor.Word("a keyword") : throw cursor.Error($"the file ends where neuron {i} of {width} was expected");
            rows.Add(Neuron(keyword, (int)fanIn + (hidden ? 2 : 1), i, width));
            rowLines.Add(cursor.Line);
        }

        lines.Add(rowLines.ToArray());
        return Assemble(rows, sources, hidden);
    }

    private float[] Neuron(string keyword, int count, int neuron, int width)
    {
        if (keyword is not ("n" or "d"))
        {
            throw cursor.Error($"expected neuron {neuron} of {width}, a line that begins with n or d, not '{keyword}'");
        }

        float[] row;
        if (keyword == "n")
        {
            if (!cursor.CouldHold(count))
            {
                throw cursor.Error($"expected bias, slope (of a hidden neuron) and weights: base64 of {count} float32 numbers, which is {Base64.LengthOf(count * 4L)} characters");
            }

            row = new float[count];
            cursor.Singles(row, "the numbers of the neuron");
        }
        else
        {
            var numbers = new List<float>(Math.Min(count, 64));
            while (!cursor.AtEnd && numbers.Count < count)
            {
                numbers.Add(cursor.Single("a number"));
            }

            if (numbers.Count < count)
            {
                throw cursor.Error($"expected {count} numbers (bias, slope of a hidden neuron, weights), not {numbers.Count}");
            }

            row = numbers.ToArray();
        }

        cursor.ExpectEnd();
        return row;
    }

    private (List<WeightBlock> Blocks, float[] Bias, float[] Slopes) Assemble(List<float[]> rows, List<int> sources, bool hidden)
    {
        var bias = new float[rows.Count];
        var slopes = new float[hidden ? rows.Count : 0];
        for (int i = 0; i < rows.Count; i++)
        {
            bias[i] = rows[i][0];
            if (hidden)
            {
                slopes[i] = rows[i][1];
            }
        }

        var blocks = new List<WeightBlock>();
        int from = hidden ? 2 : 1;
        foreach (int source in sources)
        {
            int columns = source == 0 ? inputs.Count : stages[source - 1].Width;
            var values = new float[rows.Count * columns];
            for (int i = 0; i < rows.Count; i++)
            {
                Array.Copy(rows[i], from, values, i * columns, columns);
            }

            blocks.Add(new WeightBlock(source, rows.Count, columns, values));
            from += columns;
        }

        return (blocks, bias, slopes);
    }
}
