using System;
using System.Collections.Generic;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>The regions of one cell, found depth first; an unfinished one holds those found before its limit.</summary>
internal sealed class SubtreeSearch(SearchContext context)
{
    /// <summary>How often the limit is asked for and progress reported.</summary>
    private const long Interval = 4096;

    private readonly CellRunner runner = new(context);
    private readonly List<(Region Region, long Node)> found = [];

    /// <summary>Decisions made.</summary>
    public long Nodes => runner.Nodes;

    /// <summary>True if every region of the cell was found.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>The regions, each with the number of decisions made until it was found.</summary>
    public IReadOnlyList<(Region Region, long Node)> Found => found;

    /// <summary>Searches <paramref name="root"/>.</summary>
    /// <param name="root">The cell.</param>
    /// <param name="limit">Tells how many decisions are allowed; may fall while the search runs.</param>
    /// <param name="advanced">Told of nodes and regions found since the last time.</param>
    public void Run(Cell root, Func<long> limit, Action<long, long> advanced)
    {
        if (context.IsDecided(root))
        {
            IsFinished = true;
            AddRegion(root);
            advanced(0, 1);
            return;
        }

        var open = new Stack<Cell>();
        open.Push(root);
        long allowed = limit();
        long reportedNodes = 0;
        int reportedRegions = 0;
        IsFinished = true;
        while (open.Count > 0 && IsFinished)
        {
            Cell cell = open.Pop();
            (Cell Active, Cell Inactive)? parts = runner.Run(cell, allowed, out bool finished);
            IsFinished = finished;
            if (parts is not null)
            {
                open.Push(parts.Value.Inactive);
                open.Push(parts.Value.Active);
            }
            else if (finished)
            {
                AddRegion(cell);
            }

            if (Nodes - reportedNodes >= Interval || !finished || open.Count == 0)
            {
                advanced(Nodes - reportedNodes, found.Count - reportedRegions);
                (reportedNodes, reportedRegions) = (Nodes, found.Count);
                allowed = Math.Min(allowed, limit());
            }
        }
    }

    private void AddRegion(Cell cell)
    {
        Region region = context.RegionOf(cell);
        if (cell.Proof is not null)
        {
            cell.Proof.Region = region;
        }

        found.Add((region, Nodes));
    }
}
