using System.Collections.Generic;
using ReluGen.Core.Arithmetic;

namespace ReluGen.Core.Simplification;

/// <summary>An exact affine combination of inputs and kept neurons.</summary>
internal sealed class AffineExpression
{
    private readonly Dictionary<(int Source, int Element), Fraction> terms = [];

    /// <summary>The constant.</summary>
    public Fraction Constant { get; private set; } = Fraction.Zero;

    /// <summary>The coefficients, by source (0: the input; l: hidden stage l) and element; some may have become 0.</summary>
    public IReadOnlyDictionary<(int Source, int Element), Fraction> Terms => terms;

    /// <summary>One kept neuron, or an input.</summary>
    public static AffineExpression Of(int source, int element)
    {
        var expression = new AffineExpression();
        expression.Add(source, element, Fraction.One);
        return expression;
    }

    /// <summary>Adds a constant.</summary>
    public void Add(Fraction constant) => Constant += constant;

    /// <summary>Adds a multiple of a kept neuron or an input.</summary>
    public void Add(int source, int element, Fraction coefficient) =>
        terms[(source, element)] = terms.TryGetValue((source, element), out Fraction sum) ? sum + coefficient : coefficient;

    /// <summary>Adds a multiple of another expression.</summary>
    public void Add(AffineExpression other, Fraction factor)
    {
        Add(other.Constant * factor);
        foreach (KeyValuePair<(int Source, int Element), Fraction> term in other.terms)
        {
            Add(term.Key.Source, term.Key.Element, term.Value * factor);
        }
    }
}
