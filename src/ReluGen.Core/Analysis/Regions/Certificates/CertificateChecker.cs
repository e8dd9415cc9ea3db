using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>
/// Replays a proof tree in exact arithmetic, with no linear programming and none of the search's code. At a cut, points on
/// neither side have an empty interior; a bit without a cut needs a proof that its other side is empty; so every interior point
/// off the hyperplanes lies in one of the regions at the leaves, and each of these has a witness.
/// </summary>
/// <param name="problem">What the tree is about.</param>
/// <param name="accept">Told of every region of the tree, from any thread, once its own claims are checked; throws if it is not wanted.</param>
/// <param name="cancellation">Stops the check.</param>
internal sealed class CertificateChecker(CheckedProblem problem, Action<Region> accept, CancellationToken cancellation)
{
    /// <summary>Enough subtrees that threads finish at about the same time, and fewer where each holds large forms. Not a matter of the machine.</summary>
    private const int LargestFrontier = 512;
    private const int LeastFrontier = 16;
    private const long FrontierCoefficients = 1 << 22;

    private readonly long frontierSize =
        Math.Max(LeastFrontier, Math.Min(LargestFrontier, FrontierCoefficients / Math.Max(1, (long)problem.Neurons * (problem.Features + 1))));

    /// <summary>Checks every claim of the tree: the cells near the root, then the subtrees below on several threads.</summary>
    /// <exception cref="InvalidDataException">A claim is wrong; the message says which. It does not depend on the threads.</exception>
    public void Run(ProofNode root, int threads)
    {
        var start = new CellReplay(problem);
        start.Check(root);
        List<Subtree> frontier = Spread(new Subtree(root, start));
        var failures = new InvalidDataException?[frontier.Count];
        int firstFailure = frontier.Count;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, frontier.Count, options, index =>
        {
            // The first wrong claim in the order of the tree is the one to be told, so only what comes after it may be left out.
            if (index > Volatile.Read(ref firstFailure))
            {
                return;
            }

            try
            {
                Replay(frontier[index]);
            }
            catch (InvalidDataException wrong)
            {
                failures[index] = wrong;
                Lower(ref firstFailure, index);
            }
        });

        if (firstFailure < frontier.Count)
        {
            throw failures[firstFailure]!;
        }
    }

    /// <summary>Checks the cells near the root, breadth first, until there are enough subtrees.</summary>
    private List<Subtree> Spread(Subtree root)
    {
        List<Subtree> open = [root];
        bool grew = true;
        while (grew && open.Count < frontierSize)
        {
            grew = false;
            var next = new List<Subtree>();
            foreach (Subtree tree in open)
            {
                cancellation.ThrowIfCancellationRequested();
                if (tree.Root.Region is { } region)
                {
                    accept(region);
                    continue;
                }

                next.Add(Part(tree, active: true));
                next.Add(Part(tree, active: false));
                grew = true;
            }

            open = next;
        }

        return open;
    }

    private static Subtree Part(Subtree tree, bool active)
    {
        CellReplay replay = tree.Replay.Copy();
        ProofNode node = (active ? tree.Root.One : tree.Root.Off)!;
        replay.Enter(active);
        replay.Check(node);
        return new Subtree(node, replay);
    }

    /// <summary>Checks what lies below a subtree's root, depth first.</summary>
    private void Replay(Subtree tree)
    {
        CellReplay replay = tree.Replay;
        var open = new Stack<(ProofNode Node, CellReplay.Mark Parent, bool Active)>();
        Open(tree.Root);
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            (ProofNode node, CellReplay.Mark parent, bool active) = open.Pop();
            replay.Return(parent);
            replay.Enter(active);
            replay.Check(node);
            Open(node);
        }

        void Open(ProofNode node)
        {
            if (node.Region is { } region)
            {
                accept(region);
            }
            else
            {
                open.Push((node.Off!, replay.Here, false));
                open.Push((node.One!, replay.Here, true));
            }
        }
    }

    private static void Lower(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value < seen)
        {
            int before = Interlocked.CompareExchange(ref target, value, seen);
            seen = before == seen ? value : before;
        }
    }

    /// <summary>A node whose own claims are checked, and the replay that stands there.</summary>
    private sealed record Subtree(ProofNode Root, CellReplay Replay);
}
