using System;
using System.Collections.Generic;
using System.Threading;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Text;

/// <summary>Reads what follows the output of a network: the known regions, and <c>end</c>.</summary>
internal sealed class RegionSection(LineCursor cursor, CancellationToken cancellation, Network network)
{
    private readonly List<KnownRegion> regions = [];
    private readonly HashSet<BitPattern> seen = [];
    private string keyword = "";
    private long rowsLeft;

    /// <summary>Reads the section; the cursor stands behind <c>end</c> afterwards.</summary>
    public NetworkDocument Read(NeuronLines lines)
    {
        Next("samples, complete, cut or end");
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

        return new NetworkDocument(network, samples, lines, regions, complete) { Cut = cut };
    }

    private void Next(string expected)
    {
        cancellation.ThrowIfCancellationRequested();
        keyword = cursor.MoveNext() ? cursor.Word("a keyword") : throw cursor.Error($"the file ends where {expected} was expected");
    }

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
        if (!BitPattern.TryParse(text == "-" ? "" : text, out BitPattern? pattern) || pattern!.Length != network.HiddenNeuronCount)
        {
            throw cursor.Error($"expected a pattern of {network.HiddenNeuronCount} characters 0 and 1");
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
