using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Analysis.Degeneracy.Algebra;
using ReluGen.Core.Analysis.Identifiability.Checking;
using ReluGen.Core.Analysis.Identifiability.Linear;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Identifiability.Shallow;

/// <summary>Decides the criterion of math.md 3.5 for a network with one hidden stage of ReLU neurons, exactly.</summary>
internal sealed class ShallowCriterion
{
    /// <summary>So many sizes of a change are tried until the network is not equivalent; almost always the first is.</summary>
    private const int Sizes = 4;

    /// <summary>What condition (c) may take unless the caller says otherwise.</summary>
    public const long StandardProducts = 4_000_000;

    private readonly Network network;
    private readonly InputBox box;
    private readonly HiddenStage stage;
    private readonly StageMatrix matrix;
    private readonly long productBudget;
    private readonly CancellationToken cancellation;
    private readonly List<Condition> conditions = [];
    private Func<Competitor, ShallowParameters>? competitor;

    private ShallowCriterion(Network network, InputBox box, long productBudget, CancellationToken cancellation)
    {
        this.productBudget = productBudget;
        this.network = network;
        this.box = box;
        this.cancellation = cancellation;
        stage = network.Stages[0];
        matrix = new StageMatrix(network, 1, box);
    }

    /// <summary>Decides; null for a network that is not of this form.</summary>
    /// <param name="network">The network, with finite weights.</param>
    /// <param name="box">The domain; its bounds may be infinite.</param>
    /// <param name="productBudget">Products of outgoing and incoming weights that (c) may take.</param>
    /// <param name="cancellation">Stops the search for flip sets.</param>
    public static ShallowReport? Run(Network network, InputBox box, long productBudget = StandardProducts, CancellationToken cancellation = default) =>
        network.Stages.Count == 1 && network.IsReluChain ? new ShallowCriterion(network, box, productBudget, cancellation).Run() : null;

    private ShallowReport Run()
    {
        HyperplanesMeet();
        HyperplanesDiffer();
        NothingFlips();
        if (competitor is not null)
        {
            for (int size = 1; size <= Sizes; size++)
            {
                ShallowParameters other = competitor(new Competitor(network, box, size));
                if (CompetitorChecker.IsSameFunction(network, other, box) && !CompetitorChecker.IsEquivalent(network, other))
                {
                    Condition failed = conditions.First(static condition => condition.State == ConditionState.Refuted);
                    return new ShallowReport(IdentifiabilityVerdict.NotIdentifiable, conditions, $"({failed.Name}) fails: {failed.Reason}", other);
                }
            }
        }

        return conditions.TrueForAll(static condition => condition.State == ConditionState.Proved)
            ? new ShallowReport(IdentifiabilityVerdict.Identifiable, conditions, "(a), (b) and (c) hold: no other network of this width computes the same function on the domain, up to the order of neurons and positive scales", null)
            : new ShallowReport(IdentifiabilityVerdict.Undecided, conditions, Open(), null);
    }

    private string Open()
    {
        Condition open = conditions.First(static condition => condition.State != ConditionState.Proved);
        return $"({open.Name}) {(open.State == ConditionState.Refuted ? "fails, which decides on bounded domains only" : "is not decided")}: {open.Reason}";
    }

    /// <summary>(a): every neuron is read, reads something, and its hyperplane meets the interior of the domain.</summary>
    private void HyperplanesMeet()
    {
        for (int j = 0; j < box.Count; j++)
        {
            if (box.IsFixed(j))
            {
                int feature = j;
                Fail("a", $"the domain holds input {j} constant, so that its weights and the biases are seen together only", other => other.OfFixedFeature(0, feature));
                return;
            }
        }

        for (int i = 0; i < stage.Width; i++)
        {
            int neuron = i;
            (Dyadic? least, Dyadic? largest) = Range(i);
            if (!IsRead(i))
            {
                Fail("a", $"nothing reads neuron {i}", other => other.OfUnread(neuron));
                return;
            }

            if (largest is { Sign: <= 0 })
            {
                Fail("a", $"neuron {i} is never active on the domain", other => other.OfDead(neuron));
                return;
            }

            if (least is { Sign: >= 0 })
            {
                Fail("a", $"neuron {i} is never below 0 on the domain", other => other.OfActive(neuron));
                return;
            }
        }

        conditions.Add(new Condition("a", 1, ConditionState.Proved, "every neuron is read and its hyperplane meets the interior of the domain"));
    }

    /// <summary>(b): no two hyperplanes are the same.</summary>
    private void HyperplanesDiffer()
    {
        var rows = new FloatMatrix(stage.Width, network.InputCount + 1);
        for (int i = 0; i < stage.Width; i++)
        {
            stage.Blocks[0].Row(i).CopyTo(rows.RowToFill(i));
            rows.RowToFill(i)[network.InputCount] = stage.Bias[i];
        }

        foreach (List<int> group in RowDirections.Groups(rows))
        {
            int first = group[0];
            int second = group[1];
            int place = rows.FirstNonZero(first);
            Ratio ratio = Ratio.Of(rows.Row(second)[place], rows.Row(first)[place]);
            bool isOpposite = ratio.Numerator.Sign < 0;
            if (!isOpposite || box.IsBounded)
            {
                Dyadic bound = isOpposite ? Largest(second) : Dyadic.Zero;
                Fail("b", $"neurons {first} and {second} have the same hyperplane{(isOpposite ? " from opposite sides" : "")}", other => other.OfTwins(first, second, ratio, bound));
            }
            else
            {
                conditions.Add(new Condition("b", 1, ConditionState.Unknown, $"neurons {first} and {second} have the same hyperplane from opposite sides, and the domain is unbounded"));
            }

            return;
        }

        conditions.Add(new Condition("b", 1, ConditionState.Proved, "all hyperplanes differ"));
    }

    /// <summary>(c): no set of neurons whose products of outgoing and incoming weights sum to 0.</summary>
    private void NothingFlips()
    {
        if ((long)network.OutputCount * network.InputCount * stage.Width > productBudget)
        {
            conditions.Add(new Condition("c", 1, ConditionState.Unknown, $"there are more than {productBudget} products of outgoing and incoming weights"));
            return;
        }

        List<int> candidates = DependentProducts();
        if (candidates.Count == 0)
        {
            conditions.Add(new Condition("c", 1, ConditionState.Proved, "the products of outgoing and incoming weights are linearly independent"));
        }
        else if (candidates.Count > FlipSetSearch.MostNeurons)
        {
            conditions.Add(new Condition("c", 1, ConditionState.Unknown, $"the products of outgoing and incoming weights of {candidates.Count} neurons are dependent, too many to try all sets"));
        }
        else if (FlipSetSearch.Find(network, candidates, cancellation) is { } set)
        {
            Fail("c", $"the products of outgoing and incoming weights of neurons {string.Join(", ", set)} sum to 0, so they can change sides together", other => other.OfFlip(set));
        }
        else
        {
            conditions.Add(new Condition("c", 1, ConditionState.Proved, $"no set of the {candidates.Count} neurons with dependent products sums to 0; all were tried"));
        }
    }

    /// <summary>Neurons that some linear dependence of the products v·w contains. A set that sums to 0 is one, with coefficients 0 and 1 that no prime divides.</summary>
    private List<int> DependentProducts()
    {
        PrimeField field = PrimeField.First;
        int width = stage.Width;
        var products = new double[network.OutputCount * network.InputCount * width];
        for (int o = 0; o < network.OutputCount; o++)
        {
            for (int j = 0; j < network.InputCount; j++)
            {
                for (int i = 0; i < width; i++)
                {
                    products[(((o * network.InputCount) + j) * width) + i] =
                        field.Multiply(field.Of(network.Output.Blocks[0].Row(o)[i]), field.Of(stage.Blocks[0].Row(i)[j]));
                }
            }
        }

        var reduced = new ReducedRows(products, width, field, cancellation);
        IEnumerable<int> inSome = Enumerable.Range(0, reduced.PivotColumns.Count)
            .Where(p => reduced.FreeColumns.Exists(free => reduced.Factor(p, free) != 0))
            .Select(p => reduced.PivotColumns[p]);
        return [.. inSome.Concat(reduced.FreeColumns).OrderBy(static i => i)];
    }

    private void Fail(string name, string reason, Func<Competitor, ShallowParameters> other)
    {
        conditions.Add(new Condition(name, 1, ConditionState.Refuted, reason));
        competitor ??= other;
    }

    private bool IsRead(int neuron) => Enumerable.Range(0, network.OutputCount).Any(o => network.Output.Blocks[0].Row(o)[neuron] != 0);

    /// <summary>Least and largest pre-activation on the box, exactly; null is infinite.</summary>
    private (Dyadic? Least, Dyadic? Largest) Range(int neuron)
    {
        Dyadic? least = matrix.Bias(neuron);
        Dyadic? largest = least;
        for (int k = 0; k < matrix.Columns; k++)
        {
            float weight = matrix.Weights.Row(neuron)[k];
            if (weight != 0)
            {
                int feature = matrix.Sources[k].Element;
                (double low, double high) = weight > 0 ? (box.Lower[feature], box.Upper[feature]) : (box.Upper[feature], box.Lower[feature]);
                least = double.IsInfinity(low) ? null : least + (Dyadic.Of(low) * Dyadic.Of(weight));
                largest = double.IsInfinity(high) ? null : largest + (Dyadic.Of(high) * Dyadic.Of(weight));
            }
        }

        return (least, largest);
    }

    /// <summary>A bound of the magnitude of a pre-activation on a bounded box.</summary>
    private Dyadic Largest(int neuron)
    {
        (Dyadic? least, Dyadic? largest) = Range(neuron);
        Dyadic below = -(least ?? Dyadic.Zero);
        Dyadic above = largest ?? Dyadic.Zero;
        return above > below ? above : below;
    }
}
