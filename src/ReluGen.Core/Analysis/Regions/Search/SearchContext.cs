using System;
using System.Threading;
using ReluGen.Core.Analysis.Regions.Certificates;
using ReluGen.Core.Analysis.Regions.Exact;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>What all threads of one enumeration share: the network in integers and in float64, and the domain.</summary>
internal sealed class SearchContext
{
    private readonly RegionDomain domain;
    private readonly IntegerNetwork integers;
    private readonly FloatBox box;
    private readonly FloatNetwork? floats;
    private readonly int[] firstBits;
    private readonly bool keepProofs;
    private readonly CancellationToken cancellation;

    public SearchContext(Network network, RegionDomain domain, RegionOptions options, CancellationToken cancellation)
    {
        this.domain = domain;
        this.cancellation = cancellation;
        keepProofs = options.KeepCertificate;
        Network = network;
        integers = new IntegerNetwork(network, domain);
        box = new FloatBox(domain, integers.Box);
        floats = options.ExactOnly ? null : new FloatNetwork(network, domain, box, integers.Box.Features);
        firstBits = new int[network.Stages.Count];
        for (int l = 0; l < firstBits.Length; l++)
        {
            firstBits[l] = network.FirstBitOf(l + 1);
        }
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>A decider for one thread.</summary>
    public CellDecider NewDecider() => new(box, integers.Box, keepProofs, cancellation);

    /// <summary>Stops the search if the caller asked for it.</summary>
    public void ThrowIfCancelled() => cancellation.ThrowIfCancellationRequested();

    /// <summary>The cell of the whole domain.</summary>
    /// <exception cref="ArgumentException">The half-spaces leave no interior.</exception>
    public Cell Root()
    {
        Cell root = new(BitPattern.WordCountOf(Network.HiddenNeuronCount));
        double[] centre = box.Centre();
        if (floats is null || !box.IsInside(centre))
        {
            root.ExactWitness = MiddleOf(integers.Box);
        }
        else
        {
            root.Witness = centre;
            root.Vertices = [Vertex.Corner((double[])box.Lower.Clone())];
        }

        var halfSpaces = new StageForms(floats?.HalfSpaces(domain), new HalfSpaceForms(domain, integers));
        CellDecider decider = NewDecider();
        for (int i = 0; i < domain.HalfSpaces.Count; i++)
        {
            root.NextCut = i;
            Verdict verdict = decider.Decide(root, halfSpaces, i);
            if (verdict.Kind is VerdictKind.Zero or VerdictKind.Off)
            {
                throw new ArgumentException($"The domain is empty or flat: half-space {i} leaves nothing of its interior.");
            }

            root = verdict.Active ?? root;
        }

        root.NextCut = domain.HalfSpaces.Count;
        root.Proof = keepProofs ? new ProofNode() : null;
        return root;
    }

    /// <summary>Moves a cell to its next stage and computes the forms there.</summary>
    public void EnterStage(Cell cell)
    {
        var below = cell.Forms?.Chain ?? [];
        ulong[] bits = cell.CopyBits();
        int stage = cell.Stage + 1;
        var exactBelow = new ExactForms[below.Count];
        for (int l = 0; l < exactBelow.Length; l++)
        {
            exactBelow[l] = below[l].Exact;
        }

        cell.Forms = new StageForms(
            below,
            floats?.Stage(stage, below, bits),
            new StageExactForms(integers, stage, exactBelow, bits, firstBits));
        cell.Stage = stage;
        cell.Neuron = 0;
    }

    /// <summary>True if the bits of all neurons are decided.</summary>
    public bool IsDecided(Cell cell) =>
        cell.Stage == Network.Stages.Count && (cell.Stage == 0 || cell.Neuron == Network.Stages[cell.Stage - 1].Width);

    /// <summary>The region of a cell whose bits are all decided.</summary>
    public Region RegionOf(Cell cell)
    {
        BitPattern pattern = BitPattern.From(Network.HiddenNeuronCount, cell.Bits);
        return cell.Witness is null
            ? new Region(pattern, box.ToFeatures(cell.ExactWitness!))
            : new Region(pattern, box.ToFeatures(cell.Witness));
    }

    private static ExactPoint MiddleOf(IntegerBox box)
    {
        var middle = new Arithmetic.Dyadic[box.Dimension];
        for (int j = 0; j < middle.Length; j++)
        {
            middle[j] = new Arithmetic.Dyadic(box.Lower[j] + box.Upper[j], -box.Shift - 1);
        }

        return ExactPoint.Of(middle);
    }
}
