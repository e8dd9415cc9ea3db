using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using ReluGen.Core.Analysis.Regions.Certificates;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>
/// Splits the domain into a fixed number of cells, searches these on several threads and joins the results in the order of a
/// serial search, so that neither the regions nor the point where a budget runs out depend on the threads.
/// </summary>
internal sealed class ParallelSearch(
    SearchContext context,
    RegionDomain domain,
    RegionOptions options,
    IProgress<RegionProgress>? progress)
{
    /// <summary>Enough cells that threads finish at about the same time; the number must not depend on the machine.</summary>
    private const int FrontierSize = 256;

    private readonly List<Region> regions = [];
    private long nodesSeen;
    private long regionsSeen;

    /// <summary>Runs the search.</summary>
    public RegionEnumeration Run()
    {
        Cell root = context.Root();
        ProofNode? proof = root.Proof;
        List<Cell> frontier = Spread(root, out long nodes, out bool complete);
        if (complete)
        {
            var budget = new SharedBudget(options.NodeBudget - nodes, frontier.Count);
            SubtreeSearch?[] searches = SearchAll(frontier, budget);
            complete = Join(searches, options.NodeBudget - nodes, out long spent);
            nodes += spent;
        }
        else
        {
            regions.AddRange(frontier.FindAll(context.IsDecided).ConvertAll(context.RegionOf));
        }

        // The active side of every cut comes first, which is the greater pattern.
        regions.Reverse();
        RegionCertificate? certificate = complete && proof is not null
            ? new RegionCertificate(context.Network.ContentHash, domain, proof)
            : null;
        return new RegionEnumeration(complete, nodes, regions, certificate);
    }

    /// <summary>Splits breadth first until there are enough cells, in the order of a serial search; not complete if the budget ends before.</summary>
    private List<Cell> Spread(Cell root, out long nodes, out bool complete)
    {
        var runner = new CellRunner(context);
        List<Cell> open = [root];
        complete = true;
        for (bool grew = true; complete && grew && open.Count < FrontierSize;)
        {
            grew = false;
            var next = new List<Cell>();
            foreach (Cell cell in open)
            {
                (Cell Active, Cell Inactive)? parts = complete && !context.IsDecided(cell) ? runner.Run(cell, options.NodeBudget, out complete) : null;
                grew |= parts is not null;
                next.AddRange(parts is null ? [cell] : [parts.Value.Active, parts.Value.Inactive]);
            }

            open = next;
        }

        nodes = runner.Nodes;
        Advance(nodes, found: 0);
        return open;
    }

    private SubtreeSearch?[] SearchAll(List<Cell> frontier, SharedBudget budget)
    {
        var searches = new SubtreeSearch?[frontier.Count];
        int next = -1;
        int threads = Math.Max(1, Math.Min(options.Threads == 0 ? Environment.ProcessorCount : options.Threads, frontier.Count));
        Action work = () =>
        {
            for (int i = Interlocked.Increment(ref next); i < searches.Length; i = Interlocked.Increment(ref next))
            {
                int index = i;
                // At 0 a cell whose bits are all decided is still a region; below 0 the parts before have spent everything.
                if (budget.AllowedFor(index) >= 0)
                {
                    var search = new SubtreeSearch(context);
                    search.Run(frontier[index], () => budget.AllowedFor(index), Advance);
                    budget.Spend(index, search.Nodes);
                    searches[index] = search;
                }
            }
        };

        if (threads == 1)
        {
            work();
            return searches;
        }

        var tasks = new Task[threads];
        for (int t = 0; t < threads; t++)
        {
            tasks[t] = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        WaitAll(tasks);
        return searches;
    }

    /// <summary>Waits for all threads and throws the first thread's exception as it was, a cancellation above all.</summary>
    private void WaitAll(Task[] tasks)
    {
        try
        {
            Task.WaitAll(tasks);
        }
        catch (AggregateException)
        {
            context.ThrowIfCancelled();
            foreach (Task task in tasks)
            {
                task.GetAwaiter().GetResult();
            }
        }
    }

    /// <summary>Joins the results as a serial search with <paramref name="budget"/> nodes would have found them.</summary>
    private bool Join(SubtreeSearch?[] searches, long budget, out long spent)
    {
        spent = 0;
        foreach (SubtreeSearch? search in searches)
        {
            long left = budget - spent;
            if (search is null)
            {
                return false;
            }

            foreach ((Region region, long node) in search.Found)
            {
                if (node <= left)
                {
                    regions.Add(region);
                }
            }

            if (!search.IsFinished || search.Nodes > left)
            {
                spent = budget;
                return false;
            }

            spent += search.Nodes;
        }

        return true;
    }

    private void Advance(long nodes, long found)
    {
        long allNodes = Interlocked.Add(ref nodesSeen, nodes);
        long allRegions = Interlocked.Add(ref regionsSeen, found);
        progress?.Report(new RegionProgress(allNodes, allRegions));
    }
}
