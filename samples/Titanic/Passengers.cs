using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Titanic;

/// <summary>The rows of titanic.csv: the features of the network, then whether the passenger survived.</summary>
internal static class Passengers
{
    public static float[][] Read() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "titanic.csv"))
            .Skip(1)
            .Select(static line => line.Split(',').Select(static value => float.Parse(value, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
}
