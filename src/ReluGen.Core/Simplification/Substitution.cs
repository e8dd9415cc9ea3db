using System;
using System.Collections.Generic;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Simplification;

/// <summary>
/// Writes the rows of the kept neurons in terms of inputs and kept neurons. Sums are exact and rounded once; a weight to which nothing
/// is added keeps its bits.
/// </summary>
internal sealed class Substitution
{
    private readonly Network network;
    private readonly RoleTable roles;

    /// <summary>Element l, i: what stands for neuron i of hidden stage l + 1; null where it is kept.</summary>
    private readonly AffineExpression?[][] expressions;

    public Substitution(Network network, RoleTable roles)
    {
        this.network = network;
        this.roles = roles;
        expressions = new AffineExpression?[network.Stages.Count][];
        for (int l = 1; l <= expressions.Length; l++)
        {
            expressions[l - 1] = new AffineExpression?[network.Stages[l - 1].Width];
            for (int i = 0; i < expressions[l - 1].Length; i++)
            {
                expressions[l - 1][i] = ExpressionOf(l, i);
            }
        }
    }

    /// <summary>The row of a kept neuron or an output.</summary>
    public SubstitutedRow RowOf(AffineStage stage, int neuron)
    {
        var added = new AffineExpression();
        var weights = new float[network.Stages.Count + 1][];
        foreach (WeightBlock block in stage.Blocks)
        {
            float[] row = weights[block.Source] = block.Row(neuron).ToArray();
            for (int k = 0; k < row.Length; k++)
            {
                if (StandIn(block.Source, k) is { } expression)
                {
                    if (row[k] != 0)
                    {
                        added.Add(expression, Fraction.Of(row[k]));
                    }

                    row[k] = 0;
                }
            }
        }

        foreach (KeyValuePair<(int Source, int Element), Fraction> term in added.Terms)
        {
            (int source, int element) = term.Key;
            float[] row = weights[source] ??= new float[network.WidthOf(source)];
            row[element] = (term.Value + Fraction.Of(row[element])).ToSingle();
        }

        float bias = stage.Bias[neuron];
        return new SubstitutedRow(added.Constant.IsZero ? bias : (added.Constant + Fraction.Of(bias)).ToSingle(), weights);
    }

    private AffineExpression? StandIn(int source, int element) => source == 0 ? null : expressions[source - 1][element];

    private AffineExpression? ExpressionOf(int stage, int neuron)
    {
        var expression = new AffineExpression();
        switch (roles[stage, neuron])
        {
            case NeuronRole.Kept:
                return null;
            case NeuronRole.Multiple multiple:
                expression.Add(Activation(stage, multiple.First), multiple.Factor);
                break;
            case NeuronRole.HandOn handOn:
                expression.Add(Activation(handOn.Stage, handOn.Neuron), Fraction.Of(handOn.Weight));
                break;
            case NeuronRole.Affine affine:
                AddPreActivation(expression, network.Stages[stage - 1], neuron, Fraction.Of(affine.Slope));
                break;
            case NeuronRole.Combination combination:
                expression.Add(combination.Constant);
                foreach ((int other, Fraction factor) in combination.Terms)
                {
                    expression.Add(stage, other, factor);
                }

                break;
        }

        return expression;
    }

    private AffineExpression Activation(int source, int element) => StandIn(source, element) ?? AffineExpression.Of(source, element);

    private void AddPreActivation(AffineExpression sum, HiddenStage stage, int neuron, Fraction factor)
    {
        sum.Add(Fraction.Of(stage.Bias[neuron]) * factor);
        foreach (WeightBlock block in stage.Blocks)
        {
            ReadOnlySpan<float> row = block.Row(neuron);
            for (int k = 0; k < row.Length; k++)
            {
                if (row[k] != 0)
                {
                    sum.Add(Activation(block.Source, k), Fraction.Of(row[k]) * factor);
                }
            }
        }
    }
}

/// <summary>A row in terms of inputs and kept neurons.</summary>
/// <param name="Bias">The bias.</param>
/// <param name="Weights">By source, a weight for each of its elements (0 for those that are not kept); null where the row does not read it.</param>
internal sealed record SubstitutedRow(float Bias, float[]?[] Weights);
