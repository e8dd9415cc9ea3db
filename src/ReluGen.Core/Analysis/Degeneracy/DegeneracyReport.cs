using System.Collections.Generic;
using ReluGen.Core.Analysis.Degeneracy.Evidence;

namespace ReluGen.Core.Analysis.Degeneracy;

/// <summary>The facts about a network.</summary>
/// <param name="Facts">All facts, by stage, neurons and id.</param>
/// <param name="Stages">How many neurons of each hidden stage are in which state; empty where a weight is not finite.</param>
public sealed record DegeneracyReport(IReadOnlyList<Fact> Facts, IReadOnlyList<StageCounts> Stages);

/// <summary>How many neurons of a stage are in which state.</summary>
/// <param name="Stage">The stage, from 1.</param>
/// <param name="Neurons">All of them.</param>
/// <param name="Dead">Proved never active.</param>
/// <param name="AlwaysActive">Proved never below 0.</param>
/// <param name="Crossing">Seen on both sides.</param>
/// <param name="Undecided">Neither proved nor refuted.</param>
public sealed record StageCounts(int Stage, int Neurons, int Dead, int AlwaysActive, int Crossing, int Undecided)
{
    internal static List<StageCounts> Of(NetworkEvidence evidence)
    {
        var counts = new List<StageCounts>();
        for (int l = 1; l <= evidence.Network.Stages.Count; l++)
        {
            int width = evidence.Network.Stages[l - 1].Width;
            int dead = 0;
            int active = 0;
            int crossing = 0;
            for (int i = 0; i < width; i++)
            {
                NeuronState state = evidence.Status.Of(l, i).State;
                dead += state == NeuronState.Dead ? 1 : 0;
                active += state == NeuronState.Active ? 1 : 0;
                crossing += state == NeuronState.Open && evidence.IsSettled(l, i) ? 1 : 0;
            }

            counts.Add(new StageCounts(l, width, dead, active, crossing, width - dead - active - crossing));
        }

        return counts;
    }
}
