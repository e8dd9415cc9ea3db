using ReluGen.Core.Analysis.Regions.Certificates;

namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>Carries a cell from neuron to neuron until one cuts it or none is left. Serves one thread.</summary>
internal sealed class CellRunner(SearchContext context)
{
    private readonly CellDecider decider = context.NewDecider();
    private readonly ProofSteps steps = new();

    /// <summary>Decisions made so far.</summary>
    public long Nodes { get; private set; }

    /// <summary>Runs a cell to its first cut; null, and a cell whose bits are all set, if there is none. Stops early at <paramref name="limit"/> nodes.</summary>
    /// <param name="cell">The cell; it is changed.</param>
    /// <param name="limit">Number of <see cref="Nodes"/> not to exceed.</param>
    /// <param name="finished">False if the limit stopped it.</param>
    public (Cell Active, Cell Inactive)? Run(Cell cell, long limit, out bool finished)
    {
        finished = true;
        while (true)
        {
            while (cell.Forms is null || cell.Neuron == context.Network.Stages[cell.Stage - 1].Width)
            {
                if (cell.Stage == context.Network.Stages.Count)
                {
                    cell.Proof?.Steps = steps.Take();
                    return null;
                }

                context.ThrowIfCancelled();
                context.EnterStage(cell);
            }

            if (Nodes >= limit)
            {
                finished = false;
                return null;
            }

            Nodes++;
            context.ThrowIfCancelled();
            Verdict verdict = decider.Decide(cell, cell.Forms, cell.Neuron);
            int bit = context.Network.FirstBitOf(cell.Stage) + cell.Neuron;
            cell.Neuron++;
            if (verdict.Kind == VerdictKind.Split)
            {
                return Separate(cell, verdict, bit);
            }

            Record(cell, verdict, bit);
        }
    }

    private void Record(Cell cell, Verdict verdict, int bit)
    {
        if (verdict.Kind == VerdictKind.One)
        {
            cell.SetBit(bit);
        }

        if (cell.Proof is null)
        {
            return;
        }

        if (verdict.Kind == VerdictKind.Zero)
        {
            steps.AddZero();
        }
        else
        {
            steps.AddBit(verdict.Kind == VerdictKind.One, verdict.Proof!);
        }
    }

    private (Cell Active, Cell Inactive) Separate(Cell cell, Verdict verdict, int bit)
    {
        Cell active = verdict.Active!;
        Cell inactive = verdict.Inactive!;
        active.Neuron = inactive.Neuron = cell.Neuron;
        active.SetBit(bit);
        if (cell.Proof is not null)
        {
            cell.Proof.Steps = steps.Take();
            cell.Proof.Split();
            active.Proof = cell.Proof.One;
            inactive.Proof = cell.Proof.Off;
        }

        return (active, inactive);
    }
}
