using System;
using System.Collections.Generic;
using System.Linq;
using ReluGen.Core.Arithmetic;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>What a certificate is about, in the checker's own exact form. Never changed, so threads share it.</summary>
internal sealed class CheckedProblem
{
    private readonly Dyadic[] lower;
    private readonly Dyadic[] upper;
    private readonly int[] firstBits;

    public CheckedProblem(Network network, RegionDomain domain)
    {
        Network = new CheckedNetwork(network);
        Box = new CheckedBox(domain);
        lower = [.. domain.Lower.Select(Dyadic.Of)];
        upper = [.. domain.Upper.Select(Dyadic.Of)];
        HalfSpaces = [.. domain.HalfSpaces.Select(FormOf)];
        firstBits = new int[Network.StageCount + 1];
        for (int l = 0; l < Network.StageCount; l++)
        {
            firstBits[l + 1] = firstBits[l] + Network.WidthOf(l);
        }
    }

    /// <summary>The network.</summary>
    public CheckedNetwork Network { get; }

    /// <summary>The domain's box.</summary>
    public CheckedBox Box { get; }

    /// <summary>The domain's half-spaces as forms that are positive inside.</summary>
    public IReadOnlyList<CheckedForm> HalfSpaces { get; }

    /// <summary>Number of features.</summary>
    public int Features => lower.Length;

    /// <summary>Number of hidden neurons.</summary>
    public int Neurons => firstBits[firstBits.Length - 1];

    /// <summary>Bit of the first neuron of a stage, counted from 0; after the last stage the number of neurons.</summary>
    public int FirstBit(int stage) => firstBits[stage];

    /// <summary>True if a point lies strictly between the bounds of every feature that varies, and on those of every other.</summary>
    public bool IsInterior(Dyadic[] point)
    {
        for (int j = 0; j < point.Length; j++)
        {
            if (lower[j] == upper[j] ? point[j] != lower[j] : !(lower[j] < point[j] && point[j] < upper[j]))
            {
                return false;
            }
        }

        return true;
    }

    private static CheckedForm FormOf(HalfSpace halfSpace)
    {
        Dyadic offset = Dyadic.Of(halfSpace.Offset);
        Dyadic[] normal = halfSpace.Normal.Select(Dyadic.Of).ToArray();
        int exponent = normal.Aggregate(offset.Exponent, (least, value) => Math.Min(least, value.Exponent));
        var form = new CheckedForm(normal.Length, exponent);
        form.AddConstant(offset.ToInteger(exponent));
        for (int j = 0; j < normal.Length; j++)
        {
            form.AddCoefficient(j, -normal[j].ToInteger(exponent));
        }

        return form;
    }
}
