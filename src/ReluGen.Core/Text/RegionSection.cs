using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Text;

/// <summary>Reads what follows the output of a network: names of classes, the layout of the pattern, the known regions, and <c>end</c>.</summary>
internal sealed class RegionSection(LineCursor cursor, CancellationToken cancellation, Network network)
{
    private readonly List<KnownRegion> regions = [];
    private readonly HashSet<BitPattern> seen = [];
    private PatternLayout? layout;
    private string keyword = "";
    private long rowsLeft;

    /// <summary>Reads the section; the cursor stands behind <c>end</c> afterwards.</summary>
    public NetworkDocument Read(NeuronLines lines)
    {
        Next("class, layout, samples, complete, cut or end");
        List<string> labels = Classes();
        layout = keyword == "layout" ? Layout() : null;
        SampleSummary? samples = keyword == "samples" ? Samples() : null;
        CompleteSummary? complete = keyword == "complete" ? Complete() : null;
        string? cut = keyword == "cut" && complete is null ? Cut() : null;
        while (keyword == "region" && (samples is not null || complete is not null))
        {
            regions.Add(Region());
            Next("region or end");
        }

        if (keyword != "end")
        {
            throw cursor.Error($"expected 'end', not '{keyword}'");
        }

        if (complete is not null && regions.Count < complete.RegionCount)
        {
            throw cursor.Error($"expected the {complete.RegionCount} regions of the complete list, not {regions.Count}");
        }

        if (samples is { VisitedCount: < 0 })
        {
            samples = samples with { VisitedCount = regions.FindAll(static region => region.Count > 0).Count };
        }

        return new NetworkDocument(network, samples, lines, regions, complete) { Cut = cut, Layout = layout, ClassLabels = labels };
    }

    private int BitCount => layout?.BitCount ?? network.HiddenNeuronCount;

    private void Next(string expected)
    {
        cancellation.ThrowIfCancellationRequested();
        keyword = cursor.MoveNext() ? cursor.Word("a keyword") : throw cursor.Error($"the file ends where {expected} was expected");
    }

    /// <summary>One name an output, or two of a single output.</summary>
    private List<string> Classes()
    {
        var labels = new List<string>();
        while (keyword == "class")
        {
            labels.Add(cursor.Quoted("the name of a class"));
            cursor.ExpectEnd();
            if (labels.Count > Math.Max(2, network.OutputCount))
            {
                throw cursor.Error($"there are more classes than {network.OutputCount} outputs stand for");
            }

            Next("class, layout, samples, complete, cut or end");
        }

        return labels.Count == 0 || NetworkDocument.IsClassCount(labels.Count, network.OutputCount)
            ? labels
            : throw cursor.Error($"expected a class for each output, or two for a single output; there are {labels.Count} for {network.OutputCount}");
    }

    private PatternLayout Layout()
    {
        var places = new List<int>();
        while (!cursor.AtEnd)
        {
            Run(places);
        }

        try
        {
            var read = new PatternLayout(network.HiddenNeuronCount, [.. places]);
            Next("samples, complete, cut or end");
            return read;
        }
        catch (ArgumentException e)
        {
            throw cursor.Error(e.Message.TrimEnd('.'));
        }
    }

    /// <summary>A piece of the layout: what its first bit is, a colon, the number of bits.</summary>
    private void Run(List<int> places)
    {
        string run = cursor.Word("a piece of the layout");
        int colon = run.IndexOf(':');
        string what = colon < 0 ? run : run.Substring(0, colon);
        int place = what == "zero" ? PatternLayout.Zero : what == "one" ? PatternLayout.One : NumberOf(what);
        int count = colon < 0 ? -1 : NumberOf(run.Substring(colon + 1));
        if (count <= 0 || (place < 0 && what is not ("zero" or "one")) || count > NetworkReader.MostUnits - places.Count)
        {
            throw cursor.Error("expected zero, one or the number of a neuron's bit, a colon and a number of bits");
        }

        for (int i = 0; i < count; i++)
        {
            places.Add(place < 0 ? place : place + i);
        }
    }

    /// <summary>A whole number; -1 for anything else.</summary>
    private static int NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < NetworkReader.MostUnits ? number : -1;

    /// <summary>Reads the line; a number of visited regions that is not there is -1 until the regions have been read.</summary>
    private SampleSummary Samples()
    {
        string name = cursor.Quoted("the name of the sample file");
        long rows = cursor.Count("the number of rows", long.MaxValue);
        long visited = cursor.AtEnd ? -1 : cursor.Count("the number of regions that the rows visit", rows);
        cursor.ExpectEnd();
        rowsLeft = rows;
        Next("complete, cut, region or end");
        return new SampleSummary(name, rows, visited);
    }

    private CompleteSummary Complete()
    {
        foreach (InputFeature input in network.Inputs)
        {
            if (double.IsInfinity(input.Lower) || double.IsInfinity(input.Upper))
            {
                throw cursor.Error($"the list of regions cannot be complete where input '{input.Name}' is unbounded");
            }
        }

        long count = cursor.Count("the number of regions", int.MaxValue);
        long nodes = cursor.Count("the number of nodes", long.MaxValue);
        cursor.ExpectEnd();
        Next("region or end");
        return new CompleteSummary(count, nodes);
    }

    private string Cut()
    {
        string reason = cursor.Quoted("why regions are left out");
        cursor.ExpectEnd();
        Next("region or end");
        return reason;
    }

    private KnownRegion Region()
    {
        string text = cursor.Word("a pattern");
        if (!BitPattern.TryParse(text == "-" ? "" : text, out BitPattern? pattern) || pattern!.Length != BitCount)
        {
            throw cursor.Error($"expected a pattern of {BitCount} characters 0 and 1");
        }

        if (!seen.Add(pattern))
        {
            throw cursor.Error("the pattern stands twice");
        }

        long count = cursor.Count("the number of rows in the region", rowsLeft);
        rowsLeft -= count;
        double[] witness = cursor.Point(network.InputCount);
        if (!Array.TrueForAll(witness, static value => !double.IsNaN(value) && !double.IsInfinity(value)))
        {
            throw cursor.Error("the point of the region is not finite");
        }

        cursor.ExpectEnd();
        return new KnownRegion(pattern, count, witness);
    }
}
