using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Degeneracy.Algebra;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Local;

/// <summary>Says for each dimension that the rank falls short which neuron is the cause and by which mechanism (math.md 5.4).</summary>
internal sealed class DeficitExplanation
{
    private readonly Network network;
    private readonly ParameterLayout layout;
    private readonly int[] activeAt;
    private readonly int points;
    private readonly bool[][] isRead;
    private readonly bool[] isZeroInput;
    private readonly HashSet<(int, int)> shared = [];

    /// <summary>Looks at what the neurons do at the points.</summary>
    public DeficitExplanation(Network network, ParameterLayout layout, IReadOnlyList<SamplePoint> points)
    {
        this.network = network;
        this.layout = layout;
        this.points = points.Count;
        activeAt = new int[network.HiddenNeuronCount];
        for (int bit = 0; bit < activeAt.Length; bit++)
        {
            activeAt[bit] = points.Count(point => point.Pattern[bit]);
        }

        isZeroInput = [.. Enumerable.Range(0, network.InputCount).Select(j => points.All(point => point.Point[j].Sign == 0))];
        isRead = [.. Enumerable.Range(0, network.Stages.Count + 1).Select(ReadOf)];
        for (int l = 1; l <= network.Stages.Count; l++)
        {
            FindShared(l);
        }
    }

    /// <summary>Explains dependent parameters.</summary>
    /// <param name="dependent">The parameters, one a dimension.</param>
    /// <param name="vectors">For each of them the direction, where it is known; a single entry means that its column is 0.</param>
    /// <returns>Causes, by stage and neuron.</returns>
    public List<UnseenParameters> Explain(IReadOnlyList<int> dependent, IReadOnlyList<IReadOnlyList<(int Parameter, BigInteger Value)>?> vectors)
    {
        var found = new List<UnseenParameters>();
        for (int v = 0; v < dependent.Count; v++)
        {
            NetworkParameter parameter = layout[dependent[v]];
            UnseenParameters cause = vectors[v] is { Count: 1 } ? Alone(parameter) : Combined(parameter, vectors[v]);
            int known = found.FindIndex(other => other.Stage == cause.Stage && other.Neuron == cause.Neuron && other.Mechanism == cause.Mechanism);
            if (known < 0)
            {
                found.Add(cause);
            }
            else
            {
                found[known] = found[known] with
                {
                    Count = found[known].Count + 1,
                    Others = [.. found[known].Others.Union(cause.Others).OrderBy(static neuron => neuron)],
                };
            }
        }

        RemoveScales(found);
        found.Sort(static (left, right) => (left.Stage, left.Neuron, left.Mechanism).CompareTo((right.Stage, right.Neuron, right.Mechanism)));
        return found;
    }

    /// <summary>
    /// Neurons that are inactive at all points, each with the dimensions that it costs: its weights and bias and the weights that read it, less
    /// the one of its scale. Weights between two such neurons count for the first.
    /// </summary>
    public List<UnseenParameters> NeverActive()
    {
        var counts = new Dictionary<(int Stage, int Neuron), int>();
        for (int number = 0; number < layout.Count; number++)
        {
            NetworkParameter parameter = layout[number];
            (int, int)? owner = !parameter.IsBias && parameter.Source > 0 && IsNeverActive(parameter.Source, parameter.Element) ? (parameter.Source, parameter.Element)
                : IsHidden(parameter.Stage) && IsNeverActive(parameter.Stage, parameter.Neuron) ? (parameter.Stage, parameter.Neuron)
                : null;
            if (owner is { } neuron)
            {
                counts[neuron] = counts.TryGetValue(neuron, out int count) ? count + 1 : 0;
            }
        }

        return [.. counts.Where(static pair => pair.Value > 0).OrderBy(static pair => pair.Key).Select(static pair =>
            new UnseenParameters(pair.Key.Stage, pair.Key.Neuron, pair.Value, UnseenMechanism.NeverActive, []))];
    }

    /// <summary>A parameter that no output depends on.</summary>
    private UnseenParameters Alone(NetworkParameter parameter)
    {
        (int l, int i) = (parameter.Stage, parameter.Neuron);
        if (IsHidden(l) && IsNeverActive(l, i))
        {
            return new UnseenParameters(l, i, 1, UnseenMechanism.NeverActive, []);
        }

        if (!parameter.IsBias && parameter.Source > 0 && IsNeverActive(parameter.Source, parameter.Element))
        {
            return new UnseenParameters(parameter.Source, parameter.Element, 1, UnseenMechanism.NeverActive, []);
        }

        if (IsHidden(l) && !isRead[l][i])
        {
            return new UnseenParameters(l, i, 1, UnseenMechanism.NotRead, []);
        }

        if (parameter.Source == 0 && isZeroInput[parameter.Element])
        {
            return new UnseenParameters(0, parameter.Element, 1, UnseenMechanism.ZeroInput, []);
        }

        return parameter.IsBias
            ? new UnseenParameters(l, i, 1, UnseenMechanism.NotRead, [])
            : new UnseenParameters(l, i, 1, UnseenMechanism.NeverTogether, [(parameter.Source, parameter.Element)]);
    }

    /// <summary>A parameter whose change others can undo.</summary>
    private UnseenParameters Combined(NetworkParameter parameter, IReadOnlyList<(int Parameter, BigInteger Value)>? vector)
    {
        (int l, int i) = (parameter.Stage, parameter.Neuron);
        (int Stage, int Neuron)[] others = vector is null
            ? []
            : [.. vector.Select(entry => layout[entry.Parameter]).Select(static p => (p.Stage, p.Neuron)).Where(neuron => neuron != (l, i)).Distinct().OrderBy(static neuron => neuron)];
        UnseenMechanism mechanism = UnseenMechanism.Combination;
        if (IsHidden(l) && shared.Contains((l, i)))
        {
            mechanism = UnseenMechanism.SharedHyperplane;
        }
        else if (IsHidden(l) && IsAlwaysActive(l, i))
        {
            mechanism = UnseenMechanism.AlwaysActive;
        }
        else if (!parameter.IsBias && parameter.Source > 0 && (IsAlwaysActive(parameter.Source, parameter.Element) || shared.Contains((parameter.Source, parameter.Element))))
        {
            return new UnseenParameters(
                parameter.Source,
                parameter.Element,
                1,
                shared.Contains((parameter.Source, parameter.Element)) ? UnseenMechanism.SharedHyperplane : UnseenMechanism.AlwaysActive,
                [.. others.Where(neuron => neuron != (parameter.Source, parameter.Element))]);
        }
        else if (vector is not null && others.Length == 0)
        {
            mechanism = UnseenMechanism.NarrowImage;
        }

        return new UnseenParameters(l, i, 1, mechanism, others);
    }

    /// <summary>A neuron that nothing reads has a scale of its own among its unseen parameters, which is no deficit.</summary>
    private void RemoveScales(List<UnseenParameters> found)
    {
        for (int k = found.Count - 1; k >= 0; k--)
        {
            UnseenParameters cause = found[k];
            if (IsHidden(cause.Stage) && !HasReader(cause.Stage, cause.Neuron) && found.FindIndex(other => other.Stage == cause.Stage && other.Neuron == cause.Neuron) == k)
            {
                found[k] = cause with { Count = cause.Count - 1 };
            }
        }

        found.RemoveAll(static cause => cause.Count == 0);
    }

    private bool IsHidden(int stage) => stage >= 1 && stage <= network.Stages.Count;

    private bool IsNeverActive(int stage, int neuron) =>
        activeAt[network.FirstBitOf(stage) + neuron] == 0 && network.Stages[stage - 1].Slopes[neuron] == 0;

    private bool IsAlwaysActive(int stage, int neuron) => activeAt[network.FirstBitOf(stage) + neuron] == points;

    private bool HasReader(int stage, int neuron) => isRead[stage][neuron];

    private bool[] ReadOf(int source)
    {
        var read = new bool[network.WidthOf(source)];
        for (int l = source + 1; l <= network.Stages.Count + 1; l++)
        {
            foreach (WeightBlock block in network.StageOf(l).Blocks.Where(block => block.Source == source))
            {
                for (int k = 0; k < block.Values.Length; k++)
                {
                    read[k % block.Columns] |= block.Values[k] != 0;
                }
            }
        }

        return read;
    }

    /// <summary>Neurons whose weights and bias are multiples of another's.</summary>
    private void FindShared(int stage)
    {
        AffineStage self = network.StageOf(stage);
        var matrix = new FloatMatrix(self.Width, self.FanIn + 1);
        for (int i = 0; i < self.Width; i++)
        {
            Span<float> row = matrix.RowToFill(i);
            int at = 0;
            foreach (WeightBlock block in self.Blocks)
            {
                block.Row(i).CopyTo(row.Slice(at));
                at += block.Columns;
            }

            row[at] = self.Bias[i];
        }

        foreach (int neuron in RowDirections.Groups(matrix).SelectMany(static group => group))
        {
            shared.Add((stage, neuron));
        }
    }
}
