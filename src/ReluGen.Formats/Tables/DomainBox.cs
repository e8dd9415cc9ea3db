using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Tables;

/// <summary>Finite bounds for the inputs of a network: one pair for all of them, or one each.</summary>
public sealed class DomainBox
{
    private readonly IReadOnlyList<double> lower;
    private readonly IReadOnlyList<double> upper;
    private readonly bool isCube;

    private DomainBox(IReadOnlyList<double> lower, IReadOnlyList<double> upper, bool isCube)
    {
        this.lower = lower;
        this.upper = upper;
        this.isCube = isCube;
    }

    /// <summary>The same bounds for every input.</summary>
    public static DomainBox Cube(double lower, double upper) => new([lower], [upper], isCube: true);

    /// <summary>One pair of bounds an input.</summary>
    /// <exception cref="InputException">The numbers of bounds differ, or a lower bound lies above its upper bound.</exception>
    public static DomainBox Of(IReadOnlyList<double> lower, IReadOnlyList<double> upper)
    {
        if (lower.Count != upper.Count)
        {
            throw Error($"The domain has {lower.Count} lower and {upper.Count} upper bounds; give as many of each.");
        }

        for (int j = 0; j < lower.Count; j++)
        {
            if (!(lower[j] <= upper[j]))
            {
                throw Error($"The lower bound {Text(lower[j])} of input {j} lies above its upper bound {Text(upper[j])}; exchange them.");
            }
        }

        return new DomainBox(lower, upper, isCube: false);
    }

    /// <summary>The network with these bounds.</summary>
    /// <exception cref="InputException">The network has another number of inputs.</exception>
    public Network Bound(Network network)
    {
        if (!isCube && lower.Count != network.InputCount)
        {
            throw Error($"The domain has {lower.Count} pairs of bounds, but the network has {network.InputCount} inputs; give one pair an input.");
        }

        return network.WithInputs(network.Inputs
            .Select((input, j) => new InputFeature(input.Name, lower[isCube ? 0 : j], upper[isCube ? 0 : j]))
            .ToArray());
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static InputException Error(string message) => new(InputErrorIds.Metadata, message);
}
