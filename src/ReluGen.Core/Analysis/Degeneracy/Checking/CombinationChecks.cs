using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using ReluGen.Core.Analysis.Bounds;
using ReluGen.Core.Analysis.Degeneracy.Proofs;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Degeneracy.Checking;

/// <summary>Facts about rows of weights that are combinations of each other.</summary>
internal sealed class CombinationChecks(Network network, InputBox box, StateChecks states)
{
    public bool AreTwins(Fact fact) => IsHidden(fact) && IsFactor(fact, withBias: true, out int sign) && sign > 0
        && network.Stages[fact.Stage - 1].Slopes[fact.Neurons[0]] == network.Stages[fact.Stage - 1].Slopes[fact.Neurons[1]];

    public bool AreOpposite(Fact fact) => IsHidden(fact) && IsFactor(fact, withBias: true, out int sign) && sign < 0;

    public bool AreParallel(Fact fact) => IsHidden(fact) && IsFactor(fact, withBias: false, out _);

    public bool AreOutputTwins(Fact fact) => fact.Stage == network.Stages.Count + 1 && IsFactor(fact, withBias: true, out _);

    public bool IsDeficient(Fact fact)
    {
        if (fact.Proof is not RankProof proof || fact.Neurons.Count != 0 || fact.Stage < 1 || proof.Vectors.Count == 0)
        {
            return false;
        }

        CheckedRow[] rows = [.. Enumerable.Range(0, CheckedRow.WidthOf(network, fact.Stage)).Select(i => RowOf(fact, i))];
        List<(int, int)> columns = ColumnsOf(fact);
        int lines = proof.OfRows ? rows.Length : columns.Count;
        return proof.Vectors.All(vector => vector.Length == lines)
            && AreIndependent(proof.Vectors)
            && proof.Vectors.All(vector => proof.OfRows ? RowsVanish(rows, vector) : ColumnsVanish(rows, columns, vector))
            && lines - proof.Vectors.Count < System.Math.Min(rows.Length, columns.Count);
    }

    public bool IsDependent(Fact fact)
    {
        if (fact.Proof is not CombinationProof proof || !IsHidden(fact) || proof.Denominator.Sign <= 0 || fact.Neurons.Distinct().Count() != fact.Neurons.Count
            || proof.Numerators.Count != fact.Neurons.Count - 1 || proof.Active.Count != fact.Neurons.Count)
        {
            return false;
        }

        var vector = new BigInteger[CheckedRow.WidthOf(network, fact.Stage)];
        vector[fact.Neurons[0]] = -proof.Denominator;
        for (int k = 1; k < fact.Neurons.Count; k++)
        {
            vector[fact.Neurons[k]] = proof.Numerators[k - 1];
        }

        CheckedRow[] rows = [.. Enumerable.Range(0, vector.Length).Select(i => RowOf(fact, i))];
        return RowsVanish(rows, vector)
            && Enumerable.Range(0, fact.Neurons.Count).All(k => IsActive(fact, k, proof.Active[k]));
    }

    /// <summary>Σ v_i w_i = 0 over the neurons, for every output and feature, in a network with one hidden stage of ReLUs (math.md 3.5 c).</summary>
    public bool Flips(Fact fact)
    {
        bool fits = fact.Proof is FlipProof && fact.Neurons.Count > 0 && fact.Neurons.Distinct().Count() == fact.Neurons.Count
            && fact.Stage == 1 && network.Stages.Count == 1 && network.Stages[0].IsRelu;
        return fits && Enumerable.Range(0, network.OutputCount).All(o =>
        {
            CheckedRow output = CheckedRow.Of(network, 2, o, null);
            var sums = new Dictionary<(int, int), Dyadic>();
            foreach (int i in fact.Neurons)
            {
                output.Weights.TryGetValue((1, i), out Dyadic v);
                foreach (KeyValuePair<(int, int), Dyadic> weight in RowOf(fact, i).Weights)
                {
                    sums.TryGetValue(weight.Key, out Dyadic known);
                    sums[weight.Key] = known + (v * weight.Value);
                }
            }

            return sums.Values.All(static sum => sum.Sign == 0);
        });
    }

    private bool IsActive(Fact fact, int k, FactProof proof) =>
        states.IsActive(fact.Stage, fact.Neurons[k], FactCondition.Always, proof)
        || (fact.Condition == FactCondition.Domain && states.IsActive(fact.Stage, fact.Neurons[k], FactCondition.Domain, proof));

    private bool IsHidden(Fact fact) => fact.Stage >= 1 && fact.Stage <= network.Stages.Count;

    /// <summary>True if the second row times the denominator is the first times the numerator.</summary>
    private bool IsFactor(Fact fact, bool withBias, out int sign)
    {
        sign = 0;
        if (fact.Proof is not FactorProof proof || fact.Neurons.Count != 2 || fact.Neurons[0] == fact.Neurons[1] || proof.Denominator.Sign <= 0)
        {
            return false;
        }

        sign = proof.Numerator.Sign;
        CheckedRow first = RowOf(fact, fact.Neurons[0]);
        CheckedRow second = RowOf(fact, fact.Neurons[1]);
        var numerator = new Dyadic(proof.Numerator, 0);
        var denominator = new Dyadic(proof.Denominator, 0);
        return sign != 0 && first.Weights.Count > 0 && first.Weights.Keys.SequenceEqual(second.Weights.Keys)
            && first.Weights.All(weight => second.Weights[weight.Key] * denominator == weight.Value * numerator)
            && (!withBias || second.Bias * denominator == first.Bias * numerator);
    }

    /// <summary>True if each vector has a place that it alone fills.</summary>
    private static bool AreIndependent(IReadOnlyList<BigInteger[]> vectors)
    {
        int length = vectors[0].Length;
        int[] users = [.. Enumerable.Range(0, length).Select(place => vectors.Count(vector => !vector[place].IsZero))];
        return vectors.All(vector => Enumerable.Range(0, length).Any(place => users[place] == 1 && !vector[place].IsZero));
    }

    private static bool RowsVanish(CheckedRow[] rows, BigInteger[] vector)
    {
        var sums = new Dictionary<(int, int), Dyadic>();
        for (int i = 0; i < rows.Length; i++)
        {
            if (!vector[i].IsZero)
            {
                foreach (KeyValuePair<(int, int), Dyadic> weight in rows[i].Weights)
                {
                    sums.TryGetValue(weight.Key, out Dyadic known);
                    sums[weight.Key] = known + (new Dyadic(vector[i], 0) * weight.Value);
                }
            }
        }

        return sums.Values.All(static sum => sum.Sign == 0);
    }

    private static bool ColumnsVanish(CheckedRow[] rows, List<(int, int)> columns, BigInteger[] vector)
    {
        var factors = new Dictionary<(int, int), Dyadic>();
        for (int j = 0; j < columns.Count; j++)
        {
            factors.Add(columns[j], new Dyadic(vector[j], 0));
        }

        return rows.All(row => row.Weights.Aggregate(Dyadic.Zero, (sum, weight) => sum + (weight.Value * factors[weight.Key])).Sign == 0);
    }

    /// <summary>Sources and elements of the columns in their order, without features that the fact's condition fixes.</summary>
    private List<(int, int)> ColumnsOf(Fact fact)
    {
        var columns = new List<(int, int)>();
        foreach (WeightBlock block in network.StageOf(fact.Stage).Blocks)
        {
            for (int k = 0; k < block.Columns; k++)
            {
                if (block.Source != 0 || fact.Condition != FactCondition.Domain || box.Lower[k] != box.Upper[k])
                {
                    columns.Add((block.Source, k));
                }
            }
        }

        return columns;
    }

    private CheckedRow RowOf(Fact fact, int neuron) =>
        CheckedRow.Of(network, fact.Stage, neuron, fact.Condition == FactCondition.Domain ? box : null);
}
